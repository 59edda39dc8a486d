import type { Facts } from './domain/facts.js';

/** Facts that a press should open: their names, and what goes before the value. */
const LINKS: [name: string, scheme: string][] = [
  ['apply.url', ''],
  ['privacy.url', ''],
  ['contact.email', 'mailto:'],
  ['contact.phone', 'tel:'],
];

/** Makes addresses, mail and phone of the programme Markdown links, where they are not links already. */
export function linkFacts(text: string, facts: Facts): string {
  return LINKS.reduce((linked, [name, scheme]) => {
    const value = facts.get(name);
    if (!value || !linked.includes(value)) return linked;
    return linked
      .split(/(\[[^\]]*\]\([^)]*\))/)
      .map((part, index) => (index % 2 === 1 ? part : part.replaceAll(value, `[${value}](${scheme}${value})`)))
      .join('');
  }, text);
}
