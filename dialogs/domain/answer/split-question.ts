const QUESTION_END = /(?<=[?？。!！\n])\s*|(?<=(?:ですか|ますか|でしょうか|ませんか))[、,]?\s*(?=\S)/u;
const LEAD_IN = /^(?:また|あと|それと|それから|さらに|加えて|なお|and|also|plus)[、,\s]*/i;

/**
 * The parts of a message that asks more than one thing; a message that asks one gives one part.
 * A sentence of less than four letters belongs to the one before it.
 */
export function splitQuestion(text: string): string[] {
  const sentences = text.split(QUESTION_END).flatMap(splitAtAnd);
  return sentences.map((sentence) => sentence.trim().replace(LEAD_IN, '')).filter((sentence) => sentence.length >= 3);
}

/** In English two questions are joined by "and" before a question word or an auxiliary. */
function splitAtAnd(sentence: string): string[] {
  return sentence.split(/,?\s+(?:and|also)\s+(?=(?:is|are|do|does|can|how|what|when|where|who|which|will|must)\b)/i);
}
