import { writeFileSync } from 'node:fs';
import { CALIBRATION, type CalibrationWeights } from '../../dialogs/domain/answer/confidence.js';
import { AIMS, calibrate, tryLimit } from './calibrate.js';
import { askHidden, type HiddenAsk } from './hidden-asks.js';
import type { Opened } from './open-knowledge.js';
import type { Limits } from './options.js';
import { percent, textTable } from './tables.js';

const LIMITS = [0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6];

/** Prints how many hidden ways to ask come back to their own entry, and those that don't; returns the limits missed. */
export function printHidden({ knowledge, tokenizers }: Opened, { minHidden }: Limits): string[] {
  const missed: string[] = [];
  for (const language of knowledge.languages) {
    const asked = askHidden(knowledge, language, tokenizers[language]!, {
      folds: 10,
      subjects: false,
      neighbours: false,
    });
    const entries = asked.filter(({ kind }) => kind === 'entry');
    const lost = entries.filter((one) => bestOf(one) !== one.id);
    const near = entries.filter(({ id, assessment }) => {
      const nearest = assessment.targets.filter(({ target }) => target.kind === 'entry').slice(0, 3);
      return nearest.some(({ target }) => target.id === id);
    });
    const share = 1 - lost.length / entries.length;
    for (const one of lost) console.log(`${language}\t${one.text}\t${one.id} → ${bestOf(one)}`);
    for (const [pair, n] of confusable(lost)) console.log(`${language} confusable ${n}x: ${pair}`);
    const found = `first ${percent(share)}, among the first three ${percent(near.length / entries.length)}`;
    console.log(`${language}: of ${entries.length} hidden ways to ask, ${found}`);
    if (minHidden !== undefined && 100 * share < minHidden) missed.push(`${language} hidden ${percent(share)}`);
  }
  return missed;
}

const PAIRS_SHOWN = 25;

/** Pairs of entries whose ways to ask are taken for each other, most frequent first. */
function confusable(lost: readonly HiddenAsk[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const one of lost) {
    const pair = [one.id, bestOf(one)].sort().join(' / ');
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, PAIRS_SHOWN);
}

const CALIBRATION_FILE = new URL('../../dialogs/domain/answer/calibration.json', import.meta.url);

/** Prints what was learnt about being sure, and what limits of the confidence do to hidden texts; writes it if asked to. */
export function printCalibration({ knowledge, tokenizers }: Opened, write: boolean): void {
  const byLanguage = knowledge.languages.map((language): [string, HiddenAsk[]] => {
    return [
      language,
      askHidden(knowledge, language, tokenizers[language]!, { folds: 5, subjects: true, neighbours: true }),
    ];
  });
  const learnt = calibrate(byLanguage.map(([, asked]) => asked));
  console.log('aims', AIMS, '\nlearnt', learnt, '\nin use', CALIBRATION);
  const row = (language: string, asked: HiddenAsk[], weights: CalibrationWeights, limit: number): string[] => {
    const { answered, precision, leftOutAnswered } = tryLimit(asked, weights, limit);
    return [language, String(limit), percent(answered), percent(precision), percent(leftOutAnswered)];
  };
  const limits = [...LIMITS, learnt.thresholds.answer];
  const rows = byLanguage.flatMap(([language, asked]) =>
    limits.map((limit) => row(language, asked, learnt.weights, limit)),
  );
  const heads = ['lang', 'limit', 'hidden asks answered', 'of these right', 'left-out subjects answered'];
  console.log(textTable([heads, ...rows]));
  if (write) writeFileSync(CALIBRATION_FILE, `${JSON.stringify(learnt, undefined, 2)}\n`);
}

function bestOf({ assessment }: HiddenAsk): string {
  return assessment.targets[0]?.target.id ?? '';
}
