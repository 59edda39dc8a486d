import { fold } from './fold-text.js';

/** A sentence that ends so asks something. */
const ASKING_ENDS: readonly string[] = [
  'でしょうか',
  'だろうか',
  'とは',
  'って',
  'って何',
  'について',
  'に関して',
  '教えて',
  '教えてください',
  '教えてほしい',
  '教えてくれ',
  '知りたい',
  '聞きたい',
  '伺いたい',
  '訊きたい',
  'か確認したい',
  'を確認したい',
  '詳しく',
  '説明して',
  '説明してください',
  'とはどういうこと',
  'ってこと',
  'の条件',
  'の要件',
  'の定義',
  'の意味',
  'の例',
  'の一覧',
  'の範囲',
  'の場合',
  '場合は',
  '必要',
  'かね',
  'ましょうか',
];

/** What may be allowed, or needed: 「〜でもいい」 without a question mark still asks. */
const PERMISSIONS: readonly string[] = [
  'いい',
  '大丈夫',
  'ok',
  '可能',
  '可',
  'だめ',
  '無理',
  '平気',
  'いけない',
  '対象',
  '対象外',
  '申し込める',
];
const CONDITIONS: readonly string[] = [
  'でも',
  'ても',
  'ないと',
  'なきゃ',
  'なければ',
  'なくて',
  'では',
  'だと',
  'だけで',
  'だけだと',
  'としても',
];

const INTERROGATIVES: readonly string[] = [
  'なぜ',
  'なんで',
  'どうして',
  'どうやって',
  'どうすれば',
  'どうしたら',
  'どうなる',
  'どうすべき',
  'どんな',
  'どういう',
  'どのように',
  'どのくらい',
  'どれくらい',
  'いくら',
  'いくつ',
  'いつ',
  'どこ',
  'だれ',
  '誰',
  '何',
  'なに',
  'どれ',
  'どの',
  'どちら',
  'どっち',
];

const UNSURE_ENDS: readonly string[] = [
  'わからない',
  '未定',
  '不明',
  '決まっていない',
  '決めていない',
  '知らない',
  '迷っている',
  '検討中',
  '確認中',
  'かねている',
];

const ENGLISH_STARTS = new Set(['what', 'why', 'how', 'who', 'whom', 'whose', 'where', 'which', 'when']);
const ENGLISH_AUXILIARIES = new Set(
  'can could do does did is are am was were will would should shall must may might have has'.split(' '),
);
const ENGLISH_SUBJECTS = new Set(
  'i we you it they he she the a an our my this that there these those one someone companies'.split(' '),
);
/** "is being built" and "do not know" answer; "is Facebook fine" and "do interns count" ask. */
const ENGLISH_PLAIN_VERBS = new Set('is are was were do does did'.split(' '));
const ENGLISH_ANSWERS = new Set(
  `not being in under still planning going currently already now working building made coming registered yes no have
  know plan intend hire employ agree comply supported willing interested considering thinking done`.split(/\s+/),
);
const ENGLISH_REQUESTS: readonly string[] = [
  'tell me',
  'please explain',
  'explain',
  'i want to know',
  'i would like to know',
  'we would like to know',
  'i wonder',
  'could you',
  'can you',
  'what about',
  'how about',
  'question about',
  'let me know',
];

/** Whether a typed text asks something, by its form: with a question mark or without (なぜ聞くの, SNSでもいい, can I use Facebook). */
export function isQuestion(text: string): boolean {
  if (/[?？]/.test(text)) return true;
  return fold(text)
    .split('\n')
    .some((sentence) => asksInJapanese(sentence) || asksInEnglish(sentence));
}

function asksInJapanese(sentence: string): boolean {
  const bare = sentence.replace(/[ー笑w]{1,9}$/, '').replace(/(です|だ)?(よ|ね|よね)?$/, '');
  if (/意味|どういうこと/.test(bare)) return true;
  if (UNSURE_ENDS.some((end) => bare.endsWith(end))) return false;
  if (asksByEnding(sentence) || asksByEnding(bare)) return true;
  return asksPermission(bare) || INTERROGATIVES.some((word) => asksWith(word, bare));
}

function asksByEnding(sentence: string): boolean {
  if (ASKING_ENDS.some((end) => sentence.endsWith(end))) return true;
  if (/(かな|かなあ|かしら)$/.test(sentence)) return PERMISSIONS.some((word) => sentence.includes(word));
  return /[すんうるいたのだえ]か$|[るいたなう]の$|[^にち]は$/.test(sentence);
}

/** 「SNSでもいい」 asks; 「どこの国でもいい」 answers. */
function asksPermission(sentence: string): boolean {
  const word = PERMISSIONS.find((end) => sentence.endsWith(end));
  if (!word) return false;
  const before = sentence.slice(0, -word.length);
  return (
    CONDITIONS.some((end) => before.endsWith(end)) &&
    !/(どこ|どの|誰|だれ|何|なん|いつ|どれ|どちら|全部|すべて)/.test(before)
  );
}

/** 「何が」 asks; 「何も」, 「何件か」 and 「どちらでも」 don't. */
function asksWith(word: string, sentence: string): boolean {
  const at = sentence.indexOf(word);
  if (at < 0) return false;
  const next = sentence.slice(at + word.length, at + word.length + 6);
  return !/も|と[かも]|か(?![らか])/.test(next);
}

function asksInEnglish(sentence: string): boolean {
  if (ENGLISH_REQUESTS.some((request) => sentence.startsWith(request))) return true;
  const [first = '', second = ''] = sentence.split(' ', 2);
  if (first === 'when' || first === 'where') return !/^(when|where) (we|they|the)\b/.test(sentence);
  if (ENGLISH_STARTS.has(first) || (ENGLISH_AUXILIARIES.has(first) && ENGLISH_SUBJECTS.has(second))) return true;
  return ENGLISH_PLAIN_VERBS.has(first) && second !== '' && !ENGLISH_ANSWERS.has(second);
}
