import type { Decision, Explanation } from '../../dialogs/domain/answer/answer-engine.js';
import { confidenceOf } from '../../dialogs/domain/answer/confidence.js';
import { THRESHOLDS } from '../../dialogs/domain/answer/decide.js';
import { detectLanguage } from '../../dialogs/domain/answer/detect-language.js';
import type { Language } from '../../dialogs/domain/content/knowledge.js';
import type { Knowledge } from '../../dialogs/domain/content/read-knowledge.js';
import type { Command } from './command.js';
import { printFindings } from './print-findings.js';
import type { Paint } from './terminal.js';

const SHOWN = 5;

/** Shows what the bot would answer, and why. */
export const tryQuestion: Command = {
  name: 'try',
  usage: 'try "質問" [--language ja]',
  summary: '質問すると何が答えるか、なぜそうなるかを見る',
  examples: ['try "お金はかかりますか"', 'try "Is it free?"'],
  options: { language: { type: 'string' } },
  optionHelp: { language: '質問の言語（書かなければ文字から判断します）' },
  words: [1, 1],
  run: async ({ words: [question = ''], options }, desk, terminal) => {
    const checked = await desk.open(await desk.files());
    if (!checked.engine) {
      printFindings(checked.findings, terminal);
      return 1;
    }
    const { languages } = desk.options;
    const language = String(options.language ?? detectLanguage(question, languages[0] ?? 'ja', languages));
    const explained = checked.engine.explain(question, language);
    for (const line of explainDecision(explained, checked.knowledge, language, terminal.paint)) terminal.write(line);
    return 0;
  },
};

/** A decision with its grounds, in lines for staff. */
export function explainDecision(
  { decision, candidates, unknownWords, evidence }: Explanation,
  knowledge: Knowledge,
  language: Language,
  paint: Paint,
): string[] {
  const title = (id: string) => {
    const question = knowledge.entries.find((entry) => entry.id === id)?.text[language]?.question;
    return question ? `${id}「${question}」` : id;
  };
  const lines = [paint.strong(sayDecision(decision, title)), sureness(confidenceOf(evidence)), ''];
  for (const { id, kind, probability, closest, matched } of candidates.slice(0, SHOWN)) {
    const share = percent(probability).padStart(4);
    lines.push(`${share} ${bar(probability)} ${kind === 'entry' ? title(id) : `${id}（${KINDS[kind]}）`}`);
    if (closest) lines.push(paint.weak(`       いちばん近い言い方: ${closest}`));
    if (matched.length > 0) lines.push(paint.weak(`       合った言葉: ${matched.join('、')}`));
  }
  if (unknownWords.length > 0) lines.push('', `どの項目にもない言葉: ${unknownWords.join('、')}`);
  return lines;
}

/** How sure the bot is that the best entry is meant, beside the limits that decide. */
function sureness(confidence: number): string {
  const { answer, suggest, other } = THRESHOLDS;
  const limits = `${percent(answer)}以上なら答え、${percent(suggest)}以上なら候補を示します`;
  return `項目の確かさ ${percent(confidence)}（${limits}。項目でないものは、割合${percent(other)}以上で決まります）`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

const KINDS: Record<string, string> = { smalltalk: 'あいさつなど', decoy: '申込要領にないこと' };

function sayDecision(decision: Decision, title: (id: string) => string): string {
  switch (decision.kind) {
    case 'answer':
      return `答える: ${decision.ids.map(title).join('、')}`;
    case 'suggest':
      return `候補を示す: ${decision.ids.map(title).join('、')}`;
    case 'smalltalk':
      return `あいさつなどとして返す: ${decision.id}`;
    default: {
      const reason = decision.reason === 'off-topic' ? '入門編と関係がない' : '申込要領に書かれていない';
      return `答えない（${reason}${decision.subject ? `: ${decision.subject}` : ''}）`;
    }
  }
}

function bar(share: number): string {
  const filled = Math.round(share * 10);
  return '■'.repeat(filled) + '□'.repeat(10 - filled);
}
