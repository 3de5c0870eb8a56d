import { fail, ok } from '../../../../shared/domain/problem'
import type { UpstreamResult } from '../../protocol'
import type { ModelInput, Value } from '../ops/value'
import type { Unit } from '../units/unit'
import type { Source, SourceReader } from './source'

/** What other models gave for the unit: one vector, or a row for each within its time; of a conversation a vector for each turn. */
export const feature: Source = {
  id: 'feature',
  async open({ item, pipeline }) {
    const step = pipeline.find(({ op }) => op === 'feature.fromModel' || op === 'feature.load')
    const from = step?.['model'] ?? step?.['name']
    const model = typeof from === 'string' ? from : undefined
    const output = typeof step?.['output'] === 'string' ? step['output'] : undefined
    const rows = (item.upstream ?? []).filter(
      (row) =>
        (model === undefined || row.modelId === model) && (output === undefined || row.outputId === output)
    )
    if (rows.length === 0)
      return fail(
        'no-stream',
        `${item.recording.name}: ${model ?? 'the model before'} has said nothing of it yet.`,
        'Run that model on the recording first.',
        item.input.path
      )
    return ok(vectorReader(rows.toSorted((a, b) => a.start - b.start)))
  }
}

function vectorReader(rows: readonly UpstreamResult[]): SourceReader {
  const bySegment = new Map(
    rows.flatMap((row) => (row.segmentId === undefined ? [] : [[row.segmentId, row] as const]))
  )
  const width = rows[0]?.vector.length ?? 0
  return {
    async read(unit) {
      if (unit.turns && unit.at === undefined)
        return { kind: 'several', values: unit.turns.map(({ id }) => vectorOf(bySegment.get(id), width)) }
      const own = unit.segmentId === undefined ? undefined : bySegment.get(unit.segmentId)
      return own ? vectorOf(own, width) : rowsWithin(rows, unit, width)
    },
    blank: (_unit, fill) => ({
      kind: 'tensor',
      type: 'float32',
      data: new Float32Array(width).fill(fill),
      dims: [width]
    }),
    close: () => undefined
  }
}

/** A turn of which nothing was said is a row of zeros, and keeps its place. */
const vectorOf = (row: UpstreamResult | undefined, width: number): ModelInput => ({
  kind: 'tensor',
  type: 'float32',
  data: row ? Float32Array.from(row.vector) : new Float32Array(width),
  dims: [width]
})

/** Rows whose middle lies within the unit, of its person where it has one; a single one is a vector. */
function rowsWithin(
  rows: readonly UpstreamResult[],
  { start, end, personId }: Unit,
  width: number
): Value | undefined {
  const own = rows.filter((row) => {
    const middle = (row.start + row.end) / 2
    return (
      middle >= start &&
      middle < end &&
      (personId === undefined || row.personId === undefined || row.personId === personId)
    )
  })
  const [first] = own
  if (!first) return undefined
  if (own.length === 1) return vectorOf(first, width)
  const data = new Float32Array(own.length * width)
  own.forEach(({ vector }, at) => data.set(vector, at * width))
  return { kind: 'tensor', type: 'float32', data, dims: [own.length, width] }
}
