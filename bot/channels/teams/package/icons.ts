import { PNG } from 'pngjs';

/** Whose app an icon is for: the people who ask, or the staff who answer. */
export type Role = 'user' | 'staff';

/** Main colour of the apps; white on it has a contrast of 8. */
export const ACCENT = '#0B5486';

/** Whether a point of the unit square belongs to a figure; y grows downwards. */
type Figure = (x: number, y: number) => boolean;
type Colour = readonly [red: number, green: number, blue: number, alpha: number];

const WHITE: Colour = [255, 255, 255, 255];
const NOTHING: Colour = [0, 0, 0, 0];
const BLUE: Colour = [0x0b, 0x54, 0x86, 255];
/** Points looked at along each side of a pixel, for smooth edges. */
const FINE = 4;

/** The icon in colour, 192 × 192: a speech bubble on a full square. PNG bytes, the same each time. */
export function colourIcon(role: Role): Buffer {
  const [speech, sign] = [bubble(0), SIGNS[role](0.05)];
  return draw(192, (x, y) => (speech(x, y) && !sign(x, y) ? WHITE : BLUE));
}

/** The outline, 32 × 32: white on transparent, nothing else. PNG bytes. */
export function outlineIcon(role: Role): Buffer {
  const [outer, inner, sign] = [bubble(0.05), bubble(-0.02), SIGNS[role](0.04)];
  return draw(32, (x, y) => ((outer(x, y) && !inner(x, y)) || sign(x, y) ? WHITE : NOTHING));
}

/** A speech bubble; `grow` makes it larger on all sides. */
function bubble(grow: number): Figure {
  const body = box(0.15 - grow, 0.17 - grow, 0.85 + grow, 0.69 + grow, 0.12 + grow);
  const tail: Figure = (x, y) =>
    y > 0.6 && y < 0.86 + grow * 1.5 && x > 0.29 - grow && x - 0.29 < (0.86 - y) * 0.9 + grow * 1.5;
  return (x, y) => body(x, y) || tail(x, y);
}

/** What stands in the bubble, drawn with a pen of the given half width: a tick for who asks, a person for the staff. */
const SIGNS: Record<Role, (pen: number) => Figure> = {
  user: (pen) => {
    const [down, up] = [stroke(0.34, 0.44, 0.45, 0.55, pen), stroke(0.45, 0.55, 0.67, 0.32, pen)];
    return (x, y) => down(x, y) || up(x, y);
  },
  staff: () => {
    const shoulders = box(0.35, 0.48, 0.65, 0.9, 0.13);
    return (x, y) => Math.hypot(x - 0.5, y - 0.35) < 0.1 || (shoulders(x, y) && y < 0.62);
  },
};

/** A rectangle with round corners. */
function box(left: number, top: number, right: number, bottom: number, radius: number): Figure {
  return (x, y) => {
    const dx = Math.max(left + radius - x, 0, x - (right - radius));
    const dy = Math.max(top + radius - y, 0, y - (bottom - radius));
    return Math.hypot(dx, dy) < radius;
  };
}

/** A line with round ends. */
function stroke(fromX: number, fromY: number, toX: number, toY: number, pen: number): Figure {
  const [dx, dy] = [toX - fromX, toY - fromY];
  return (x, y) => {
    const along = ((x - fromX) * dx + (y - fromY) * dy) / (dx * dx + dy * dy);
    const nearest = Math.min(1, Math.max(0, along));
    return Math.hypot(x - fromX - nearest * dx, y - fromY - nearest * dy) < pen;
  };
}

function draw(size: number, colourAt: (x: number, y: number) => Colour): Buffer {
  const png = new PNG({ width: size, height: size });
  for (let pixel = 0; pixel < size * size; pixel += 1) {
    png.data.set(mixed(size, pixel % size, Math.floor(pixel / size), colourAt), pixel * 4);
  }
  return PNG.sync.write(png);
}

/** The mean of a pixel's points, weighted by their opacity. */
function mixed(size: number, column: number, row: number, colourAt: (x: number, y: number) => Colour): number[] {
  const points = Array.from({ length: FINE * FINE }, (_, index) =>
    colourAt((column + ((index % FINE) + 0.5) / FINE) / size, (row + (Math.floor(index / FINE) + 0.5) / FINE) / size),
  );
  const alpha = points.reduce((sum, point) => sum + point[3], 0);
  const part = (channel: 0 | 1 | 2) => points.reduce((sum, point) => sum + point[channel] * point[3], 0) / (alpha || 1);
  return [part(0), part(1), part(2), alpha / points.length].map(Math.round);
}
