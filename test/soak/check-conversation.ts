import type { WireActivity } from '../support/direct-line-client.js';

/**
 * What was acknowledged must be there once, with its replies, in the log and on the socket; and the two must agree. Returns what
 * is not so, in words.
 */
export function checkConversation(promised: string[], onSocket: WireActivity[], inLog: WireActivity[]) {
  const lost: string[] = [];
  const doubled: string[] = [];
  for (const [where, activities] of Object.entries({ 'on the socket': onSocket, 'in the log': inLog })) {
    const ids = count(activities.map(({ id }) => id));
    const replied = new Set(activities.map(({ replyToId }) => replyToId));
    for (const id of promised) if (!ids.has(id)) lost.push(`message ${id} ${where}`);
    for (const id of promised) if (!replied.has(id)) lost.push(`reply to ${id} ${where}`);
    for (const [id, times] of ids) if (times > 1) doubled.push(`activity ${id} ${where}, ${times} times`);
    const replies = count(activities.flatMap(({ replyToId, text }) => (replyToId ? [`${replyToId} ${text}`] : [])));
    for (const [reply, times] of replies) if (times > 1) doubled.push(`reply ${reply} ${where}, ${times} times`);
  }
  const seen = new Set(onSocket.map(({ id }) => id));
  for (const { id } of inLog) if (!seen.has(id)) lost.push(`activity ${id} of the log on the socket`);
  const deliveries = count(inLog.flatMap(({ channelData }) => channelData.clientActivityID ?? []) as string[]);
  for (const [id, times] of deliveries) if (times > 1) doubled.push(`delivery ${id} in the log, ${times} times`);
  return { lost, doubled };
}

function count(names: string[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const name of names) times.set(name, (times.get(name) ?? 0) + 1);
  return times;
}
