import type { Decision, Explanation } from '../../dialogs/domain/answer/answer-engine.js';
import { THRESHOLDS } from '../../dialogs/domain/answer/decide.js';
import { detectLanguage } from '../../dialogs/domain/answer/detect-language.js';
import { LONGEST_WAY } from '../commands/save-way.js';
import { html, type Markup } from '../web/html.js';
import type { DeskParts } from './desk-parts.js';
import { entryList, phraseForm } from './phrase-form.js';
import { languageField, type Say } from './staff-page.js';
import type { StaffHandler } from './staff-visit.js';

const SHOWN = 5;

/** A question, what the bot would answer, and why. */
export function tryPage(parts: DeskParts): StaffHandler {
  const { say, live, texts } = parts;
  return async ({ field, page, session }) => {
    const question = [...field('question').trim()].slice(0, LONGEST_WAY).join('');
    const chosen = texts.languages.find((language) => language === field('language'));
    const tongue = chosen ?? detectLanguage(question, texts.languages[0] ?? '', texts.languages);
    const body = html`<p>${say('try.lead')}</p>
<form method="get" action="/staff/try" class="row"><div class="grow"><label for="question">${say('try.question')}</label>
<input id="question" name="question" value="${question}" maxlength="${String(LONGEST_WAY)}" required></div>
${languageField(say, texts.languages, chosen, { auto: true })}<button class="main">${say('try.submit')}</button></form>
${question ? explained(parts, live().engine.explain(question, tongue)) : undefined}
${question ? html`<section><h2>${say('try.add')}</h2>${entryList(live().knowledge.entries, parts.language)}${phraseForm(say, session, { phrase: question, language: tongue, key: 'try' })}</section>` : undefined}`;
    return page({ current: 'try', title: say('try.title'), body });
  };
}

function explained({ say, live, language }: DeskParts, explanation: Explanation): Markup {
  const { decision, candidates, unknownWords } = explanation;
  const named = (id: string) => {
    const title = live().knowledge.entries.find((entry) => entry.id === id)?.text[language]?.question;
    return title ? `${title} (${id})` : id;
  };
  const rows = candidates.slice(0, SHOWN).map(({ id, kind, probability, closest, matched }) => {
    const name = kind === 'entry' ? named(id) : say(`try.kind.${kind}`, { id });
    const percent = `${Math.round(probability * 100)}%`;
    return html`<tr><th scope="row">${name}</th><td>${percent}</td><td>${closest}</td><td>${matched.join(' / ')}</td></tr>`;
  });
  const heads = ['candidate', 'probability', 'closest', 'matched'].map(
    (key) => html`<th scope="col">${say(`try.${key}`)}</th>`,
  );
  return html`<section><h2>${say('try.decision')}</h2><p class="decision">${sayDecision(decision, say, named)}</p>
${'confidence' in decision ? html`<p class="note">${say('try.confidence', { confidence: decision.confidence.toFixed(2), ...THRESHOLDS })}</p>` : undefined}</section>
<section><h2>${say('try.why')}</h2><div class="wide" role="region" tabindex="0" aria-label="${say('try.why')}"><table><thead><tr>${heads}</tr></thead><tbody>${rows}</tbody></table></div>
<p>${say('try.unknown', { words: unknownWords.join(' / ') || say('try.none') })}</p></section>`;
}

function sayDecision(decision: Decision, say: Say, named: (id: string) => string): string {
  if (decision.kind === 'smalltalk') return say('try.smalltalk', { id: decision.id });
  if (decision.kind !== 'unanswered')
    return say(`try.${decision.kind}`, { entries: decision.ids.map(named).join(' / ') });
  const subject = decision.subject ? ` ${say('try.subject', { subject: decision.subject })}` : '';
  return `${say(`try.${decision.reason}`)}${subject}`;
}
