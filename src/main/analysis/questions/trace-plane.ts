import { planePairs } from '../../../shared/analysis/traces/plane-pairs'
import type { PlaneAxisInfo } from '../../../shared/contract/traces'
import { fail, ok } from '../../../shared/domain/problem'
import type { Question } from '../question'
import { sharedDims, withDim } from '../trace-dims-shared'
import { traceStrips, type TraceStrips } from '../trace-strips'
import { rangeOf } from './trace-series'

/** Reference and candidate as joined points on the plane of two dimensions: valence and arousal where there are such. */
export const tracePlane: Question<'analysis.tracePlane'> = function* (desk, { recordingId, ...query }) {
  const dims = sharedDims(desk, query)
  const called = (name: RegExp) => dims.find(({ id }) => name.test(id))
  const x = called(/^(valence|pleasure|v)$/i) ?? dims[0]
  const y = called(/^(arousal|activation|a)$/i) ?? dims.find((dim) => dim !== x)
  if (!x || !y)
    return fail(
      'no-plane',
      'A plane needs two dimensions that both sides rated.',
      'Choose sources with valence and arousal.'
    )
  const across = yield* traceStrips(desk, withDim(query, x.id))
  if (!across.ok) return across
  const up = yield* traceStrips(desk, withDim(query, y.id))
  if (!up.ok) return up
  return ok({
    ...planePairs(across.value.strips, up.value.strips, recordingId),
    x: axisOf(x.name, across.value),
    y: axisOf(y.name, up.value)
  })
}

function axisOf(name: string, { info, strips }: TraceStrips): PlaneAxisInfo {
  const [min, max] = rangeOf(info, strips)
  return { name, min, max }
}
