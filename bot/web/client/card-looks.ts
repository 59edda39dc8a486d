import { DARK, FONTS, LIGHT } from './colours.js';

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
