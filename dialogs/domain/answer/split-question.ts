const SENTENCE_END = /(?<=[?？。!！\n])\s*|(?<=(?:ですか|ますか|でしょうか|ませんか))[、,]?\s*(?=\S)/u;
const JOINED = /[,;]?\s+(?:and|also)\s+(?=(?:is|are|do|does|can|could|how|what|when|where|who|which|will|must)\b)/i;
const LEAD_IN = /^(?:また|あと|それと|それから|さらに|加えて|なお|and|also|plus)[、,\s]*/i;
const ASKS = new RegExp(
  [
    '[?？]\\s*$',
    '(?:か|かな|かしら|の|は|たい(?:です|のですが|んですが|んですけど)?|教えて.*|ください|ほしい.*|って)[。.!！\\s]*$',
    '^(?:is|are|do|does|can|could|may|how|what|when|where|who|which|will|must|should|why)\\b',
  ].join('|'),
  'iu',
);
const SHORTEST = 3;

/**
 * The questions in a message, at the ends of sentences and at "and" before a question word. What only tells the
 * circumstances ("we are a hospital.") is no question and is left out.
 */
export function splitQuestion(text: string): string[] {
  const sentences = text.split(SENTENCE_END).flatMap((sentence) => sentence.split(JOINED));
  return sentences
    .map((sentence) => sentence.trim().replace(LEAD_IN, ''))
    .filter((sentence) => sentence.length >= SHORTEST && ASKS.test(sentence));
}
