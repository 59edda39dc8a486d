import fc from 'fast-check';
import { anything, oddField, oddText } from './odd-values.js';

/** Ids of commands, criteria and answers are tried as they are, so that the odd reaches far into the bot. */
const command = fc.constantFrom(
  'menu',
  'quiz',
  'restart',
  'back',
  'result',
  'result-text',
  'stop',
  'why',
  'more',
  'staff',
);
const criterion = fc.constantFrom('legal-form', 'subsidiary', 'website', '__proto__', 'toString');
const act = fc.constantFrom(
  'new',
  'write',
  'rewrite',
  'company',
  'drop',
  'send',
  'mine',
  'show',
  'withdraw',
  'reply',
  'look-up',
);

/** What a button sends, right or wrong. */
const value = fc.oneof(
  fc.record({ command: fc.oneof(command, oddField) }),
  fc.record({
    criterion: fc.oneof(criterion, oddField),
    answer: fc.oneof(fc.constantFrom('yes', 'no', 'other'), oddField),
  }),
  fc.record({ change: fc.oneof(criterion, oddField) }),
  fc.record({ ask: fc.oneof(fc.constantFrom('cost.fee', 'apply.how'), oddField) }),
  fc.record(
    {
      question: fc.oneof(act, oddField),
      form: oddField,
      text: oddField,
      company: oddField,
      number: oddField,
      code: oddField,
      sure: anything,
    },
    { requiredKeys: ['question'] },
  ),
  fc.record({ activityId: oddField, helpful: anything }),
  fc.constant({ '\u005f_proto__': { polluted: true } }),
  anything,
);

const marks = fc.oneof(
  fc.record(
    { clientActivityID: oddField, postBack: anything, messageBack: anything, '\u005f_proto__': anything },
    { requiredKeys: [] },
  ),
  anything,
);

/** Fields of an activity, each as it should be most of the time. */
const activity = fc.record(
  {
    type: fc.oneof(
      { weight: 12, arbitrary: fc.constant('message') },
      { weight: 2, arbitrary: fc.constantFrom('event', 'typing') },
      { weight: 1, arbitrary: fc.oneof(fc.constantFrom('invoke', 'conversationUpdate', '__proto__'), anything) },
    ),
    text: fc.oneof({ weight: 9, arbitrary: oddText }, { weight: 1, arbitrary: anything }),
    value,
    name: fc.oneof(fc.constant('feedback'), oddField),
    locale: fc.oneof(fc.constantFrom('ja-JP', 'en-US', 'zh-cn', '__proto__'), anything),
    from: anything,
    recipient: anything,
    conversation: anything,
    replyToId: oddField,
    channelData: marks,
    attachments: anything,
    entities: anything,
    suggestedActions: anything,
    timestamp: oddField,
    id: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: oddField }),
  },
  { requiredKeys: ['type'] },
);

/** What a client may post to a conversation: activities with odd fields, and now and then anything. */
export const oddActivity = fc.oneof({ weight: 15, arbitrary: activity }, { weight: 1, arbitrary: anything });
