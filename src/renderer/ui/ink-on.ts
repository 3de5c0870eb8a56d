/** Ink that can be read on a colour: near-black or white, whichever contrasts more (WCAG 2.2 relative luminance). */
export function inkOn(color: string): '#111111' | '#ffffff' {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color)
  if (!match) return '#111111'
  const [red, green, blue] = match.slice(1).map((hex) => linear(parseInt(hex, 16) / 255))
  const luminance = 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0)
  // Contrast with white is 1.05 / (L + 0.05), with #111 it is (L + 0.05) / 0.0556: they are equal at L = 0.192.
  return luminance > 0.192 ? '#111111' : '#ffffff'
}

const linear = (value: number): number =>
  value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
