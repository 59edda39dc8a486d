import { ConversationState, type Storage, type StoreItems, UserState } from 'botbuilder';
import { DialogManager } from 'botbuilder-dialogs';
import {
  AdaptiveDialog,
  IntentPattern,
  OnIntent,
  RegexRecognizer,
  SendActivity,
  TemplateEngineLanguageGenerator,
} from 'botbuilder-dialogs-adaptive';
import type { Low } from 'lowdb';
import { JSONFilePreset } from 'lowdb/node';
import { addressed, ListAdapter, type ShippedBot } from './shipped-bot.js';

/** A question that is known word for word, and its answer. */
export interface Known {
  id: string;
  question: string;
  answer: string;
}

/** An adaptive bot as the samples build it: DialogManager, a pattern and a trigger for each question, state in one lowdb file. */
export async function stockAdaptiveBot(known: readonly Known[], file: string, stored: number): Promise<ShippedBot> {
  const root = new AdaptiveDialog('root').configure({
    generator: new TemplateEngineLanguageGenerator(),
    recognizer: new RegexRecognizer().configure({
      intents: known.map(({ id, question }) => new IntentPattern(id, `^${literal(question)}$`)),
    }),
  });
  root.triggers = known.map(({ id, answer }) => new OnIntent(id, [], [new SendActivity(answer)]));
  const storage = await LowdbFile.open(file, stored);
  const manager = new DialogManager(root);
  manager.conversationState = new ConversationState(storage);
  manager.userState = new UserState(storage);
  const adapter = new ListAdapter();
  return {
    say: (user, activity) =>
      adapter.take(addressed(user, activity), async (context) => {
        await manager.onTurn(context);
      }),
  };
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

// About what a conversation of some turns holds.
const FILLER = 'あ'.repeat(650);

/** The storage that comes to mind first: all states in one lowdb file. */
class LowdbFile implements Storage {
  private constructor(private readonly db: Low<StoreItems>) {}

  static async open(file: string, stored: number): Promise<LowdbFile> {
    const others = Array.from({ length: stored }, (_, n) => [`bench/conversations/other-${n}/`, { filler: FILLER }]);
    return new LowdbFile(await JSONFilePreset<StoreItems>(file, Object.fromEntries(others)));
  }

  async read(keys: string[]): Promise<StoreItems> {
    const held = keys.flatMap((key) => (key in this.db.data ? [[key, structuredClone(this.db.data[key])]] : []));
    return Object.fromEntries(held);
  }

  async write(changes: StoreItems): Promise<void> {
    await this.db.update((data) => Object.assign(data, structuredClone(changes)));
  }

  async delete(keys: string[]): Promise<void> {
    await this.db.update((data) => {
      for (const key of keys) delete data[key];
    });
  }
}
