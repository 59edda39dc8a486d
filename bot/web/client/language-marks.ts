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

/** By what most of it is written in: an English answer may name a thing in kanji, a Japanese one a mail address. */
function languageOf(text: string): 'ja' | 'en' | undefined {
  const japanese = text.match(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/gu)?.length ?? 0;
  const latin = text.match(/[a-z]/gi)?.length ?? 0;
  if (japanese + latin === 0) return undefined;
  return japanese * 2 >= latin ? 'ja' : 'en';
}
