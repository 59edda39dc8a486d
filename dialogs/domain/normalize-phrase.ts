/** A typed phrase without what doesn't count: width, case, spaces, marks. 「 ヘルプ！」 → 「ヘルプ」. */
export function normalizePhrase(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}ー]+/gu, '');
}
