const TEXTS = '.webchat__bubble__content, .webchat__suggested-action, .webchat__live-region-activity';

/**
 * Gives each message and button inside `root` the `lang` it is written in, so that a screen reader reads it in that language
 * also when the page has been switched to the other (WCAG 3.1.2).
 */
export function markLanguages(root: HTMLElement): void {
  new MutationObserver((records) => {
    for (const { addedNodes } of records) for (const node of addedNodes) mark(node);
  }).observe(root, { childList: true, subtree: true });
}

function mark(node: Node): void {
  const element = node instanceof HTMLElement ? node : node.parentElement;
  if (!element) return;
  const holder = element.closest<HTMLElement>(TEXTS);
  for (const text of [...(holder ? [holder] : []), ...element.querySelectorAll<HTMLElement>(TEXTS)]) {
    const language = languageOf(text.textContent ?? '');
    if (language) text.lang = language;
  }
}

/** By the letters: kana or kanji are Japanese; undefined for digits and signs alone. */
function languageOf(text: string): 'ja' | 'en' | undefined {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text)) return 'ja';
  return /[a-z]/i.test(text) ? 'en' : undefined;
}
