/** Colours of one scheme; the page's style sheet has the same ones. Each text pair has a contrast of 4.5:1 or more. */
interface Colours {
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

const FONTS = "'Hiragino Sans', 'Noto Sans JP', 'Noto Sans CJK JP', 'Yu Gothic UI', Meiryo, sans-serif";
/** One grey dot: a still picture for those who don't want motion. */
const STILL =
  "url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Ccircle cx='8' cy='8' r='4' fill='%23868d96'/%3E%3C/svg%3E\")";

/** Web Chat's style options for a scheme. */
export function styleOptions(dark: boolean, still: boolean): object {
  const c = dark ? DARK : LIGHT;
  return {
    accent: c.accent,
    backgroundColor: c.surface,
    primaryFont: FONTS,
    fontSizeSmall: '87.5%',
    subtle: c.subtle,
    timestampColor: c.subtle,
    ...bubbles(c),
    ...sendBox(c),
    ...suggestedActions(c),
    ...controls(c),
    // A long answer is read from its beginning: scrolling stops after one page of it.
    autoScrollSnapOnPage: true,
    markdownRenderHTML: false,
    markdownExternalLinkIconImage: '',
    hideUploadButton: true,
    sendTimeout: 10_000,
    ...(still ? { typingAnimationBackgroundImage: STILL, spinnerAnimationBackgroundImage: STILL } : {}),
  };
}

function bubbles(c: Colours): object {
  return {
    bubbleBackground: c.tint,
    bubbleTextColor: c.ink,
    bubbleBorderColor: c.tint,
    bubbleBorderRadius: 12,
    bubbleFromUserBackground: c.accent,
    bubbleFromUserTextColor: c.onAccent,
    bubbleFromUserBorderColor: c.accent,
    bubbleFromUserBorderRadius: 12,
    bubbleMaxWidth: 620,
    bubbleMinWidth: 0,
    bubbleAttachmentMaxWidth: 620,
    bubbleAttachmentMinWidth: 0,
    bubbleMessageMaxWidth: 620,
    bubbleMessageMinWidth: 0,
    botAvatarInitials: undefined,
    botAvatarBackgroundColor: c.accent,
    userAvatarInitials: undefined,
    messageActivityWordBreak: 'break-word',
    paddingRegular: 12,
    paddingWide: 20,
    bubbleFromUserNubSize: 0,
    bubbleNubSize: 0,
  };
}

function sendBox(c: Colours): object {
  return {
    sendBoxBackground: c.surface,
    sendBoxTextColor: c.ink,
    sendBoxPlaceholderColor: c.subtle,
    sendBoxButtonColor: c.accent,
    sendBoxButtonColorOnHover: c.accent,
    sendBoxButtonColorOnFocus: c.accent,
    sendBoxButtonColorOnDisabled: c.line,
    sendBoxButtonShadeColor: c.surface,
    sendBoxBorderTop: `1px solid ${c.line}`,
    sendBoxHeight: 52,
    sendBoxMaxHeight: 160,
    sendBoxTextWrap: true,
  };
}

function suggestedActions(c: Colours): object {
  return {
    suggestedActionLayout: 'flow',
    suggestedActionHeight: 44,
    suggestedActionBorderRadius: 22,
    suggestedActionBorderWidth: 1,
    suggestedActionBorderColor: c.accent,
    suggestedActionTextColor: c.accent,
    suggestedActionBackgroundColor: c.surface,
    suggestedActionBackgroundColorOnHover: c.tint,
    suggestedActionTextColorOnHover: c.accent,
    suggestedActionBackgroundColorOnFocus: c.tint,
    suggestedActionTextColorOnFocus: c.accent,
    suggestedActionBackgroundColorOnActive: c.tint,
    suggestedActionTextColorOnActive: c.accent,
    suggestedActionKeyboardFocusIndicatorBorderColor: c.accent,
    suggestedActionKeyboardFocusIndicatorInset: 3,
  };
}

function controls(c: Colours): object {
  return {
    cardEmphasisBackgroundColor: c.tint,
    transcriptActivityVisualKeyboardIndicatorColor: c.accent,
    transcriptVisualKeyboardIndicatorColor: c.accent,
    scrollToEndButtonFontSize: 14,
    newMessagesButtonFontSize: 14,
    toastErrorBackgroundColor: c.surface,
    toastErrorColor: c.danger,
    toastWarnBackgroundColor: c.surface,
    toastWarnColor: c.ink,
    connectivityTextSize: 14,
  };
}

/** Adaptive Cards' host config for a scheme: their colours are not taken from the style options. */
export function cardsHostConfig(dark: boolean): object {
  const c = dark ? DARK : LIGHT;
  const shades = (colour: string) => ({ default: colour, subtle: c.subtle });
  const style = {
    backgroundColor: c.tint,
    foregroundColors: {
      default: shades(c.ink),
      accent: shades(c.accent),
      good: shades(dark ? '#8fd6a4' : '#1c6b3a'),
      warning: shades(dark ? '#f2cf7b' : '#7a5200'),
      attention: shades(c.danger),
    },
  };
  const emphasis = { ...style, backgroundColor: c.surface };
  return {
    supportsInteractivity: true,
    textBlock: { headingLevel: 3 },
    fontFamily: FONTS,
    fontSizes: { small: 14, default: 16, medium: 17, large: 19, extraLarge: 22 },
    fontWeights: { lighter: 400, default: 400, bolder: 700 },
    lineHeights: { small: 22, default: 27, medium: 28, large: 30, extraLarge: 34 },
    containerStyles: { default: style, emphasis },
    spacing: { small: 4, default: 10, medium: 16, large: 24, extraLarge: 32, padding: 16 },
    separator: { lineThickness: 1, lineColor: c.line },
    actions: {
      maxActions: 8,
      buttonSpacing: 10,
      actionsOrientation: 'vertical',
      actionAlignment: 'stretch',
      spacing: 'medium',
    },
  };
}
