/** The number that people see and quote: 42 → `Q-0042`. */
export function questionNumber(count: number): string {
  return `Q-${String(count).padStart(4, '0')}`;
}

const TYPED = /^Q[-ー‐−–—]?(\d{1,9})$/;

/** The number in what somebody typed: `q42`, 「Ｑ－００４２」 → `Q-0042`; undefined when it is none. */
export function readQuestionNumber(text: string): string | undefined {
  const count = TYPED.exec(text.normalize('NFKC').toUpperCase().replace(/\s+/g, ''))?.[1];
  return count && Number(count) > 0 ? questionNumber(Number(count)) : undefined;
}
