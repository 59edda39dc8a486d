/** Numbers for terms, from 0 on. */
export class TermNumbers {
  readonly terms: string[] = [];
  readonly #numbers = new Map<string, number>();

  /** The number of a term; a new one gets the next number. */
  numberOf(term: string): number {
    const known = this.#numbers.get(term);
    if (known !== undefined) return known;
    this.#numbers.set(term, this.terms.length);
    return this.terms.push(term) - 1;
  }

  /** The number of a term, or undefined if no text has it. */
  find(term: string): number | undefined {
    return this.#numbers.get(term);
  }
}
