/** The words of a document, as numbers, repeated as they are. */
export interface NumberedText {
  question: Int32Array;
  answer: Int32Array;
}

/** The places of all terms, as `TextIndex` describes them, and the term of each place. */
export interface TermPlaces {
  start: Int32Array;
  documents: Int32Array;
  termOf: Int32Array;
  from: Int32Array;
  terms: Int32Array;
  places: Int32Array;
}

/** Gives each term in each document a place. */
export function placeTerms(texts: readonly NumberedText[], terms: number): TermPlaces {
  const start = new Int32Array(terms + 1);
  const from = new Int32Array(texts.length + 1);
  eachTermOnce(texts, terms, (term, at) => {
    start[term + 1]!++;
    from[at + 1]!++;
  });
  for (let t = 0; t < terms; t++) start[t + 1]! += start[t]!;
  for (let at = 0; at < texts.length; at++) from[at + 1]! += from[at]!;
  const size = start[terms]!;
  const [documents, termOf, own, places] = [0, 0, 0, 0].map(() => new Int32Array(size)) as Quadruple;
  const next = start.slice();
  let written = 0;
  eachTermOnce(texts, terms, (term, at) => {
    const place = next[term]!++;
    documents[place] = at;
    termOf[place] = term;
    own[written] = term;
    places[written++] = place;
  });
  return { start, documents, termOf, from, terms: own, places };
}

type Quadruple = [Int32Array, Int32Array, Int32Array, Int32Array];

function eachTermOnce(texts: readonly NumberedText[], terms: number, use: (term: number, at: number) => void): void {
  const lastIn = new Int32Array(terms).fill(-1);
  for (let at = 0; at < texts.length; at++) {
    const { question, answer } = texts[at]!;
    for (const words of [question, answer]) {
      for (let w = 0; w < words.length; w++) {
        const term = words[w]!;
        if (lastIn[term] === at) continue;
        lastIn[term] = at;
        use(term, at);
      }
    }
  }
}
