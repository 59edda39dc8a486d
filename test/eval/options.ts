import { parseArgs } from 'node:util';

/** What `npm run eval` is asked to do. Shares are given as percentages. */
export interface EvalOptions {
  questions?: string;
  retrieval?: string;
  knowledge: string;
  report?: string;
  peers: boolean;
  hidden: boolean;
  calibrate: boolean;
  write: boolean;
  errors: boolean;
  help: boolean;
  limits: Limits;
}

/** The run fails (exit code 1) where a figure is on the wrong side of its limit, in any language. */
export interface Limits {
  minRight?: number;
  minNear?: number;
  maxWrong?: number;
  maxNone?: number;
  minHidden?: number;
  minNdcg?: number;
}

/** Printed by --help. */
export const HELP = `npm run eval -- [options]

What to measure (at least one):
  --questions FILE.tsv  columns: lang, acceptable entry ids (a|b, or NONE), style, question; one line of headings
  --retrieval DIR       corpus.json, queries.json and qrels.json: nDCG@10, Recall@10, Hit@1, beside plain BM25
  --hidden              hide a tenth of the ways to ask at a time, ask them, and list those that come back elsewhere
  --calibrate           learn the confidence's weights and limits anew from hidden ways to ask, and print them;
                        with --write they are put to use (dialogs/domain/answer/calibration.json)
With --questions:
  --peers               MiniSearch (its own and our tokenizer), Fuse.js and nlp.js on the same texts
  --errors              print every question that is not right
  --report FILE.html    write the figures with plots
Limits (exit code 1 where missed; percentages, nDCG 0 to 1):
  --min-right N         answered right, each language        --min-near N   right or among the suggested
  --max-wrong N         answered wrong                       --max-none N   NONE rows answered, all languages
  --min-hidden N        hidden ways to ask that come back    --min-ndcg N   nDCG@10 of the retrieval
Other:
  --knowledge DIR       default: knowledge                   --help         this text
`;

/** Reads the command line; throws on an option it does not know. */
export function readOptions(args: string[]): EvalOptions {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    args,
    options: {
      ...{ questions: text, retrieval: text, report: text, knowledge: { ...text, default: 'knowledge' } },
      ...{ peers: flag, hidden: flag, calibrate: flag, write: flag, errors: flag, help: flag },
      ...{ 'min-right': text, 'min-near': text, 'max-wrong': text, 'max-none': text },
      ...{ 'min-hidden': text, 'min-ndcg': text },
    },
  });
  const limits: Limits = {
    ...{ minRight: numberOf(values['min-right']), minNear: numberOf(values['min-near']) },
    ...{ maxWrong: numberOf(values['max-wrong']), maxNone: numberOf(values['max-none']) },
    ...{ minHidden: numberOf(values['min-hidden']), minNdcg: numberOf(values['min-ndcg']) },
  };
  const { questions, retrieval, report, knowledge, peers, hidden, calibrate, write, errors, help } = values;
  return { questions, retrieval, report, knowledge, peers, hidden, calibrate, write, errors, help, limits };
}

function numberOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!Number.isFinite(number)) throw new Error(`A limit must be a number, not "${text}". Example: --min-right 82`);
  return number;
}
