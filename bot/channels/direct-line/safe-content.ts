import type { Activity, Attachment, CardAction, Entity } from 'botbuilder-core';
import { ADAPTIVE_CARD } from '../../../dialogs/adaptive-card.js';

type Message = Pick<
  Partial<Activity>,
  'text' | 'textFormat' | 'attachments' | 'suggestedActions' | 'entities' | 'from'
>;

const SAFE = '(?:https?:\\/\\/|mailto:|tel:)';
const SAFE_ADDRESS = new RegExp(`^${SAFE}[\\x21-\\x7e]+$`);
/** Card properties that load something or carry an address. */
const ADDRESSES = new Set(['url', 'iconUrl', 'backgroundImage', 'src', 'poster', 'sources', 'captionSources']);
const LOADED = new Set(['Image', 'ImageSet', 'Media', 'Icon']);
/** Card properties whose strings are data for us, not text for people. */
const DATA = new Set(['data', 'id', '$schema', 'contentType']);
/** Card parts that show their text as it is, without reading Markdown: by type, the property that holds it. */
const LITERAL: Readonly<Record<string, string>> = { TextRun: 'text', 'Input.Text': 'value' };

/**
 * What the bot says, made unable to surprise: links lead only to http(s), mail and telephone; nothing is loaded from
 * elsewhere; no attachment but Adaptive Cards; no entity that Web Chat itself would act on. What people say is left as it
 * is, for it is shown as plain text.
 */
export function safeContent<T extends Message>(activity: T): T {
  if (activity.from?.role === 'user') return activity;
  const { text, textFormat, attachments, suggestedActions, entities } = activity;
  return {
    ...activity,
    ...(text === undefined || textFormat === 'plain' ? {} : { text: safeMarkdown(text) }),
    ...(attachments && { attachments: attachments.filter(isAdaptiveCard).map(safeCard) }),
    ...(suggestedActions && {
      suggestedActions: { ...suggestedActions, actions: suggestedActions.actions.filter(isSafeButton) },
    }),
    ...(entities && { entities: entities.filter(isOurs) }),
  };
}

/** Breaks Markdown's images, and links to anything but web, mail and telephone, into the characters they are written with. */
export function safeMarkdown(text: string): string {
  return text
    .replace(/!\[/g, '!\\[')
    .replace(new RegExp(`\\]\\((?!${SAFE})`, 'g'), ']\\(')
    .replace(new RegExp(`\\]:(?!\\s*${SAFE})`, 'g'), ']\\:')
    .replace(new RegExp(`<(?!${SAFE})(?=[a-z/!?])`, 'gi'), '\\<');
}

/** Whether an address may be offered: web, mail or telephone, in plain ASCII. */
export function isSafeAddress(address: unknown): boolean {
  return typeof address === 'string' && SAFE_ADDRESS.test(address);
}

function isAdaptiveCard({ contentType }: Attachment): boolean {
  return contentType === ADAPTIVE_CARD;
}

function safeCard({ contentType, content }: Attachment): Attachment {
  return { contentType, content: safeNode(content) };
}

/** A card's part without what is unsafe; undefined when nothing is left of it. */
function safeNode(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(safeNode).filter((part) => part !== undefined);
  if (typeof node === 'string') return safeMarkdown(node);
  if (typeof node !== 'object' || node === null) return node;
  const part = node as Record<string, unknown>;
  if (LOADED.has(String(part.type))) return undefined;
  if (part.type === 'Action.OpenUrl' && !isSafeAddress(part.url)) return undefined;
  const kept = Object.entries(part).flatMap(([key, value]) => {
    if (ADDRESSES.has(key)) return isSafeAddress(value) && key === 'url' ? [[key, value]] : [];
    const asIs = DATA.has(key) || (typeof value === 'string' && LITERAL[String(part.type)] === key);
    return [[key, asIs ? value : safeNode(value)]];
  });
  return Object.fromEntries(kept.filter(([, value]) => value !== undefined));
}

function isSafeButton({ type, value }: CardAction): boolean {
  return type === 'openUrl' ? isSafeAddress(value) : ['imBack', 'messageBack', 'postBack'].includes(type);
}

function isOurs(entity: Entity): boolean {
  return !('@type' in entity) && !/^https?:/.test(entity.type);
}
