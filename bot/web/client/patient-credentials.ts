import type { Banner } from './banner.js';
import type { Language } from './language.js';
import { Busy, credentials } from './session.js';

const LONGEST_WAIT_S = 30;

/** Credentials, as soon as the server can be reached and is not too busy; the banner says what is being waited for. */
export async function patientCredentials(banner: Banner, language: Language): ReturnType<typeof credentials> {
  for (let wait = 1; ; wait = Math.min(wait * 2, LONGEST_WAIT_S)) {
    try {
      return await credentials();
    } catch (error) {
      const seconds = error instanceof Busy ? error.seconds : wait;
      const busy = () => language.text('busy', { seconds: String(seconds) });
      banner.show(error instanceof Busy ? busy() : language.text('offline'));
      await soon(seconds);
    }
  }
}

/** After some seconds, or when the network is back. */
function soon(seconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, seconds * 1000);
    const now = () => {
      clearTimeout(timer);
      resolve();
    };
    window.addEventListener('online', now, { once: true });
  });
}
