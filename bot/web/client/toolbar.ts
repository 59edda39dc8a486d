import type { Banner } from './banner.js';
import type { Chat } from './chat.js';
import type { Language } from './language.js';
import { type RecordedActivity, transcriptText } from './transcript-text.js';

/** Brings the buttons above the chat to life: start over, save, erase. Each is one press. */
export function connectToolbar(chat: Chat, language: Language, banner: Banner): void {
  const actions: Record<string, () => void> = {
    restart: () => chat.command({ command: 'restart' }),
    save: () => void save(chat, language).catch(() => banner.show(language.text('saveFailed'), 10)),
    delete: () => void erase(chat, language, banner).catch(() => banner.show(language.text('deleteFailed'), 10)),
  };
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-action]')) {
    button.disabled = false;
    button.addEventListener('click', () => actions[button.dataset.action ?? '']?.());
  }
}

async function save(chat: Chat, language: Language): Promise<void> {
  const answer = await chat.ask('GET', '/activities');
  if (!answer?.ok) throw new Error('no record');
  const { activities } = (await answer.json()) as { activities: RecordedActivity[] };
  const words = {
    heading: language.text('fileHeading'),
    savedAt: language.text('fileSavedAt'),
    user: language.text('fileUser'),
    bot: language.text('fileBot'),
  };
  const now = new Date();
  const time = (iso: string) => new Date(iso).toLocaleString(language.tag, { dateStyle: 'medium', timeStyle: 'short' });
  const text = transcriptText(activities, words, time, now.toISOString());
  download(language.text('fileName', { date: now.toISOString().slice(0, 10) }), text);
}

function download(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(['\ufeff', text], { type: 'text/plain;charset=utf-8' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The screen is cleared only after the server has really erased the conversation. */
async function erase(chat: Chat, language: Language, banner: Banner): Promise<void> {
  const answer = await chat.ask('DELETE');
  if (answer && !answer.ok && answer.status !== 404) throw new Error('not erased');
  await chat.startNew();
  banner.show(language.text('deleted'), 15);
}
