import type { LiveOutput } from '../../../../shared/contract/live'
import { showsLive } from '../../../../shared/live/live-refusal'
import { labelAt, rowsOf, type Decoded } from '../decode/decoded'
import type { Manifest, ManifestOutput } from '../manifest'

/**
 * What the outputs of a model say of a moment, in the order of its manifest. `row`: the turn that is meant; of a series the
 * last one counts, which is where the playhead stands.
 */
export function liveOutputs(
  decoded: ReadonlyMap<string, Decoded>,
  { outputs }: Manifest,
  row?: number
): readonly LiveOutput[] {
  return outputs.filter(showsLive).flatMap((output) => {
    const own = decoded.get(output.id)
    const made = own && liveOutput(output, own, row)
    return made ? [made] : []
  })
}

function liveOutput(
  output: ManifestOutput,
  decoded: Decoded,
  row: number | undefined
): LiveOutput | undefined {
  const values = decoded.scores ?? decoded
  const { rows, width } = rowsOf(values)
  const at = Math.min(row ?? rows - 1, rows - 1)
  if (at < 0 || width < 1) return undefined
  const numbers = Array.from(values.data.subarray(at * width, (at + 1) * width), (value) =>
    Number.isFinite(value) ? Math.round(value * 1e6) / 1e6 : null
  )
  if (numbers.every((value) => value === null)) return undefined
  const { id, target } = output
  if (givesNumbers(output)) {
    const names = target.dims ?? target.labels ?? [target.attribute ?? id]
    return {
      outputId: id,
      kind: 'dims',
      names: numbers.map((_, i) => names[i] ?? `${i + 1}`),
      values: numbers
    }
  }
  return { outputId: id, kind: 'labels', names: numbers.map((_, i) => labelAt(decoded, i)), values: numbers }
}

const givesNumbers = ({ task, target }: ManifestOutput): boolean =>
  task === 'regression' ||
  task === 'frame-regression' ||
  task === 'score' ||
  (task === 'ordinal' && !target.labels)
