const KANJI = '一二三四五六七八九';
const KATAKANA = 'アイウエオカキク';
const LETTERS = 'abcdefgh';
const ORDINALS: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  最初: 1,
  一番上: 1,
  一つ目: 1,
  二つ目: 2,
  三つ目: 3,
  四つ目: 4,
  五つ目: 5,
  ひとつめ: 1,
  ふたつめ: 2,
  みっつめ: 3,
};

/** The index of the choice that a whole text names by its number or letter (1, ２番, B, ウ, the first one); undefined otherwise. */
export function matchChoice(folded: string, count: number): number | undefined {
  const bare = folded
    .replaceAll('\n', ' ')
    .trim()
    .replace(/^(選択肢|回答|答え|上から|その|option |choice |answer |number |no |the |#)+/, '')
    .replace(/(でお願いする|にする|を選ぶ|です|だ)$/, '')
    .replace(/( one| option| choice)$/, '')
    .replace(/(つ目|番目|番|つめ|のやつ)$/, '')
    .trim();
  if (bare === 'last' || bare === '最後' || bare === '一番下') return count - 1;
  const at = numberOf(bare) ?? numberOf(folded.trim());
  return at !== undefined && at >= 1 && at <= count ? at - 1 : undefined;
}

function numberOf(bare: string): number | undefined {
  if (/^[1-9]$/.test(bare)) return Number(bare);
  if (Object.hasOwn(ORDINALS, bare)) return ORDINALS[bare];
  if (bare.length !== 1) return undefined;
  for (const row of [KANJI, KATAKANA, LETTERS]) if (row.includes(bare)) return row.indexOf(bare) + 1;
  return undefined;
}
