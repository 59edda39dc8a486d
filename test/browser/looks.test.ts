import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { DARK, LIGHT } from '../../bot/web/client/colours.js';

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** The custom properties of a `:root` block: name (without dashes at the front) to colour. */
function properties(block: string): Record<string, string> {
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name, colour]) => [name, colour]),
  );
}

describe.each([
  ['light', LIGHT, 0],
  ['dark', DARK, 1],
] as const)('%s colours', (_name, colours, block) => {
  it.each([
    ['ink', 'paper', 4.5],
    ['ink', 'surface', 4.5],
    ['ink', 'tint', 4.5],
    ['subtle', 'paper', 4.5],
    ['subtle', 'surface', 4.5],
    ['subtle', 'tint', 4.5],
    ['accent', 'paper', 4.5],
    ['accent', 'surface', 4.5],
    ['accent', 'tint', 4.5],
    ['onAccent', 'accent', 4.5],
    ['danger', 'surface', 4.5],
    ['danger', 'tint', 4.5],
    ['line', 'surface', 3],
    ['line', 'tint', 3],
  ] as const)('%s on %s: at least %d to 1', (text, ground, least) => {
    expect(contrast(colours[text], colours[ground])).toBeGreaterThanOrEqual(least);
  });

  it('are those of the style sheet', async () => {
    const css = await readFile('bot/web/style/base.css', 'utf8');
    const inSheet = properties([...css.matchAll(/:root \{[^}]+\}/g)][block]?.[0] ?? '');
    const { onAccent, ...rest } = colours;
    expect(inSheet).toMatchObject({ ...rest, 'on-accent': onAccent });
  });
});
