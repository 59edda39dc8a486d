import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import type { AppCredentials } from 'botframework-connector';

/** Gives the token that the bot shows to connectors; kept until shortly before its end. `fresh` gets a new one. */
export type AccessToken = (options?: { fresh?: boolean }) => Promise<string>;

/** How the bot is registered with Azure; the names are those of the Bot Framework. */
export interface AppRegistration {
  MicrosoftAppId: string;
  MicrosoftAppPassword: string;
  MicrosoftAppTenantId: string;
  MicrosoftAppType: string;
}

const SCOPE = 'https://api.botframework.com';
const LOGIN = 'https://login.microsoftonline.com/';

/** The bot's tokens from Microsoft Entra, by secret or managed identity. Asks for none before the first message goes out. */
export function entraAccessToken(registration: AppRegistration): AccessToken {
  const { MicrosoftAppId, MicrosoftAppPassword, MicrosoftAppTenantId, MicrosoftAppType } = registration;
  const options = { MicrosoftAppId, MicrosoftAppPassword, MicrosoftAppTenantId, MicrosoftAppType };
  const factory = new ConfigurationServiceClientCredentialFactory(options);
  const login = LOGIN + (MicrosoftAppTenantId || 'botframework.com');
  let credentials: Promise<AppCredentials> | undefined;
  return async ({ fresh = false } = {}) => {
    credentials ??= factory.createCredentials(
      registration.MicrosoftAppId,
      SCOPE,
      login,
      true,
    ) as Promise<AppCredentials>;
    return (await credentials).getToken(fresh);
  };
}
