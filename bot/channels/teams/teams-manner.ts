import type { Activity } from 'botbuilder-core';
import type { Language } from '../../../dialogs/domain/content/knowledge.js';
import type { ChannelActivity } from '../bot-framework/incoming-activity.js';
import type { Manner } from '../bot-framework/manner.js';
import { buttonCard, hasButtonCard, visibleSubmits, withoutButtons } from './button-card.js';
import { mentionsBot, shownText, typedText } from './teams-text.js';

/** What the manner of Teams depends on. */
export interface TeamsMannerOptions {
  /** The organisation whose people are served, by its Entra tenant id; empty for everybody. */
  tenantId: string;
  /** Words for people of other organisations. */
  refusal: (language: Language) => string;
}

/** How Teams speaks and shows: mentions, pressed cards and people of other organisations in; cards instead of chips out. */
export function teamsManner({ tenantId, refusal }: TeamsMannerOptions): Manner {
  return {
    heard,
    shown,
    hasButtons: hasButtonCard,
    pressed: withoutButtons,
    refusal: (activity, language) =>
      tenantId && tenantOf(activity) !== tenantId.toLowerCase()
        ? { type: 'message', text: refusal(language), locale: language }
        : undefined,
  };
}

/** A message as the dialogs read it. Nothing but a mention of the bot asks for the menu. */
function heard(activity: ChannelActivity): ChannelActivity {
  const text = typedText(activity);
  const value = submitted(activity.value);
  const called = value === undefined && text === '' && mentionsBot(activity);
  return { ...activity, text, value: called ? { command: 'menu' } : value };
}

/** What a card sent: the object itself, its JSON, or the object beside Teams' own note. An empty one counts for none. */
function submitted(value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return submitted(parsed(value));
  if (typeof value !== 'object') return value;
  const { msteams: _, ...own } = value as Record<string, unknown>;
  return Object.keys(own).length > 0 ? own : undefined;
}

function parsed(json: string): unknown {
  try {
    const value: unknown = JSON.parse(json, (key, inner) => (key === '__proto__' ? undefined : inner));
    return typeof value === 'string' ? undefined : value;
  } catch {
    return undefined;
  }
}

/** A reply as Teams shows it. Its marks for machines go along: Teams passes over entities that it doesn't know. */
function shown({ suggestedActions, text, attachments = [], ...reply }: Partial<Activity>): Partial<Activity> {
  const actions = suggestedActions?.actions ?? [];
  const cards = [...attachments.map(visibleSubmits), ...(actions.length > 0 ? [buttonCard(actions)] : [])];
  return {
    ...reply,
    ...(text === undefined ? {} : { text: shownText(text) }),
    ...(cards.length > 0 ? { attachments: cards } : {}),
  };
}

function tenantOf({ channelData, conversation }: ChannelActivity): string {
  const tenant: unknown = channelData?.tenant?.id ?? conversation.tenantId;
  return typeof tenant === 'string' ? tenant.toLowerCase() : '';
}
