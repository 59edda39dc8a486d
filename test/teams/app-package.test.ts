import { unzipSync } from 'fflate';
import { PNG } from 'pngjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type PackageFiles, packageFiles, packageZip } from '../../bot/channels/teams/package/app-package.js';
import { checkPackage } from '../../bot/channels/teams/package/check-package.js';
import { colourIcon, outlineIcon, type Role } from '../../bot/channels/teams/package/icons.js';
import { appIdOf, type ManifestOptions } from '../../bot/channels/teams/package/manifest.js';
import { packageWords } from '../../bot/channels/teams/package/package-words.js';
import { readStaffCommand } from '../../bot/staff/teams/staff-command.js';
import { loadTexts } from '../../bot/texts.js';
import { testLive } from '../support/live.js';
import { entityOf, startTalk } from '../support/talk.js';

const BOT_ID = '11111111-2222-3333-4444-555555555555';
const ROLES: Role[] = ['user', 'staff'];
let options: Omit<ManifestOptions, 'role'>;
beforeAll(async () => {
  const texts = loadTexts('locales');
  const { knowledge } = await testLive();
  options = {
    botId: BOT_ID,
    version: '1.2.3',
    languages: texts.languages,
    words: packageWords(texts, knowledge.program),
  };
});

const built = (role: Role, change: Partial<ManifestOptions> = {}) => packageFiles({ ...options, role, ...change });
const json = (files: PackageFiles, name: string) => JSON.parse(new TextDecoder().decode(files[name]));

describe.each(ROLES)('the app package for %s', (role) => {
  it('is what Microsoft’s schemas allow', async () => {
    expect(await checkPackage(built(role))).toEqual([]);
  });

  it('holds a manifest in Japanese, English words and two icons', () => {
    const files = unzipSync(packageZip(built(role)));
    expect(Object.keys(files).sort()).toEqual(['color.png', 'en.json', 'manifest.json', 'outline.png']);
    const [manifest, english] = [json(files, 'manifest.json'), json(files, 'en.json')];
    expect(manifest.name.short).toMatch(/[ぁ-ん一-龠]/);
    expect(english['name.short']).not.toMatch(/[ぁ-ん一-龠]/);
    expect(manifest.localizationInfo.additionalLanguages).toEqual([{ languageTag: 'en', file: 'en.json' }]);
    expect(manifest.bots[0].botId).toBe(BOT_ID);
  });

  it('has no gap in its words', () => {
    const text = ['manifest.json', 'en.json'].map((name) => new TextDecoder().decode(built(role)[name])).join('');
    expect(text).not.toMatch(/\{\{|teams\.|undefined|command\./);
  });

  it('translates every command', () => {
    const files = built(role);
    const { commands } = json(files, 'manifest.json').bots[0].commandLists[0];
    expect(commands.length).toBeGreaterThan(2);
    const english = json(files, 'en.json');
    for (const [index, command] of commands.entries()) {
      const path = `bots[0].commandLists[0].commands[${index}]`;
      expect(english[`${path}.title`]).not.toBe(command.title);
      expect(english[`${path}.description`].length).toBeLessThanOrEqual(128);
      expect(command.title.length).toBeLessThanOrEqual(32);
    }
  });

  it('is the same, byte for byte, at every build', () => {
    expect(Buffer.from(packageZip(built(role))).equals(packageZip(built(role)))).toBe(true);
  });

  it('is found wrong when a text is too long', async () => {
    const long = {
      words: (language: string, key: string) =>
        key.endsWith('.name') ? 'あ'.repeat(31) : options.words(language, key),
    };
    const findings = await checkPackage(built(role, long));
    expect(findings.join('\n')).toMatch(/manifest\.json: .*30/);
    expect(findings.join('\n')).toMatch(/en\.json: .*30/);
  });
});

describe('the two apps', () => {
  it('are two, and the same two for the same bot', () => {
    expect(appIdOf(BOT_ID, 'user')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(appIdOf(BOT_ID, 'user')).not.toBe(appIdOf(BOT_ID, 'staff'));
    expect(appIdOf(BOT_ID, 'user')).toBe(appIdOf(BOT_ID, 'user'));
  });

  it('the staff’s works in teams only', () => {
    expect(json(built('staff'), 'manifest.json').bots[0].scopes).toEqual(['team']);
    expect(json(built('user'), 'manifest.json').bots[0].scopes).toEqual(['personal', 'groupChat', 'team']);
  });
});

describe('what the user app offers', () => {
  it('is understood by the bot, in both languages', async () => {
    const files = built('user');
    const english = json(files, 'en.json');
    const { commands } = json(files, 'manifest.json').bots[0].commandLists[0];
    for (const [index, { title }] of commands.entries()) {
      for (const [locale, said] of [
        ['ja-JP', title],
        ['en-US', english[`bots[0].commandLists[0].commands[${index}].title`]],
      ] as const) {
        const talk = await startTalk({ locale });
        const replies = await talk.say(said);
        expect(entityOf(replies, 'unanswered'), said).toBeUndefined();
        expect(entityOf(replies, 'suggestions'), said).toBeUndefined();
        expect(replies.length, said).toBeGreaterThan(0);
      }
    }
  });
});

describe('what the staff app offers', () => {
  it('is what the staff’s channel understands, and the description names the first step', () => {
    const texts = loadTexts('locales');
    const files = built('staff');
    const [japanese, english] = [json(files, 'manifest.json'), json(files, 'en.json')];
    const titles: string[] = japanese.bots[0].commandLists[0].commands.map(({ title }: { title: string }) => title);
    expect(titles.map((title) => readStaffCommand(title, texts)?.name)).toEqual(['on', 'digest', 'check', 'off']);
    titles.forEach((title, index) => {
      const translated = english[`bots[0].commandLists[0].commands[${index}].title`];
      expect(readStaffCommand(translated, texts)).toEqual(readStaffCommand(title, texts));
    });
    expect(japanese.description.full).toContain(titles[0]);
    expect(english['description.full']).toContain(english['bots[0].commandLists[0].commands[0].title']);
  });
});

describe.each(ROLES)('the icons for %s', (role) => {
  it('in colour: 192 × 192, opaque', () => {
    const { width, height, data } = PNG.sync.read(colourIcon(role));
    expect([width, height]).toEqual([192, 192]);
    expect(data.filter((_byte, index) => index % 4 === 3).every((alpha) => alpha === 255)).toBe(true);
    expect([...data.subarray(0, 3)]).toEqual([0x0b, 0x54, 0x86]);
  });

  it('as outline: 32 × 32, white on transparent and nothing else', () => {
    const { width, height, data } = PNG.sync.read(outlineIcon(role));
    expect([width, height]).toEqual([32, 32]);
    let drawn = 0;
    for (let at = 0; at < data.length; at += 4) {
      if (data[at + 3] === 0) continue;
      drawn += 1;
      expect([...data.subarray(at, at + 3)]).toEqual([255, 255, 255]);
    }
    expect(drawn).toBeGreaterThan(100);
    expect(drawn).toBeLessThan(700);
    expect(data[3]).toBe(0);
  });

  it('differ by role', () => {
    const other = ROLES.find((candidate) => candidate !== role)!;
    expect(colourIcon(role).equals(colourIcon(other))).toBe(false);
    expect(outlineIcon(role).equals(outlineIcon(other))).toBe(false);
  });
});
