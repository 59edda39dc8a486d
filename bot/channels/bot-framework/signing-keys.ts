import type { CryptoKey, JWK } from 'jose';
import { importJWK } from 'jose';

/** A key that signs channels' tokens, and the channels it may speak for (undefined: all). */
export interface SigningKey {
  key: CryptoKey | Uint8Array;
  endorsements?: string[];
}

/** The keys can't be had and none are held from before. The message names no address. */
export class KeysUnavailableError extends Error {
  override name = 'KeysUnavailableError';
}

/** What the keys are fetched with. */
export interface SigningKeysOptions {
  /** Address of the OpenID metadata, e.g. https://login.botframework.com/v1/.well-known/openidconfiguration. */
  metadataUrl: string;
  /** Milliseconds since the epoch. */
  now: () => number;
  timeoutMs?: number;
}

type Jwk = JWK & { endorsements?: string[] };

const DAY_MS = 86_400_000;
/** A key id that is not held may be new: but strangers choose it, so they can't make us ask more often than this. */
const ASK_AGAIN_MS = 5 * 60_000;
/** After a failure, strangers can't make us knock at every request. */
const PAUSE_MS = 5_000;

/**
 * The keys of Microsoft's connector service: fetched when first needed, refreshed once a day or when an unknown key appears.
 * While the service is away the keys held go on serving; with none, `find` rejects with KeysUnavailableError.
 */
export class SigningKeys {
  private held: Jwk[] | undefined;
  private fetchedAt = Number.NEGATIVE_INFINITY;
  private failedAt = Number.NEGATIVE_INFINITY;
  private fetching: Promise<void> | undefined;
  private readonly imported = new WeakMap<Jwk, Promise<SigningKey>>();

  constructor(private readonly its: SigningKeysOptions) {}

  /** The key of an id; undefined when there is none. */
  async find(id: string): Promise<SigningKey | undefined> {
    const age = this.its.now() - this.fetchedAt;
    if (age > DAY_MS || (!this.known(id) && age > ASK_AGAIN_MS)) await this.refresh();
    const jwk = this.known(id);
    if (!jwk) return undefined;
    const key = this.imported.get(jwk) ?? importKey(jwk);
    this.imported.set(jwk, key);
    return key;
  }

  private known(id: string): Jwk | undefined {
    return this.held?.find(({ kid, kty }) => kid === id && kty === 'RSA');
  }

  private async refresh(): Promise<void> {
    const paused = this.its.now() - this.failedAt < PAUSE_MS;
    if (!paused) {
      this.fetching ??= this.fetchKeys().finally(() => {
        this.fetching = undefined;
      });
      await this.fetching;
    }
    if (!this.held) throw new KeysUnavailableError('signing keys are not available');
  }

  private async fetchKeys(): Promise<void> {
    try {
      const metadata = (await this.json(this.its.metadataUrl)) as { jwks_uri: string };
      const { keys } = (await this.json(metadata.jwks_uri)) as { keys: Jwk[] };
      if (!Array.isArray(keys)) throw new TypeError('no keys');
      this.held = keys;
      this.fetchedAt = this.its.now();
    } catch {
      this.failedAt = this.its.now();
    }
  }

  private async json(url: string): Promise<unknown> {
    const response = await fetch(url, { signal: AbortSignal.timeout(this.its.timeoutMs ?? 5_000), redirect: 'error' });
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  }
}

async function importKey({ kty, n, e, endorsements }: Jwk): Promise<SigningKey> {
  return { key: await importJWK({ kty, n, e }, 'RS256'), endorsements };
}
