/** How alike two names are: 0 nothing in common, 1 the same; letters in order, by the longest common subsequence. */
export function likeness(one: string, other: string): number {
  const [a, b] = [[...one.toLowerCase()], [...other.toLowerCase()]];
  let row = new Array<number>(b.length + 1).fill(0);
  for (const letter of a) {
    const next = [0];
    for (let index = 0; index < b.length; index += 1) {
      const same = letter === b[index];
      next.push(same ? (row[index] ?? 0) + 1 : Math.max(row[index + 1] ?? 0, next[index] ?? 0));
    }
    row = next;
  }
  return (2 * (row[b.length] ?? 0)) / Math.max(a.length + b.length, 1);
}

/** The name most like the given one, if any is like it at all (`least`, by default more than half). */
export function nearestName(name: string, names: readonly string[], least = 0.55): string | undefined {
  let best: string | undefined;
  let score = least;
  for (const other of names) {
    const found = likeness(name, other);
    if (found > score) [best, score] = [other, found];
  }
  return best;
}
