import type { Activity } from 'botbuilder-core';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { RunTurn } from './conversations/local-conversations.js';
import type { TurnLogic } from './run-turn.js';

/** Figures about the running program, without any text or id of users. */
export interface Metrics {
  /** The turn, counted and timed. */
  measured(runTurn: RunTurn): RunTurn;
  /** The same for turns that are not kept in a log of ours (Teams). */
  measuredLogic(logic: TurnLogic): TurnLogic;
  failed(): void;
  findings(count: number): void;
  /** In Prometheus' text format. */
  text(): Promise<string>;
}

/** Metrics of this process; `seconds` is a clock that only goes forward. */
export function createMetrics(seconds: () => number): Metrics {
  const registers = [new Registry()];
  collectDefaultMetrics({ register: registers[0] });
  const replies = new Counter({
    name: 'assistant_replies_total',
    help: 'Replies by meaning',
    labelNames: ['meaning', 'detail'],
    registers,
  });
  const turns = new Histogram({
    name: 'assistant_turn_seconds',
    help: 'Time of a turn, storage not included',
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2],
    registers,
  });
  const errors = new Counter({ name: 'assistant_turn_errors_total', help: 'Turns that failed', registers });
  const findings = new Gauge({
    name: 'assistant_knowledge_findings',
    help: 'Mistakes in the knowledge files as saved',
    registers,
  });
  const count = (activity: Partial<Activity>) => {
    for (const labels of labelsOf(activity)) replies.inc(labels);
  };
  return {
    measured: (runTurn) => async (record, activity) => {
      const started = seconds();
      const result = await runTurn(record, activity);
      turns.observe(seconds() - started);
      for (const change of result.changes) if (change.kind === 'append') count(change.activity);
      return result;
    },
    measuredLogic: (logic) => async (context) => {
      const started = seconds();
      context.onSendActivities((_context, activities, next) => {
        activities.forEach(count);
        return next();
      });
      await logic(context);
      turns.observe(seconds() - started);
    },
    failed: () => errors.inc(),
    findings: (count) => findings.set(count),
    text: () => registers[0]!.metrics(),
  };
}

/** The few details that are worth a label: which entry, which reason, which outcome. */
function labelsOf({ entities = [] }: Partial<Activity>): { meaning: string; detail: string }[] {
  return entities.map(({ type, id, reason, outcome, to }) => ({
    meaning: type,
    detail: String(type === 'suggestions' ? '' : (id ?? reason ?? outcome ?? to ?? '')),
  }));
}
