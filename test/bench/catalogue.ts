import type { Bench } from './result.js';
import { turnFaq } from './turn-faq.js';

/** All benchmarks, in the order in which they run. */
export const BENCHES: Bench[] = [turnFaq];
