import { CANNOT_RATE } from '../domain/rows'

/** A label that can be an axis of the table, in the order of the scheme. */
export interface AxisLabel {
  readonly id: string
  readonly aliases?: readonly string[]
}

/** Explicit counterparts by the author's own label id; null: left out on purpose. */
export type LabelMap = Readonly<Record<string, string | null>>

/** Codes of labels that have no place on the axes start here; see `LabelCodes.code`. */
export interface LabelCodes {
  /** Ids of the axes in order; their code is their index. */
  readonly axes: readonly string[]
  /**
   * Code of an author's label: its index among the axes, or `axes.length` and up for one without a counterpart
   * (one code for each such label), or one of the codes below for none.
   */
  code(label: string | undefined): number
  /** Labels without a counterpart, in the order of their codes from `axes.length`. */
  readonly unmapped: readonly string[]
}

/** Code of a segment that has no label yet. */
export const NOT_LABELLED = -1
/** Code of a segment whose rater declined. */
export const DECLINED = -2

/**
 * Codes for the labels of one author. A label finds its axis by the explicit map, else by equal id,
 * else by alias or id regardless of case. An alias claimed by two axes belongs to the first.
 */
export function labelCodes(axes: readonly AxisLabel[], map: LabelMap = {}): LabelCodes {
  const byId = new Map(axes.map((axis, index) => [axis.id, index]))
  const byAlias = new Map<string, number>()
  axes.forEach((axis, index) => {
    for (const name of [axis.id, ...(axis.aliases ?? [])])
      if (!byAlias.has(fold(name))) byAlias.set(fold(name), index)
  })
  const known = new Map<string, number>()
  const unmapped: string[] = []
  const resolve = (label: string): number => {
    if (Object.hasOwn(map, label)) {
      const target = map[label]
      const index = typeof target === 'string' ? byId.get(target) : undefined
      if (index !== undefined) return index
    } else {
      const index = byId.get(label) ?? byAlias.get(fold(label))
      if (index !== undefined) return index
    }
    return axes.length + unmapped.push(label) - 1
  }
  return {
    axes: axes.map((axis) => axis.id),
    unmapped,
    code(label) {
      if (label === undefined || label === '') return NOT_LABELLED
      if (label === CANNOT_RATE) return DECLINED
      const before = known.get(label)
      if (before !== undefined) return before
      const code = resolve(label)
      known.set(label, code)
      return code
    }
  }
}

const fold = (name: string) => name.trim().toLowerCase()
