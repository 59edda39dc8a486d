import type { NewEntry } from '../../dialogs/domain/content/edit-entries.js';
import type { SavedEntry } from '../commands/save-entry.js';
import { LONGEST_ANSWER_TEXT, LONGEST_WAY, type NewWay, type SavedWay } from '../commands/save-way.js';
import { html, type Markup } from '../web/html.js';
import type { DeskParts } from './desk-parts.js';
import type { NotSaved } from './knowledge-writer.js';
import { findingsTable } from './overview-page.js';
import type { PageContent } from './staff-page.js';

type Message = NonNullable<PageContent['message']>;
type Words = Pick<DeskParts, 'say' | 'live'>;

/** What came of a way to ask, and where it leads now. */
export function wayMessage(words: Words, way: NewWay, saved: SavedWay | NotSaved): Message {
  const { entry, language, phrase } = way;
  if (saved.kind !== 'added') return refusal(words, saved, { phrase, language, entry });
  const text = html`<p>${words.say('phrase.added', { phrase, entry })}</p>${whereTo(words, way)}`;
  return { good: true, text };
}

/** What came of a new entry, and where its first way to ask leads now. */
export function entryMessage(words: Words, entry: NewEntry, saved: SavedEntry | NotSaved): Message {
  if (saved.kind !== 'added') return refusal(words, saved, { entry: entry.id });
  const [language = '', first] = Object.entries(entry.text)[0] ?? [];
  const way = { entry: entry.id, language, phrase: first?.ask[0] ?? '' };
  const text = html`<p>${words.say('entry.added', { entry: entry.id })}</p>${whereTo(words, way)}`;
  return { good: true, text };
}

function refusal(
  { say }: Words,
  saved: Exclude<SavedWay | SavedEntry | NotSaved, { kind: 'added' }>,
  names: Record<string, string>,
): Message {
  if (saved.kind === 'findings') {
    return { good: false, text: html`<p>${say('phrase.refused')}</p>${findingsTable(saved.findings, say)}` };
  }
  const owner = 'owner' in saved ? saved.owner : undefined;
  const why = { ...names, ...(owner && { entry: owner }), max: LONGEST_WAY, most: LONGEST_ANSWER_TEXT };
  return { good: false, text: html`<p>${say('phrase.refused')} ${say(`phrase.${saved.reason}`, why)}</p>` };
}

function whereTo({ say, live }: Words, { entry, language, phrase }: NewWay): Markup {
  const decision = live().engine.decide(phrase, language);
  const leads = decision.kind === 'answer' && decision.ids.includes(entry);
  return html`<p>${say(leads ? 'phrase.leads' : 'phrase.leads-elsewhere', { phrase, entry })}</p>`;
}
