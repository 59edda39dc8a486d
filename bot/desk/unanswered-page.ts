import { setImmediate } from 'node:timers/promises';
import type { Live } from '../../dialogs/live.js';
import type { UnansweredText } from '../reports/unanswered-texts.js';
import { html, type Markup } from '../web/html.js';
import type { DeskParts } from './desk-parts.js';
import { entryList, phraseForm } from './phrase-form.js';
import { wayMessage } from './saved-message.js';
import type { PageContent } from './staff-page.js';
import type { StaffHandler, StaffVisit } from './staff-visit.js';

type Kept = UnansweredText & { id: string };

/** Texts shown at once: what staff can see to, and the engine can place, in one go. */
const MOST = 60;

/** Questions that nobody answered, by the entry that is nearest now. */
export function unansweredPage(parts: DeskParts): StaffHandler {
  return (visit) => show(parts, visit);
}

/** Adds a way to ask, and says what became of it. */
export function addPhraseAction(parts: DeskParts): StaffHandler {
  return async (visit) => {
    const [entry, language, phrase] = ['entry', 'language', 'phrase'].map((name) => visit.field(name).trim()) as [
      string,
      string,
      string,
    ];
    const way = { entry, language, phrase };
    const added = await parts.writer.addWay(way, visit.session.person);
    if (added.kind === 'added') await parts.unanswered.forget(visit.field('unanswered'));
    const message = wayMessage(parts, way, added);
    return show(parts, visit, message, message.good ? 200 : 422);
  };
}

/** Takes a question off the list. */
export function dismissAction(parts: DeskParts): StaffHandler {
  return async (visit) => {
    await parts.unanswered.forget(visit.field('unanswered'));
    return show(parts, visit, { good: true, text: html`<p>${parts.say('unanswered.dismissed')}</p>` });
  };
}

async function show(parts: DeskParts, visit: StaffVisit, message?: PageContent['message'], status?: number) {
  const { say, live, language, unanswered, unansweredDays } = parts;
  const all = await unanswered.list();
  const shown = all.slice(0, MOST);
  const groups = await groupByNearest(shown, live());
  const body = html`<p>${say('unanswered.lead')} ${say('unanswered.kept', { days: unansweredDays })}</p>
${all.length === 0 ? html`<p>${say('unanswered.none')}</p>` : entryList(live().knowledge.entries, language)}
${all.length > shown.length ? html`<p>${say('unanswered.more', { n: MOST })}</p>` : undefined}
${groups.map((group) => groupMarkup(parts, visit, group))}`;
  return visit.page({ current: 'unanswered', title: say('unanswered.title'), message, body }, status);
}

/** Questions that the same entry is nearest to. */
interface Group {
  entry?: string;
  /** Answered by now: somebody has added what was missing. */
  answered: boolean;
  texts: Kept[];
}

/** Groups by what the engine finds nearest now; the group asked most is first. Other requests are served in between. */
async function groupByNearest(texts: Kept[], { engine, knowledge }: Live): Promise<Group[]> {
  const groups = new Map<string, Group>();
  for (const text of texts) {
    await setImmediate();
    if (!knowledge.languages.includes(text.language)) continue;
    const decision = engine.decide(text.text, text.language);
    const ids = 'ids' in decision ? decision.ids : 'nearest' in decision ? decision.nearest : [];
    const entry = ids[0] ?? text.nearest.find((id) => knowledge.entries.some((one) => one.id === id));
    const answered = decision.kind === 'answer';
    const key = answered ? 'answered' : (entry ?? '');
    const group = groups.get(key) ?? { entry, answered, texts: [] };
    groups.set(key, { ...group, texts: [...group.texts, text] });
  }
  const asked = ({ texts: held }: Group) => held.reduce((sum, { count }) => sum + count, 0);
  return [...groups.values()].sort((a, b) => Number(a.answered) - Number(b.answered) || asked(b) - asked(a));
}

function groupMarkup({ say, live, language }: DeskParts, { session }: StaffVisit, group: Group): Markup {
  const title = live().knowledge.entries.find(({ id }) => id === group.entry)?.text[language]?.question ?? '';
  const heading = group.answered
    ? say('unanswered.now-answered')
    : group.entry
      ? say('unanswered.near', { entry: `${title} (${group.entry})` })
      : say('unanswered.far');
  const items = group.texts.map(
    ({ id, text, count: n, lastDay: day, language: tongue }) =>
      html`<li><p class="asked"><span lang="${tongue}">${text}</span> <span class="note">${say('unanswered.count', { n, day })}</span></p>
${phraseForm(say, session, { phrase: text, language: tongue, entry: group.entry, unanswered: id, key: id })}</li>`,
  );
  return html`<section><h2>${heading}</h2><ul class="asked-list">${items}</ul></section>`;
}
