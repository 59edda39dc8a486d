import type { Activity, Attachment, CardAction } from 'botbuilder-core';
import { ADAPTIVE_CARD } from '../../../dialogs/adaptive-card.js';

/** Teams shows so many actions of a card; further ones lie behind 「…」. */
const SHOWN = 6;

interface Submit {
  type: 'Action.Submit';
  title: string;
  mode?: 'secondary';
  data: { msteams: { type: 'messageBack'; displayText: string; text: string; value: unknown } };
}

/**
 * Buttons as an Adaptive Card, because Teams hides suggested actions. Pressing one shows its title in the chat and sends the
 * value, as on the web.
 */
export function buttonCard(actions: CardAction[]): Attachment {
  return {
    contentType: ADAPTIVE_CARD,
    content: {
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      type: 'AdaptiveCard',
      version: '1.5',
      msteams: { width: 'Full' },
      body: [],
      actions: actions.map((action, index) => ({
        ...(action.type === 'openUrl' ? openUrl(action) : submit(action.title, action.value)),
        ...(index < SHOWN ? {} : { mode: 'secondary' }),
      })),
    },
  };
}

/** Whether a message that was sent carries a card of buttons made here. */
export function hasButtonCard({ attachments = [] }: Partial<Activity>): boolean {
  return attachments.some(isButtonCard);
}

/** The message without its buttons, with the title of the one that was pressed. */
export function withoutButtons(sent: Partial<Activity>, value: unknown): Partial<Activity> {
  const card = sent.attachments?.find(isButtonCard);
  const title = card && titleOf(card.content.actions as Submit[], value);
  return {
    ...sent,
    text: title ? `${sent.text}\n\n✓ ${title}` : sent.text,
    attachments: sent.attachments?.filter((attachment) => attachment !== card),
  };
}

/**
 * A card of the dialogs as Teams needs it: what is pressed becomes visible in the chat, as on the web. A card with inputs
 * stays as it is, for only a plain submit sends what was typed in.
 */
export function visibleSubmits(attachment: Attachment): Attachment {
  const { contentType, content } = attachment;
  if (contentType !== ADAPTIVE_CARD || JSON.stringify(content).includes('"type":"Input.')) return attachment;
  return { ...attachment, content: rewritten(content) };
}

function submit(title: string, value: unknown): Submit {
  const msteams = { type: 'messageBack' as const, displayText: title, text: title, value };
  return { type: 'Action.Submit', title, data: { msteams } };
}

function openUrl({ title, value }: CardAction) {
  return { type: 'Action.OpenUrl', title, url: value };
}

function isButtonCard({ contentType, content }: Attachment): boolean {
  return contentType === ADAPTIVE_CARD && content?.body?.length === 0 && Array.isArray(content.actions);
}

function titleOf(actions: Submit[], value: unknown): string | undefined {
  const pressed = JSON.stringify(value);
  return actions.find(({ data }) => JSON.stringify(data?.msteams.value) === pressed)?.title;
}

function rewritten(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(rewritten);
  if (typeof node !== 'object' || node === null) return node;
  const { type, title, data, ...rest } = node as Record<string, unknown>;
  if (type === 'Action.Submit' && typeof title === 'string' && !isForTeams(data))
    return { ...rest, ...submit(title, data) };
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, rewritten(value)]));
}

function isForTeams(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'msteams' in data;
}
