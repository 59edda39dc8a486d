import type { Activity, CardAction } from 'botbuilder-core';
import type { Language } from './domain/content/knowledge.js';
import type { Knowledge } from './domain/content/read-knowledge.js';
import { type Facts, fill } from './domain/facts.js';
import type { Command } from './domain/understand.js';
import { linkFacts } from './link-facts.js';
import { factsAt } from './moment-facts.js';
import type { Texts } from './texts.js';

/** What machines read from a reply (spec: contract.md, Out). */
export type Meaning = { type: string } & Record<string, unknown>;

/** The one place where words are chosen: keys and ids become texts, buttons and activities in one language. */
export class Voice {
  readonly facts: Facts;

  constructor(
    private readonly texts: Texts,
    private readonly knowledge: Knowledge,
    readonly language: Language,
    now: Date,
  ) {
    this.facts = factsAt(knowledge.program, texts, language, now);
  }

  /** Words of the bot's manners. Parameters are put in as they are and not read as `{{facts}}`. */
  say(key: string, parameters?: Record<string, string | number>): string {
    if (!parameters) return wordsOf(this.texts, this.language, key, this.facts);
    return fill(this.texts.say(this.language, `bot.${key}`, parameters), this.facts);
  }

  /** A knowledge text with its facts. */
  fill(text: string): string {
    return fill(text, this.facts).trim();
  }

  /** A message. `meaning` is its entity; `actions` are its buttons. */
  message(
    text: string,
    { meaning, actions = [] }: { meaning?: Meaning; actions?: CardAction[] } = {},
  ): Partial<Activity> {
    const linked = linkFacts(text, this.facts);
    const activity: Partial<Activity> = {
      type: 'message',
      text: linked,
      textFormat: 'markdown',
      locale: this.language,
    };
    if (meaning) activity.entities = [meaning];
    if (actions.length > 0) activity.suggestedActions = { to: [], actions };
    return activity;
  }

  /** A button that sends a value; pressing it looks as if its title had been typed. */
  button(title: string, value: Record<string, unknown>): CardAction {
    return { type: 'messageBack', title, displayText: title, text: title, value };
  }

  /** The button of a command. */
  command(command: Command): CardAction {
    return this.button(this.say(`button.${command}`), { command });
  }

  /** The button that asks an entry; undefined when there is none of that id. */
  ask(id: string): CardAction | undefined {
    const entry = this.knowledge.entries.find((candidate) => candidate.id === id);
    return entry && this.button(this.fill(entry.text[this.language]!.question), { ask: id });
  }

  /** The sections of the guideline that a text rests on, as a line: 「出典: 申込要領 Ⅱ.4」. */
  source(sections: string[]): string {
    return this.say('source', { sections: this.sections(sections) });
  }

  /** Sections in a row, as people read them: `Ⅵ.1注4` → 「Ⅵ.1 留意事項4」. */
  sections(sections: string[]): string {
    const worded = sections.map((section) => section.replace(/注(\d+)/g, (_, number) => this.say('note', { number })));
    return worded.join(this.say('list-separator'));
  }
}

const plain = new WeakMap<Texts, WeakMap<Facts, Map<string, string>>>();

/** The words of a key without parameters, put together once for as long as the facts are the same (a minute at most). */
function wordsOf(texts: Texts, language: Language, key: string, facts: Facts): string {
  const byFacts = plain.get(texts) ?? new WeakMap<Facts, Map<string, string>>();
  plain.set(texts, byFacts);
  const known = byFacts.get(facts) ?? new Map<string, string>();
  byFacts.set(facts, known);
  const words = known.get(key) ?? fill(texts.say(language, `bot.${key}`), facts);
  known.set(key, words);
  return words;
}
