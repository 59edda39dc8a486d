import { createHash } from 'node:crypto';
import type { Language } from '../../../../dialogs/domain/content/knowledge.js';
import type { Role } from './icons.js';
import { ACCENT } from './icons.js';

/** The version of Microsoft's schema; Teams clients of the last years know it. */
export const SCHEMA_VERSION = '1.22';

/** What an app's manifest is made of. */
export interface ManifestOptions {
  role: Role;
  /** The bot's app id. */
  botId: string;
  /** Three numbers; must rise with every change that is uploaded. */
  version: string;
  /** The first one is the language of the manifest itself. */
  languages: Language[];
  /** Words by key, filled with facts. */
  words: (language: Language, key: string) => string;
}

/** What the user app's bot offers when somebody begins to type; their titles are the bot's own buttons. */
const USER_COMMANDS = ['quiz', 'explain', 'scope', 'contact', 'menu', 'help'] as const;
/** What staff may say in their channel. */
const STAFF_COMMANDS = [
  'staff-channel-on',
  'staff-channel-digest',
  'staff-channel-check',
  'staff-channel-off',
] as const;

const SCOPES = { user: ['personal', 'groupChat', 'team'], staff: ['team'] } as const;

/** The manifest of an app, in the first language. */
export function manifestOf(options: ManifestOptions): Record<string, unknown> {
  const { role, botId, version, languages, words } = options;
  const [language = '', ...others] = languages;
  const say = (key: string) => words(language, key);
  const scopes = SCOPES[role];
  return {
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${SCHEMA_VERSION}/MicrosoftTeams.schema.json`,
    manifestVersion: SCHEMA_VERSION,
    version,
    id: appIdOf(botId, role),
    developer: {
      name: say('developer'),
      websiteUrl: secure(say('website')),
      privacyUrl: secure(say('privacy')),
      termsOfUseUrl: secure(say('website')),
    },
    localizationInfo: {
      defaultLanguageTag: language,
      additionalLanguages: others.map((tag) => ({ languageTag: tag, file: `${tag}.json` })),
    },
    icons: { color: 'color.png', outline: 'outline.png' },
    name: { short: say(`${role}.name`), full: say(`${role}.full-name`) },
    description: { short: say(`${role}.short-description`), full: say(`${role}.description`) },
    accentColor: ACCENT,
    bots: [
      {
        botId,
        scopes,
        isNotificationOnly: false,
        supportsCalling: false,
        supportsVideo: false,
        supportsFiles: false,
        commandLists: [{ scopes, commands: commandsOf(options, language) }],
      },
    ],
    permissions: ['identity', 'messageTeamMembers'],
    validDomains: [],
  };
}

/** The words of an app in a further language, as Teams' localization file. */
export function localizationOf(options: ManifestOptions, language: Language): Record<string, string> {
  const { role, words } = options;
  const commands = commandsOf(options, language).flatMap(({ title, description }, index) => {
    const path = `bots[0].commandLists[0].commands[${index}]`;
    return [
      [`${path}.title`, title],
      [`${path}.description`, description],
    ];
  });
  return {
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${SCHEMA_VERSION}/MicrosoftTeams.Localization.schema.json`,
    'name.short': words(language, `${role}.name`),
    'name.full': words(language, `${role}.full-name`),
    'description.short': words(language, `${role}.short-description`),
    'description.full': words(language, `${role}.description`),
    ...Object.fromEntries(commands),
  };
}

/** The app's own id, made from the bot's: the same at every build, different for each role (UUID, version 5). */
export function appIdOf(botId: string, role: Role): string {
  const space = Buffer.from(botId.replaceAll('-', ''), 'hex');
  const bytes = createHash('sha1').update(space).update(role).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function commandsOf({ role, words }: ManifestOptions, language: Language) {
  const names = role === 'user' ? USER_COMMANDS : STAFF_COMMANDS;
  return names.map((name) => ({
    title: words(language, `command.${role}.${name}.title`),
    description: words(language, `command.${role}.${name}.description`),
  }));
}

/** Teams takes only https. */
function secure(url: string): string {
  return url.replace(/^http:/, 'https:');
}
