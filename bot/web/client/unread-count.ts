import type { Language } from './language.js';

/** Shows in the title how many messages came while the page was out of sight. */
export class UnreadCount {
  private count = 0;

  constructor(private readonly language: Language) {
    document.addEventListener('visibilitychange', () => {
      this.count = 0;
      this.show();
    });
  }

  /** One more message; it counts only while the page is out of sight. */
  add(): void {
    if (document.visibilityState === 'visible') return;
    this.count += 1;
    this.show();
  }

  private show(): void {
    const prefix = this.count > 0 ? this.language.text('unread', { count: String(this.count) }) : '';
    document.title = `${prefix}${this.language.text('title')}`;
  }
}
