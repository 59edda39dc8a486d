import { coldStart } from './cold-start.js';
import { environment } from './environment.js';
import { httpFaq } from './http-faq.js';
import { lostUpdates } from './lost-updates.js';
import type { Bench } from './result.js';
import { turnFaq } from './turn-faq.js';
import { turnQuiz } from './turn-quiz.js';

/** All benchmarks, in the order in which they run. */
export const BENCHES: Bench[] = [turnFaq, turnQuiz, environment, httpFaq, coldStart, lostUpdates];
