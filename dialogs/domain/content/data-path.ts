/** Where a value stands inside a file's data. */
export type Path = (string | number)[];

/** The value at a path, or undefined. */
export function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key as string], data);
}

/** Whether a path leads through, or to, another. */
export function startsWith(path: Path, beginning: Path): boolean {
  return beginning.every((key, index) => key === path[index]);
}

/** A path in the words of a finding: 「ja の ask」の2番目. */
export function nameOf(path: Path): string {
  const words = path.filter((key): key is string => typeof key === 'string');
  if (words.length === 0)
    return typeof path.at(-1) === 'number' ? `${Number(path.at(-1)) + 1}番目の項目` : 'ファイル全体';
  const place = typeof path.at(-1) === 'number' ? `の${Number(path.at(-1)) + 1}番目` : '';
  return `「${words.slice(-2).join(' の ')}」${place}`;
}
