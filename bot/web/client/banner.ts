/** The line above the chat that says what is going on; a live region, so it is read out when it changes. */
export class Banner {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly element: HTMLElement) {}

  /** Shows a text until the next one, or for some seconds. */
  show(text: string, seconds?: number): void {
    clearTimeout(this.timer);
    this.element.hidden = false;
    if (this.element.textContent !== text) this.element.textContent = text;
    if (seconds !== undefined) this.timer = setTimeout(() => this.hide(), seconds * 1000);
  }

  hide(): void {
    clearTimeout(this.timer);
    this.element.hidden = true;
    this.element.textContent = '';
  }

  get shown(): boolean {
    return !this.element.hidden;
  }
}
