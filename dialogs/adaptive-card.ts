import type { Attachment } from 'botbuilder-core';

/** Media type of an Adaptive Card attachment. */
export const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive';

/** An Adaptive Card (1.4, the newest that both Web Chat and Teams show) around its parts. */
export function adaptiveCard(content: { body: unknown[]; actions: unknown[] } & Record<string, unknown>): Attachment {
  return {
    contentType: ADAPTIVE_CARD,
    content: {
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      type: 'AdaptiveCard',
      version: '1.4',
      ...content,
    },
  };
}

/** Text that is shown as it is: a RichTextBlock reads no Markdown. */
export function plainText(text: string, style: Record<string, unknown> = {}) {
  return { type: 'RichTextBlock', spacing: 'Small', inlines: [{ type: 'TextRun', text, ...style }] };
}
