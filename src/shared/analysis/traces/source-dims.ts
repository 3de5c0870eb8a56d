import type { SchemeRow } from '../../domain/rows'
import { traceDims, type TraceDimInfo } from '../../trace/trace-dims'
import { attributeTask } from '../../values/attribute'

/** Whose values, and how they are kept; as in the contract. */
interface SourceKind {
  readonly kind: 'trace' | 'ratings'
  readonly attributeId: string
}

/** Dimensions of a source: those of `ids` for traces, those that the scheme asks for where segments are rated. */
export function sourceDims(
  scheme: SchemeRow | undefined,
  { kind, attributeId }: SourceKind,
  ids: readonly string[]
): readonly TraceDimInfo[] {
  if (kind === 'trace') return traceDims(scheme, attributeId, ids)
  const task = attributeTask(scheme, attributeId)
  const known = task?.kind === 'ratings' ? task.dimensions : []
  return known.length > 0
    ? known.map(({ id, name, min, max, neutral }) => ({ id, name, min, max, neutral }))
    : traceDims(scheme, attributeId, ids)
}

/** What is known of the dimension of a source. */
export const sourceDim = (
  scheme: SchemeRow | undefined,
  source: SourceKind & { readonly dim: string }
): TraceDimInfo | undefined => sourceDims(scheme, source, [source.dim]).find(({ id }) => id === source.dim)
