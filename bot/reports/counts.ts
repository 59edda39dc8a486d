/** What is counted about a day, as `<what>:<name>` → how often, e.g. `answer:cost.fee`; nothing in it leads to a person. */
export type Counts = Record<string, number>;

/**
 * What is counted. `question`: questions by how they ended; `answer`, `suggest`: by entry; `unanswered`: by reason;
 * `asked`, `answered`, `early`: criteria of the quiz that were put, answered, or left for the result; `pass`, `confirm`,
 * `ineligible`: answers by criterion; `helpful`, `unhelpful`: opinions by entry.
 */
export type Counted =
  | 'question'
  | 'answer'
  | 'suggest'
  | 'unanswered'
  | 'language'
  | 'asked'
  | 'answered'
  | 'early'
  | 'pass'
  | 'confirm'
  | 'ineligible'
  | 'outcome'
  | 'helpful'
  | 'unhelpful';

/** Adds one more, or `by` more, of something. */
export function count(counts: Counts, what: Counted, name: string, by = 1): void {
  const key = `${what}:${name}`;
  counts[key] = (counts[key] ?? 0) + by;
}

/** The sum of two; changes neither. */
export function added(one: Counts, other: Counts): Counts {
  const sum = { ...one };
  for (const [key, value] of Object.entries(other)) sum[key] = (sum[key] ?? 0) + value;
  return sum;
}

/** How often something of a name was counted; never less than 0, though a changed answer counts its old one back. */
export function countOf(counts: Counts, what: Counted, name: string): number {
  return Math.max(0, counts[`${what}:${name}`] ?? 0);
}

/** The names under which something was counted. */
export function namesOf(counts: Counts, what: Counted): string[] {
  return Object.keys(counts).flatMap((key) => (key.startsWith(`${what}:`) ? [key.slice(what.length + 1)] : []));
}
