import type { Activity } from 'botbuilder-core';
import { json, startStub } from './stub-server.js';

/** A call that the connector has received. */
export interface ConnectorCall {
  method: string;
  conversationId: string;
  /** The activity in the path: replied to, updated or deleted. */
  activityId?: string;
  authorization?: string;
  activity: Partial<Activity>;
  at: number;
}

/** How the connector answers a call, other than with 201 and an id. */
export type Trouble = { status: number; headers?: Record<string, string> } | 'hang' | 'hang-up';

/** Plays the connector of Teams. */
export interface StubConnector {
  /** The service address, with a path as Teams has it. */
  serviceUrl: string;
  origin: string;
  calls: ConnectorCall[];
  /** Makes the next calls fail in this way, one each. */
  trouble: Trouble[];
  /** Messages sent so far. */
  sent(): Partial<Activity>[];
  stop(): Promise<void>;
}

/** Starts the connector. */
export async function startConnector(): Promise<StubConnector> {
  const calls: ConnectorCall[] = [];
  const trouble: Trouble[] = [];
  const server = await startStub((request, response, body) => {
    const [, conversation = '', activityId] =
      /^\/jp\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/.exec(request.url ?? '') ?? [];
    const activity = body ? (JSON.parse(body) as Partial<Activity>) : {};
    calls.push({
      method: request.method ?? '',
      conversationId: decodeURIComponent(conversation),
      activityId: activityId && decodeURIComponent(activityId),
      authorization: request.headers.authorization,
      activity,
      at: Date.now(),
    });
    const next = trouble.shift();
    if (next === 'hang') return;
    if (next === 'hang-up') return void request.socket.destroy();
    if (next) return json(response, next.status, { error: { code: 'Stub' } }, next.headers);
    json(response, 201, { id: `sent-${calls.length}` });
  });
  return {
    serviceUrl: `${server.url}/jp/`,
    origin: server.url,
    calls,
    trouble,
    sent: () => calls.filter(({ method }) => method === 'POST').map(({ activity }) => activity),
    stop: server.stop,
  };
}
