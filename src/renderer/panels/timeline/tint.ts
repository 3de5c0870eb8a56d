/** Colours of canvas drawings, mixed once and kept. */
const mixed = new Map<string, string>()

/** Mix a share (0 to 1) of one `#rrggbb` colour into another; other notations come back unmixed. */
export function tint(color: string, into: string, share: number): string {
  const key = `${color}|${into}|${share}`
  const known = mixed.get(key)
  if (known !== undefined) return known
  const [a, b] = [channels(color), channels(into)]
  const value =
    a && b
      ? `rgb(${a.map((each, index) => Math.round(each * share + (b[index] ?? 0) * (1 - share))).join(',')})`
      : color
  mixed.set(key, value)
  return value
}

function channels(color: string): readonly number[] | undefined {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(color.trim())?.[1]
  if (hex === undefined)
    return /^rgb/.test(color)
      ? color
          .match(/[\d.]+/g)
          ?.slice(0, 3)
          .map(Number)
      : undefined
  const full = hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex
  return [0, 2, 4].map((at) => Number.parseInt(full.slice(at, at + 2), 16))
}
