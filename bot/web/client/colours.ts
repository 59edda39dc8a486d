/** Colours of one scheme; the page's style sheet has the same ones. Each text pair has a contrast of 4.5:1 or more. */
export interface Colours {
  paper: string;
  surface: string;
  ink: string;
  subtle: string;
  line: string;
  accent: string;
  onAccent: string;
  tint: string;
  danger: string;
}

export const LIGHT: Colours = {
  paper: '#f5f4ef',
  surface: '#ffffff',
  ink: '#1f2630',
  subtle: '#565e69',
  line: '#868d96',
  accent: '#1c4e80',
  onAccent: '#ffffff',
  tint: '#eef3f8',
  danger: '#a3262a',
};

export const DARK: Colours = {
  paper: '#14181d',
  surface: '#1c2229',
  ink: '#e9ecef',
  subtle: '#b1b9c3',
  line: '#78828e',
  accent: '#9cc4ec',
  onAccent: '#10243a',
  tint: '#26303b',
  danger: '#ffb0a8',
};

/** Fonts that are on people's machines; the page loads none. */
export const FONTS = "'Hiragino Sans', 'Noto Sans JP', 'Noto Sans CJK JP', 'Yu Gothic UI', Meiryo, sans-serif";
