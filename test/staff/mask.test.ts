import { describe, expect, it } from 'vitest';
import { mask, maskSecrets } from '../../dialogs/domain/mask.js';

/** The same numbers each run: a small generator with a fixed seed. */
function numbers(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
}

const SENTENCES = [
  '連絡先は{}です。',
  '{}までお願いします',
  '折り返し（{}）ください。',
  '番号:{}、以上',
  '弊社の{}に電話を',
];
const HYPHENS = ['-', '－', '‐', 'ー', '−', ' ', '　', ''];
const AREAS = ['03', '06', '045', '0123', '050', '090', '080', '070', '0120', '01234'];

function wide(text: string): string {
  return text.replace(/[!-~]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) + 0xfee0));
}

function planted(make: (pick: (below: number) => number) => string, count: number): string[] {
  const pick = numbers(7);
  return Array.from({ length: count }, () => {
    const text = make(pick);
    return SENTENCES[pick(SENTENCES.length)]!.replace('{}', pick(3) === 0 ? wide(text) : text);
  });
}

function digits(pick: (below: number) => number, count: number): string {
  return Array.from({ length: count }, () => pick(10)).join('');
}

function telephone(pick: (below: number) => number): string {
  const area = AREAS[pick(AREAS.length)]!;
  const total = /^0[5789]0$/.test(area) ? 11 : 10;
  const rest = digits(pick, total - area.length);
  const hyphen = HYPHENS[pick(HYPHENS.length)]!;
  const [middle, end] = [rest.slice(0, rest.length - 4), rest.slice(-4)];
  const forms = [
    `${area}${hyphen}${middle}${hyphen}${end}`,
    `(${area})${middle}-${end}`,
    `(${area}) ${middle}-${end}`,
    `${area}(${middle})${end}`,
    `+81${hyphen || '-'}${area.slice(1)}${hyphen || '-'}${middle}${hyphen || '-'}${end}`,
    `+81 (0)${area.slice(1)} ${middle} ${end}`,
  ];
  return forms[pick(forms.length)]!;
}

function myNumber(pick: (below: number) => number): string {
  const body = digits(pick, 11);
  const sum =
    [...body]
      .reverse()
      .reduce((total, digit, index) => total + Number(digit) * (index < 6 ? index + 2 : index - 4), 0) % 11;
  const whole = body + (sum <= 1 ? 0 : 11 - sum);
  return whole.replace(/(\d{4})(?=\d)/g, `$1${['-', '－', ' ', ''][pick(4)]}`);
}

describe('masking', () => {
  it('misses none of 10,000 telephone numbers in Japanese sentences', () => {
    const missed = planted(telephone, 10_000).filter(
      (text) => !mask(text).includes('[tel]') || /[\d０-９]{3}/.test(mask(text)),
    );
    expect(missed.slice(0, 10)).toEqual([]);
  });

  it('misses none of 10,000 My Numbers, and knows them for what they are', () => {
    const missed = planted(myNumber, 10_000).filter(
      (text) => !/\[(mynumber|card|tel)\]/.test(mask(text)) || /[\d０-９]{3}/.test(mask(text)),
    );
    expect(missed.slice(0, 10)).toEqual([]);
  });

  it('misses none of 10,000 mail addresses', () => {
    const make = (pick: (below: number) => number) =>
      `${['taro.yamada', 'info', 'a_b+c', 'saiyo-tanto'][pick(4)]}${digits(pick, pick(5))}@${['example.co.jp', 'mail.example.com', 'ex-ample.jp'][pick(3)]}`;
    const missed = planted(make, 10_000).filter(
      (text) => mask(text).normalize('NFKC').includes('@') || !mask(text).includes('[mail]'),
    );
    expect(missed.slice(0, 10)).toEqual([]);
  });

  it('leaves 10,000 harmless numbers as they are', () => {
    const make = (pick: (below: number) => number) => {
      const forms = [
        () => `20${digits(pick, 2)}-1${pick(3)}-${pick(3)}${1 + pick(9)}`,
        () => `20${digits(pick, 2)}/0${1 + pick(9)}/1${pick(10)}`,
        () => `${1 + pick(9)},${digits(pick, 3)},${digits(pick, 3)}円`,
        () => `法人番号${1 + pick(9)}${digits(pick, 12)}`,
        () => `HS ${1 + pick(9)}${digits(pick, 3)}.${digits(pick, 2)}.${digits(pick, 3)}`,
        () => `ISO ${digits(pick, 4)}-1:20${digits(pick, 2)}`,
        () => `資本金${1 + pick(9)}${digits(pick, 7)}円`,
        () => `従業員${1 + pick(300)}名`,
        () => `Q-${digits(pick, 4)}`,
        () => `昭和${10 + pick(50)}年法律第${1 + pick(300)}号`,
      ];
      return forms[pick(forms.length)]!();
    };
    const changed = planted(make, 10_000).filter((text) => mask(text) !== text);
    expect(changed.slice(0, 10)).toEqual([]);
  });

  it.each([
    ['カードは4111-1111-1111-1111です', 'カードは[card]です'],
    ['〒107-6006 東京都港区', '[zip] 東京都港区'],
    ['受付番号 1234 5678 9012 です', '受付番号 [12digits] です'],
    ['電話03-3582-4941、mail: a@example.jp。', '電話[tel]、mail: [mail]。'],
    ['03-3582-4941 090-1234-5678', '[tel] [tel]'],
    ['', ''],
  ])('%s → %s', (text, masked) => {
    expect(mask(text)).toBe(masked);
  });

  it('takes only numbers that nobody may keep out of the question itself', () => {
    expect(maskSecrets('電話は03-3582-4941、番号は123456789018です')).toBe('電話は03-3582-4941、番号は[mynumber]です');
  });

  it.each(['1', '0-', '(', '+1 ', 'a.', 'a@a.', '０', '-', '1 2'])('ends on 200,000 characters of %j', (piece) => {
    const text = piece.repeat(200_000).slice(0, 200_000);
    expect(mask(text).length).toBeLessThanOrEqual(text.length);
  });
});
