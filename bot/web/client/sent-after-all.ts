import type { Action, StoreMiddleware } from './web-chat.js';

const FULFILLED = 'DIRECT_LINE/POST_ACTIVITY_FULFILLED';
const REJECTED = 'DIRECT_LINE/POST_ACTIVITY_REJECTED';

/**
 * Web Chat takes every message for failed that was under way when its connection was replaced, and offers to send it again,
 * although it may have arrived. What the server echoes has arrived: such a message is marked as sent, so that nobody sends it
 * twice. `failed` is told of those with no echo yet, and what tells whether one has come since.
 */
export function sentAfterAll(failed: (arrived: () => boolean) => void): StoreMiddleware {
  const echoes = new Map<string, object>();
  const rejected = new Set<string>();
  return ({ dispatch }) =>
    (next) =>
    (action) => {
      const id = clientIdOf(action);
      if (!id) return next(action);
      if (action.type === REJECTED) {
        const echo = echoes.get(id);
        if (echo) return next({ type: FULFILLED, meta: action.meta, payload: { activity: echo } });
        rejected.add(id);
        failed(() => echoes.has(id));
        return next(action);
      }
      echoes.set(id, action.payload.activity);
      const result = next(action);
      if (rejected.delete(id)) {
        dispatch({ type: FULFILLED, meta: { clientActivityID: id }, payload: action.payload });
      }
      return result;
    };
}

/** The client's id in a rejection, or in the server's echo of what this client sent; undefined for all other actions. */
function clientIdOf({ type, meta, payload }: Action): string | undefined {
  if (type === REJECTED) return meta.clientActivityID;
  const echo =
    type === 'DIRECT_LINE/INCOMING_ACTIVITY' && payload.activity.from?.role === 'user' && payload.activity.id;
  return echo ? payload.activity.channelData?.clientActivityID : undefined;
}
