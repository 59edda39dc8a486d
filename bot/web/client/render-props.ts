import { cardsHostConfig } from './card-looks.js';
import type { Language } from './language.js';
import { styleOptions } from './looks.js';

/** What Web Chat is drawn with, for the language and for what the person's system prefers. */
export function renderProps(language: Language): object {
  const dark = darkScheme().matches;
  return {
    locale: language.tag,
    styleOptions: styleOptions(dark, reducedMotion().matches),
    adaptiveCardsHostConfig: cardsHostConfig(dark),
    groupActivitiesMiddleware: () => () => eachByItself,
    overrideLocalizedStrings: (strings: object) => ({
      ...strings,
      TEXT_INPUT_PLACEHOLDER: language.text('inputPlaceholder'),
      VOTE_LIKE_ALT: language.text('helpful'),
      VOTE_DISLIKE_ALT: language.text('unhelpful'),
    }),
  };
}

/** Calls back when the person's system changes between light and dark, or what it says of motion. */
export function onLooksChanged(listener: () => void): void {
  for (const query of [darkScheme(), reducedMotion()]) query.addEventListener('change', listener);
}

/** Every message has its own time and feedback buttons, also when two come at once. */
function eachByItself({ activities }: { activities: object[] }): object {
  const each = activities.map((activity) => [activity]);
  return { sender: each, status: each };
}

function darkScheme(): MediaQueryList {
  return matchMedia('(prefers-color-scheme: dark)');
}

function reducedMotion(): MediaQueryList {
  return matchMedia('(prefers-reduced-motion: reduce)');
}
