import type { Activity, CardAction } from 'botbuilder-core';
import { wordDate } from '../domain/facts.js';
import { addDays, weekdayOf } from '../domain/hours/japan-time.js';
import type { StaffQuestion } from '../domain/staff/question.js';
import type { QuestionAct } from '../domain/staff/question-act.js';
import type { Texts } from '../texts.js';
import type { Meaning, Voice } from '../voice.js';

/** Chooses the words about questions to the staff, in one language. What people wrote is put beside them, never into them. */
export class QuestionWords {
  constructor(
    private readonly texts: Texts,
    readonly voice: Voice,
  ) {}

  say(key: string, parameters: Record<string, string | number> = {}): string {
    return this.voice.fill(this.texts.say(this.voice.language, `staff-question.${key}`, parameters));
  }

  /** A button that acts on questions. */
  button(key: string, act: QuestionAct): CardAction {
    return this.voice.button(this.say(`button.${key}`), act);
  }

  /** A message whose every mark is shown as it is: for texts that people wrote. */
  plain(
    paragraphs: (string | undefined)[],
    more: { meaning?: Meaning; actions?: CardAction[] } = {},
  ): Partial<Activity> {
    const text = paragraphs.filter(Boolean).join('\n\n');
    return { ...this.voice.message(text, more), textFormat: 'plain' };
  }

  /** A day with its weekday: 10月20日（月）. */
  day(date: string): string {
    const weekday = new Intl.DateTimeFormat(this.voice.language, { weekday: 'short', timeZone: 'UTC' });
    const sunday = '2025-10-05';
    const name = weekday.format(new Date(`${addDays(sunday, weekdayOf(date))}T00:00:00Z`));
    return this.say('day', { date: wordDate(date, this.voice.language), weekday: name });
  }

  /** A question with its answers and reply, as paragraphs. */
  whole({ number, status, text, answers, followUp }: StaffQuestion): string[] {
    const said = [
      { at: '', heading: this.say('show.question'), text },
      ...answers.map((answer) => ({ at: answer.at, heading: this.say('show.answer'), text: answer.text })),
      ...(followUp ? [{ at: followUp.at, heading: this.say('show.reply'), text: followUp.text }] : []),
    ].sort((a, b) => a.at.localeCompare(b.at));
    const title = this.say('show.title', { number, status: this.say(`status.${status}`) });
    return [title, ...said.map((part) => `${part.heading}\n${part.text}`)];
  }
}
