/** Short and British forms, one word each, and what they stand for. */
const WORDS: Readonly<Record<string, string>> = {
  "i'm": 'i am',
  "we're": 'we are',
  "they're": 'they are',
  "you're": 'you are',
  "it's": 'it is',
  "that's": 'that is',
  thats: 'that is',
  "there's": 'there is',
  "we've": 'we have',
  "i've": 'i have',
  "they've": 'they have',
  "we'll": 'we will',
  "i'll": 'i will',
  "they'll": 'they will',
  "we'd": 'we would',
  "i'd": 'i would',
  "let's": 'let us',
  "can't": 'cannot',
  cant: 'cannot',
  "won't": 'will not',
  wont: 'will not',
  "don't": 'do not',
  dont: 'do not',
  "doesn't": 'does not',
  doesnt: 'does not',
  "didn't": 'did not',
  didnt: 'did not',
  "haven't": 'have not',
  havent: 'have not',
  "hasn't": 'has not',
  hasnt: 'has not',
  "isn't": 'is not',
  isnt: 'is not',
  "aren't": 'are not',
  arent: 'are not',
  "wasn't": 'was not',
  "weren't": 'were not',
  "wouldn't": 'would not',
  "couldn't": 'could not',
  "shouldn't": 'should not',
  "hadn't": 'had not',
  licence: 'license',
  licences: 'license',
  licenses: 'license',
  licenced: 'licensed',
  organisation: 'organization',
  programme: 'program',
  labour: 'labor',
  webpage: 'website',
  websites: 'website',
  web: 'web',
  wanna: 'want to',
  gonna: 'going to',
  'e-mail': 'email',
};

/** Folds short forms and British spellings, word by word. */
export function foldEnglish(text: string): string {
  if (!/[a-z]/.test(text)) return text;
  return text
    .split(' ')
    .map((word) => (Object.hasOwn(WORDS, word) ? WORDS[word] : word))
    .join(' ')
    .replaceAll('can not', 'cannot')
    .replaceAll('web site', 'website')
    .replaceAll('have got', 'have')
    .replaceAll('do not have any', 'do not have');
}

/** Words that begin a new clause. */
const JOINTS: ReadonlySet<string> = new Set([
  'but',
  'however',
  'although',
  'though',
  'while',
  'and',
  'because',
  'since',
  'yet',
  'so',
]);

/** Breaks a folded sentence with line ends where a new clause begins. */
export function breakEnglish(text: string): string {
  if (!/[a-z]/.test(text)) return text;
  const words = text.split(' ');
  return words
    .map((word, at) => (JOINTS.has(word) && !(word === 'yet' && words[at - 1] === 'not') ? '\n' : word))
    .join(' ');
}

/** Words that carry no subject of their own. */
const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  `a an the this that these those it its we our us i my me you your they them their he she one ones some any all both each other
  is are am was were be been being do does did done have has had having will would shall should can could may might must
  to of in on at by for from with as into than then so if or and but not no yes just only also too very really still already now
  currently yet here there at-the-moment moment present today soon later right well actually however though although because since
  well think believe guess probably maybe perhaps possibly hope afraid sorry please thank thanks hello hi ok okay sure company
  firm business what which who about like get got make made say answer question number option choice more most much many such own
  next last year years month months week day anything something everything thing things
  two three four five six seven eight nine ten several few lot lots program programs holder holders people person persons worker
  workers staff place places kind type part quite little bit mostly mainly basically honestly actually recently`.split(
    /\s+/,
  ),
);

/** Whether an English word carries no subject of its own. */
export function isFunctionWord(word: string): boolean {
  return FUNCTION_WORDS.has(word);
}
