/**
 * The contrast of two colours, from 1 to 21; the order does not matter.
 * Source: W3C, Web Content Accessibility Guidelines 2.2, "contrast ratio" and "relative luminance".
 *
 * @param one `#rrggbb` or, as a browser computes it, `rgb(r, g, b)`
 */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** The least contrast at which text of any size can be read by most (WCAG 2.2, 1.4.3, level AA). */
export const readableContrast = 4.5;

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(colour: string): readonly number[] {
  const hexadecimal = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/.exec(colour);
  const decimal = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(colour);
  if (hexadecimal !== null) {
    return hexadecimal.slice(1).map((digits) => Number.parseInt(digits, 16));
  }
  if (decimal !== null) {
    return decimal.slice(1).map(Number);
  }
  throw new Error(`${colour} is no opaque colour`);
}
