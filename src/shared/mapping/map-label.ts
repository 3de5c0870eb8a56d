import type { SchemeMap } from './scheme-map'

/** What becomes of one answer: a label of the target, or why there is none. */
export type MappedLabel =
  | { readonly kind: 'label'; readonly label: string }
  /** The table has nothing for it. */
  | { readonly kind: 'unmapped' }
  /** A rating exactly on an axis of the plane belongs to no quadrant. */
  | { readonly kind: 'on-axis'; readonly dims: readonly string[] }
  /** Two targets get equally much. */
  | { readonly kind: 'tie'; readonly labels: readonly string[] }
  /** Ratings that a quadrant needs are not there, or a level lies below the threshold. */
  | { readonly kind: 'missing' }

/**
 * The target label of one source label. A matrix gives the target with the largest weight (a tie stays a tie); a
 * threshold takes a label without a level as there; of a composite's label (`a+b`) the part on the axis.
 * Quadrants and affine maps take ratings, not labels: unmapped.
 */
export function mapLabel(map: SchemeMap, label: string, axes: readonly string[] = []): MappedLabel {
  const { rule } = map
  switch (rule.kind) {
    case 'rename':
    case 'group':
    case 'threshold':
      return found(rule.targets.get(label))
    case 'matrix':
      return heaviest(rule.weights[label] ?? {})
    case 'axis':
      return found(label.split('+')[axes.indexOf(rule.axis)])
    case 'quadrant':
    case 'affine':
      return { kind: 'unmapped' }
  }
}

const found = (label: string | undefined): MappedLabel =>
  label === undefined ? { kind: 'unmapped' } : { kind: 'label', label }

/** The entry with the largest weight above 0. Weights equal within 1e-12 are a tie. */
export function heaviest(weights: Readonly<Record<string, number>>): MappedLabel {
  const most = Math.max(0, ...Object.values(weights))
  if (most <= 0) return { kind: 'unmapped' }
  const labels = Object.entries(weights).flatMap(([label, weight]) => (most - weight <= 1e-12 ? [label] : []))
  return labels.length === 1 ? found(labels[0]) : { kind: 'tie', labels }
}
