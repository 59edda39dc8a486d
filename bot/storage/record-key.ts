const LONGEST_KEY = 400;

/** The kind in a storage key `<kind>/<id>`. Throws RangeError when the key has no kind of a-z and -, no id, or is too long. */
export function kindOf(key: string): string {
  const kind = /^([a-z-]+)\/./su.exec(key)?.[1];
  if (!kind) throw new RangeError(`storage key must be <kind of a-z>/<id>: ${JSON.stringify(key.slice(0, 40))}`);
  if (key.length > LONGEST_KEY) throw new RangeError(`storage key is longer than ${LONGEST_KEY} characters: ${kind}/…`);
  return kind;
}

/**
 * The key in well-formed Unicode without control characters, one to one: what a database or a hash takes for text can hold
 * neither a NUL nor half a surrogate pair. Ordinary keys stay as they are.
 */
export function writtenKey(key: string): string {
  return JSON.stringify(key).slice(1, -1);
}

/** The key that `writtenKey` gave this form. */
export function keyFrom(written: string): string {
  return JSON.parse(`"${written}"`) as string;
}

/** The value as JSON. Throws TypeError for what JSON has no form for (undefined, a function, a cycle). */
export function jsonOf(value: unknown): string {
  const json = JSON.stringify(value);
  if (json === undefined) throw new TypeError(`a ${typeof value} cannot be stored`);
  return json;
}
