import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Letters and digits that can't be taken for one another; 32 of them, so each is worth 5 bits. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const LENGTH = 12;

/** A secret code of 60 bits from the system's generator, in groups of four: `K7QM-2XWD-HR9A`. */
export function newSecretCode(): string {
  const letters = [...randomBytes(LENGTH)].map((byte) => LETTERS[byte & 31]).join('');
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}

/** What is stored instead of a code. The number salts it. */
export function hashOfCode(number: string, code: string): string {
  return createHash('sha256')
    .update(`${number}:${plain(code)}`)
    .digest('hex');
}

/** Whether a typed code (any width, case, hyphens) is the one of the hash; takes as long either way. */
export function codeMatches(number: string, code: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(hashOfCode(number, code)), Buffer.from(hash));
}

function plain(code: string): string {
  return code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');
}
