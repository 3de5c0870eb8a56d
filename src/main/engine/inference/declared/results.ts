import type { PredictedOutput, PredictItem } from '../../protocol'
import { needsRecording } from '../aggregate/levels'
import type { Decoded } from '../decode/decoded'
import type { Manifest } from '../manifest'
import type { Unit } from '../units/unit'
import { isPart } from './answers'
import { writeOutput, type UnitResult } from './output-writer'

/** What a model said of units of one recording, until it is written down. */
export interface Results {
  add(unit: Unit, decoded: ReadonlyMap<string, Decoded>): void
  /** A unit is dealt with, whether or not anything was said of it. */
  close(unit: Unit): void
  /** Rows for main of all that is complete, and the keys by which a later run knows it as done. */
  take(): {
    readonly outputs: readonly PredictedOutput[]
    readonly doneKeys: readonly string[]
    readonly silent: number
  }
}

/** Results are complete with their unit, with the stretch that it is a part of, or only with the whole recording. */
export function createResults(manifest: Manifest, item: PredictItem, todo: readonly Unit[]): Results {
  const whole = isWhole(manifest)
  const open = new Map<string, number>()
  for (const unit of todo) open.set(doneKey(unit, manifest), (open.get(doneKey(unit, manifest)) ?? 0) + 1)
  let left = todo.length
  const finished = new Set<string>()
  const waiting = new Map<string, UnitResult[]>(manifest.outputs.map(({ id }) => [id, []]))
  return {
    add(unit, decoded) {
      const attention = attentionOf(decoded, manifest)
      for (const [id, own] of decoded) waiting.get(id)?.push({ unit, decoded: own, attention })
    },
    close(unit) {
      left--
      const key = doneKey(unit, manifest)
      const count = (open.get(key) ?? 1) - 1
      open.set(key, count)
      if (count === 0) finished.add(key)
    },
    take() {
      if (whole && left > 0) return { outputs: [], doneKeys: [], silent: 0 }
      let silent = 0
      const outputs = manifest.outputs.map((output) => {
        const own = waiting.get(output.id) ?? []
        const taken = whole ? own : own.filter(({ unit }) => finished.has(doneKey(unit, manifest)))
        waiting.set(output.id, whole ? [] : own.filter(({ unit }) => !finished.has(doneKey(unit, manifest))))
        const written = writeOutput(output, taken, manifest, item)
        silent += written.silent
        return written.output
      })
      const doneKeys = whole ? [] : [...finished]
      finished.clear()
      return { outputs: outputs.filter(hasRows), doneKeys, silent }
    }
  }
}

/** Units that no earlier run is done with. */
export function openUnits(
  units: readonly Unit[],
  manifest: Manifest,
  { doneSegmentIds = [] }: PredictItem
): readonly Unit[] {
  const done = new Set(doneSegmentIds)
  return done.size > 0 ? units.filter((unit) => !done.has(doneKey(unit, manifest))) : units
}

/** A recording is written in one go where results stand for more than a unit and what it lies in. */
const isWhole = ({ aggregate = [], outputs }: Manifest): boolean =>
  aggregate.some(needsRecording) ||
  outputs.some(({ task }) => task === 'frame-regression' || task === 'frame-classification')

/** What has to be complete before something is written: the unit itself, or what it is a part of. */
function doneKey(unit: Unit, { aggregate = [] }: Manifest): string {
  return unit.parent && (aggregate.length > 0 || isPart(unit)) ? unit.parent.key : unit.key
}

function attentionOf(decoded: ReadonlyMap<string, Decoded>, { outputs }: Manifest): number | undefined {
  const id = outputs.find(({ task }) => task === 'attention')?.id
  const values = id === undefined ? undefined : decoded.get(id)?.data
  return values && values.length > 0
    ? values.reduce((sum, value) => sum + value, 0) / values.length
    : undefined
}

const hasRows = ({
  tracks = [],
  traces = [],
  embeddings = [],
  arrays = [],
  relations = []
}: PredictedOutput): boolean =>
  [tracks, traces, embeddings, arrays, relations].some((rows) => rows.length > 0)
