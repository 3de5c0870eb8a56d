import { colorDistance, lighter } from './color-distance'

/** What is known of a label when colours are given out. */
export interface ColorWish {
  readonly id: string
  /** Colour from the scheme or of a known emotion; taken as it is. */
  readonly color?: string
  /** Label that this one is a milder or stronger form of. */
  readonly parent?: string
  /** 1 mild, 2 the parent itself, 3 strong. */
  readonly intensity?: number
}

/** Okabe and Ito 2008, "Color Universal Design", lightened for dark surfaces, and hues between them. */
const HUES = [
  '#e69f00',
  '#56b4e9',
  '#2fb58c',
  '#d9c24a',
  '#4f8fd0',
  '#e0743a',
  '#cc79a7',
  '#a3abb5',
  '#9a86dd',
  '#9ac25a',
  '#d98c8c',
  '#6fc2c9'
]

/** Lightness steps at which the hues are offered, in OKLab. */
const STEPS = [0, -0.12, 0.1, -0.2]

/** How much lighter a mild form is than its parent, and darker a strong one. */
const INTENSITY_STEP = 0.1

/**
 * A colour for each label of a scheme, in order. Those without a wish get, one by one, the colour that is farthest
 * from all given out before for the viewer who tells them apart worst; milder and stronger forms share their
 * parent's hue. Beyond some twenty labels colours come close: letters and names carry the meaning.
 */
export function labelColors(labels: readonly ColorWish[]): readonly string[] {
  const asked = JSON.stringify(
    labels.map(({ id, color, parent, intensity }) => [id, color, parent, intensity])
  )
  const known = given.get(asked)
  if (known) return known
  if (given.size >= KEPT) given.clear()
  const colors = colorsOf(labels)
  given.set(asked, colors)
  return colors
}

/** Colours for twenty-eight labels take a tenth of a second, and are asked for whenever rows are read anew. */
const given = new Map<string, readonly string[]>()
const KEPT = 200

function colorsOf(labels: readonly ColorWish[]): readonly string[] {
  const colors = new Map<string, string>()
  for (const { id, color } of labels) if (color !== undefined) colors.set(id, color)
  const isForm = (label: ColorWish): boolean =>
    label.parent !== undefined && labels.some((other) => other.id === label.parent)
  const candidates = HUES.flatMap((hue) => STEPS.map((step) => (step === 0 ? hue : lighter(hue, step))))
  for (const label of labels) {
    if (!colors.has(label.id) && !isForm(label))
      colors.set(label.id, farthest(candidates, [...colors.values()]))
  }
  for (const label of labels) {
    const parent = colors.get(label.parent ?? '')
    if (!colors.has(label.id))
      colors.set(
        label.id,
        parent === undefined ? farthest(candidates, [...colors.values()]) : form(parent, label.intensity)
      )
  }
  return labels.map((label) => colors.get(label.id) ?? '')
}

const form = (parent: string, intensity: number | undefined): string =>
  lighter(parent, (intensity ?? 1) > 2 ? -INTENSITY_STEP : INTENSITY_STEP)

function farthest(candidates: readonly string[], taken: readonly string[]): string {
  let [best, bestDistance] = [candidates[0] ?? '#a3abb5', -1]
  for (const candidate of candidates) {
    let nearest = Infinity
    for (const color of taken) {
      nearest = Math.min(nearest, colorDistance(candidate, color))
      if (nearest <= bestDistance) break
    }
    if (nearest > bestDistance) [best, bestDistance] = [candidate, nearest]
  }
  return best
}
