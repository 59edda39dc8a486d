import type { Place } from './finding.js';

/** A file's text, or why its bytes can't be read as text and where. */
export type Decoded = { text: string; problem?: undefined } | { text?: undefined; problem: Place };

const SAVE_AS =
  '「文字コード UTF-8」を選んで保存し直してください（メモ帳では「名前を付けて保存」の画面の下にあります）。';

/** Text from a file's bytes: UTF-8, a byte order mark and CRLF accepted. Anything else is explained, never guessed. */
export function decodeText(bytes: Uint8Array): Decoded {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (utf16 || bytes.includes(0)) {
    return {
      problem: { line: 1, column: 1, what: '文字コードが UTF-8 ではありません（UTF-16 のようです）。', fix: SAVE_AS },
    };
  }
  const text = decode(bytes, 'utf-8')?.replace(/\r\n?/g, '\n');
  if (text === undefined) return { problem: { ...firstBadByte(bytes), ...wrongEncoding(bytes) } };
  const garbled = text.indexOf('\uFFFD');
  if (garbled < 0) return { text };
  return {
    problem: {
      ...lineAndColumn(text.slice(0, garbled)),
      what: '文字化けした文字「\uFFFD」があります。',
      fix: 'この行の文字を打ち直してください。多いときは、前の版に戻してからやり直してください。',
    },
  };
}

function decode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function wrongEncoding(bytes: Uint8Array): { what: string; fix: string } {
  const name = [
    ['shift_jis', 'Shift_JIS'],
    ['euc-jp', 'EUC-JP'],
  ].find(([encoding]) => /[ぁ-んァ-ヶ]/.test(decode(bytes, encoding ?? '') ?? ''))?.[1];
  if (name) return { what: `文字コードが UTF-8 ではありません（${name} のようです）。`, fix: SAVE_AS };
  return {
    what: '文字コード UTF-8 として読めない文字があります。',
    fix: `この行の文字を打ち直し、${SAVE_AS}`,
  };
}

/** The place of the first byte that isn't UTF-8: after the longest part that can be read. */
function firstBadByte(bytes: Uint8Array): { line: number; column: number } {
  const loose = new TextDecoder('utf-8').decode(bytes).replace(/\r\n?/g, '\n');
  return lineAndColumn(loose.slice(0, loose.indexOf('\uFFFD')));
}

function lineAndColumn(before: string): { line: number; column: number } {
  const lines = before.split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}
