/** One kind of thing that must not leave the chat, and how it is found in a text whose marks are half-width. */
interface Kind {
  pattern: RegExp;
  /** What stands in its place; undefined leaves it as it is. */
  label: (digits: string) => string | undefined;
}

const GAP = '[ ]?[-()]?[ ]?';
/** Not in the middle of a longer number. */
const START = String.raw`(?<!\d)(?<!\d-)`;
const END = String.raw`(?!-?\d)`;

const mail: Kind = { pattern: /[\w.%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}/gi, label: () => '[mail]' };

const telephones: Kind[] = [
  {
    pattern: new RegExp(String.raw`\+\d{1,3}${GAP}(?:\(0\)${GAP})?\d{1,5}(?:${GAP}\d{1,5}){1,4}${END}`, 'g'),
    label: (digits) => (digits.length >= 9 && digits.length <= 15 ? '[tel]' : undefined),
  },
  {
    pattern: new RegExp(String.raw`${START}\(?0\d{1,4}\)?${GAP}\d{1,4}${GAP}\d{3,4}${END}`, 'g'),
    label: (digits) => (digits.length === 10 || digits.length === 11 ? '[tel]' : undefined),
  },
];

const postcode: Kind = { pattern: new RegExp(String.raw`〒[ ]?\d{3}-?\d{4}${END}`, 'g'), label: () => '[zip]' };

const card: Kind = {
  pattern: new RegExp(
    String.raw`${START}(?:\d{4}[- ]?\d{4}[- ]?\d{4}[- ]?\d{4}|\d{4}[- ]?\d{6}[- ]?\d{4,5})${END}`,
    'g',
  ),
  label: (digits) => (passesLuhn(digits) ? '[card]' : undefined),
};

const twelveDigits: Kind = {
  pattern: new RegExp(
    String.raw`${START}(?:\d{4}[- ]?\d{4}[- ]?\d{4}|\d{3}[- ]\d{3}[- ]\d{3}[- ]\d{3}|\d{6}[- ]\d{6})${END}`,
    'g',
  ),
  label: (digits) => (isMyNumber(digits) ? '[mynumber]' : '[12digits]'),
};

/**
 * A text with mail addresses, telephone numbers, postcodes, card numbers and numbers of twelve digits (My Number) replaced by
 * `[mail]`, `[tel]`, `[zip]`, `[card]`, `[mynumber]`, `[12digits]`. For whatever leaves the conversation: reports, the staff's
 * channel. Corporate numbers (13 digits) are public and stay. Names are not found. Linear in the length of the text.
 */
export function mask(text: string): string {
  return [mail, ...telephones, postcode, card, twelveDigits].reduce(replace, text);
}

/** Only what nobody may keep: card numbers and My Numbers. For the question itself, before it is stored. */
export function maskSecrets(text: string): string {
  return [card, twelveDigits].reduce(replace, text);
}

function replace(text: string, { pattern, label }: Kind): string {
  const narrow = narrowed(text);
  let masked = '';
  let from = 0;
  for (const match of narrow.matchAll(pattern)) {
    const put = label(match[0].replace(/\D/g, ''));
    if (put === undefined) continue;
    masked += text.slice(from, match.index) + put;
    from = match.index + match[0].length;
  }
  return masked + text.slice(from);
}

/** The same text in half-width marks, unit by unit, so that places in it are places in the text. */
function narrowed(text: string): string {
  return text
    .replace(/[！-～]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) - 0xfee0))
    .replace(/[‐‑‒–—―−ー－ｰ]/g, '-')
    .replace(/\u3000/g, ' ');
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (const [place, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

/** Check digit of the Individual Number (総務省令第85号, 2014, art. 5). */
function isMyNumber(digits: string): boolean {
  const numbers = [...digits].map(Number).reverse();
  const check =
    numbers.slice(1).reduce((sum, digit, index) => sum + digit * (index < 6 ? index + 2 : index - 4), 0) % 11;
  return numbers[0] === (check <= 1 ? 0 : 11 - check);
}
