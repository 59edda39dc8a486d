import { setImmediate } from 'node:timers/promises';
import type { Steps } from '../../dialogs/domain/answer/steps.js';

// Shorter than anybody notices in a chat.
const SLICE_MS = 8;

/** Runs long work a few milliseconds at a time; in between the process serves whoever waits. */
export async function runInSlices<Result>(steps: Steps<Result>): Promise<Result> {
  for (let end = performance.now() + SLICE_MS; ; ) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() < end) continue;
    await setImmediate();
    end = performance.now() + SLICE_MS;
  }
}
