/** An activity as the server gives it, as far as a record of the conversation needs it. */
export interface RecordedActivity {
  type: string;
  timestamp?: string;
  text?: string;
  from?: { role?: string };
  channelData?: { messageBack?: { displayText?: string } };
  attachments?: { content?: unknown }[];
}

/** Words of the record. */
export interface TranscriptWords {
  heading: string;
  savedAt: string;
  user: string;
  bot: string;
}

/** The conversation as plain text: one block per message, with time and speaker; cards as the texts on them. */
export function transcriptText(
  activities: readonly RecordedActivity[],
  words: TranscriptWords,
  time: (iso: string) => string,
  now: string,
): string {
  const blocks = activities.flatMap((activity) => {
    const said = activity.type === 'message' ? saidIn(activity) : '';
    const who = activity.from?.role === 'user' ? words.user : words.bot;
    return said === '' ? [] : [`[${time(activity.timestamp ?? now)}] ${who}\n${said}`];
  });
  return `${[words.heading, `${words.savedAt}: ${time(now)}`, ...blocks].join('\n\n')}\n`;
}

function saidIn({ text, channelData, attachments = [] }: RecordedActivity): string {
  const cards = attachments.flatMap(({ content }) => textsOf(content));
  return [channelData?.messageBack?.displayText ?? text ?? '', ...cards].filter(Boolean).join('\n').trim();
}

/** The texts of a card's elements, in reading order, and the addresses of its links. */
function textsOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(textsOf);
  if (typeof node !== 'object' || node === null) return [];
  const part = node as Record<string, unknown>;
  const string = (key: string) => (typeof part[key] === 'string' ? (part[key] as string) : '');
  const own = part.type === 'Action.OpenUrl' ? `${string('title')} ${string('url')}` : factOr(part, string('text'));
  const inside = ['body', 'items', 'columns', 'facts', 'inlines', 'rows', 'cells', 'actions', 'selectAction', 'card'];
  return [own.trim(), ...inside.flatMap((key) => textsOf(part[key]))].filter(Boolean);
}

function factOr(part: Record<string, unknown>, text: string): string {
  return typeof part.title === 'string' && typeof part.value === 'string' && part.type === undefined
    ? `${part.title}: ${part.value}`
    : text;
}
