import { type Colours, DARK, FONTS, LIGHT } from './colours.js';

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
