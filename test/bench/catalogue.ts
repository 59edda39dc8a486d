import { coldStart } from './cold-start.js';
import { connectorFaq } from './connector-faq.js';
import { environment } from './environment.js';
import { faqScale } from './faq-scale.js';
import { httpFaq } from './http-faq.js';
import { idleConversations } from './idle-conversations.js';
import { lostUpdates } from './lost-updates.js';
import { peerBot } from './peer-bot.js';
import { peerSearch } from './peer-search.js';
import type { Bench } from './result.js';
import { stateScaleBench } from './state-scale.js';
import { turnFaq } from './turn-faq.js';
import { turnQuiz } from './turn-quiz.js';

/** All benchmarks, in the order in which they run. */
export const BENCHES: Bench[] = [
  turnFaq,
  turnQuiz,
  environment,
  httpFaq,
  connectorFaq,
  stateScaleBench,
  faqScale,
  coldStart,
  idleConversations,
  peerSearch,
  peerBot,
  lostUpdates,
];
