import type { StoreMiddleware } from './web-chat.js';

/** What the page wants to hear of. */
export interface ChatListener {
  /** The bot has said something; `locale` is the language it spoke. */
  said(activity: { locale?: string }): void;
  /** The user has sent something. */
  sent(): void;
}

interface WireActivity {
  id?: string;
  type: string;
  name?: string;
  locale?: string;
  from?: { role?: string };
  entities?: { type?: string; [field: string]: unknown }[];
}

/**
 * Between Web Chat's actions and its store: makes our deletions its own, puts the two feedback buttons under answers, turns
 * its feedback event into ours, and tells the page what happens.
 */
export function chatMiddleware(listener: ChatListener): StoreMiddleware {
  return ({ dispatch }) =>
    (next) =>
    (action) => {
      if (action.type === 'DIRECT_LINE/QUEUE_INCOMING_ACTIVITY' || action.type === 'DIRECT_LINE/INCOMING_ACTIVITY') {
        const activity = action.payload.activity as WireActivity;
        if (activity.type === 'messageDelete') {
          return dispatch({ type: 'DIRECT_LINE/DELETE_ACTIVITY', payload: { activityID: activity.id } });
        }
        if (action.type === 'DIRECT_LINE/INCOMING_ACTIVITY' && isSaid(activity)) listener.said(activity);
        return next({ ...action, payload: { ...action.payload, activity: withFeedback(activity) } });
      }
      if (action.type === 'DIRECT_LINE/POST_ACTIVITY') return next(withOurFeedback(action, listener));
      return next(action);
    };
}

function isSaid(activity: WireActivity): boolean {
  return activity.type === 'message' && activity.from?.role === 'bot';
}

/** Web Chat shows a pair of buttons under a message that says it may be liked or disliked. */
function withFeedback(activity: WireActivity): WireActivity {
  if (!isSaid(activity) || !activity.entities?.some(({ type }) => type === 'knowledge')) return activity;
  const action = (name: string) => ({
    '@type': name,
    '@id': `${activity.id}#${name}`,
    actionStatus: 'PotentialActionStatus',
  });
  const message = {
    '@context': 'https://schema.org',
    '@type': 'Message',
    '@id': '',
    type: 'https://schema.org/Message',
    potentialAction: [action('LikeAction'), action('DislikeAction')],
  };
  return { ...activity, entities: [...activity.entities, message] };
}

function withOurFeedback(action: Parameters<ReturnType<ReturnType<StoreMiddleware>>>[0], listener: ChatListener) {
  const activity = action.payload.activity as WireActivity;
  if (activity.type === 'message') listener.sent();
  if (activity.name !== 'webchat:activity-status/feedback') return action;
  const chosen = activity.entities?.find((entity) => typeof entity['@id'] === 'string');
  const [activityId, name] = String(chosen?.['@id'] ?? '').split('#');
  const event = { type: 'event', name: 'feedback', value: { activityId, helpful: name === 'LikeAction' } };
  return { ...action, payload: { ...action.payload, activity: event } };
}
