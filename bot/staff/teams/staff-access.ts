import type { Activity } from 'botbuilder-core';
import type { Person } from '../../../dialogs/domain/staff/question.js';

/** Whose presses and commands count: Entra tenant ids, and object ids of people; empty lists mean nobody. */
export interface StaffAccess {
  tenants: readonly string[];
  people: readonly string[];
}

/** Who speaks, if it is somebody of the staff: known by the directory's ids of the checked activity, never by name. */
export function staffIn(
  { from, conversation, channelData }: Partial<Activity>,
  access: StaffAccess,
): Person | undefined {
  const tenant: unknown = channelData?.tenant?.id ?? conversation?.tenantId;
  const person = from?.aadObjectId;
  if (!isIn(access.tenants, tenant) || !isIn(access.people, person)) return undefined;
  return { id: `${tenant}:${person}`, name: (from?.name ?? '').replace(/\p{C}+/gu, ' ').slice(0, 80) };
}

function isIn(list: readonly string[], id: unknown): boolean {
  return typeof id === 'string' && id !== '' && list.some((one) => one.toLowerCase() === id.toLowerCase());
}
