import type { Activity, ConversationReference } from 'botbuilder-core';

/** How the staff loop reaches conversations of the Bot Framework's channels. Rejections say why in their message, without texts. */
export interface StaffSender {
  send(reference: Partial<ConversationReference>, activity: Partial<Activity>): Promise<{ id: string }>;
  update(reference: Partial<ConversationReference>, id: string, activity: Partial<Activity>): Promise<void>;
  /** A reply of the dialogs as the channel of the reference shows it. */
  shown(reference: Partial<ConversationReference>, activity: Partial<Activity>): Partial<Activity>;
}
