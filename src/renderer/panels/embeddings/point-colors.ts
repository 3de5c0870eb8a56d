import type { EmbeddingLabels, EmbeddingRows, LabelSource } from '../../../shared/contract/embeddings'
import { authorColor } from '../../../shared/domain/palette'
import { labelOrId } from '../../session/label-or-id'
import { schemeOf } from '../../session/project'

/** Colours of the points: a class of each row, and what the classes are. `code` -1: none. */
export interface PointColors {
  readonly codes: Int32Array
  readonly classes: readonly { readonly name: string; readonly color: string; readonly count: number }[]
  readonly none: number
}

/** Colours repeat after this many classes; the legend then names only so many. */
export const MOST_NAMED = 12

/** Classes by who or where. */
export const byColumn = (codes: Int32Array, names: readonly string[]): PointColors =>
  counted(
    codes,
    names.map((name, i) => ({ name, color: authorColor(i) }))
  )

/** Classes by recording. */
export const byRecording = (
  { recording, recordingIds }: EmbeddingRows,
  nameOf: (id: string) => string
): PointColors => byColumn(recording, recordingIds.map(nameOf))

/** Classes by label, in the colours of the scheme. */
export function byLabel(
  { codes, labels }: EmbeddingLabels,
  { schemeId, attributeId }: LabelSource
): PointColors {
  const scheme = schemeOf(schemeId)
  return counted(
    codes,
    labels.map((id) => {
      const { name, color } = labelOrId(scheme, id, attributeId)
      return { name, color }
    })
  )
}

function counted(
  codes: Int32Array,
  classes: readonly { readonly name: string; readonly color: string }[]
): PointColors {
  const counts = new Array<number>(classes.length).fill(0)
  let none = 0
  for (const code of codes) {
    if (code < 0) none++
    else counts[code] = (counts[code] ?? 0) + 1
  }
  return { codes, classes: classes.map((one, i) => ({ ...one, count: counts[i] ?? 0 })), none }
}
