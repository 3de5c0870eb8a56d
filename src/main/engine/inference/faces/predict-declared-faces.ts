import { ok, type Result } from '../../../../shared/domain/problem'
import { micros, toMaster } from '../../../../shared/domain/time'
import type { FrameChunk, PredictedOutput, PredictItem } from '../../protocol'
import { createResults } from '../declared/results'
import type { Manifest, ManifestOutput } from '../manifest'
import type { Sink } from '../tasks/task'
import type { Unit } from '../units/unit'
import { predictFaces, type FaceReader } from './predict-faces'
import { withMissing, type MissingRule } from './missing-faces'
import { NUMBER, type FaceSaid, type FaceSayings } from './read-faces'

export interface DeclaredFaces {
  readonly manifest: Manifest
  readonly reader: Omit<FaceReader, 'expression' | 'labels'>
  readonly crop: NonNullable<FaceReader['expression']>['crop']
  readonly sayings: FaceSayings
  readonly missing: Pick<MissingRule<FaceSaid>, 'policy'> & { readonly maxHoldSec: number }
}

/**
 * All outputs of a model for the faces of one video, told when the video is read: labels and values by face over time, with nothing where a face was not
 * seen unless the manifest says otherwise; vectors for each sampled face.
 */
export async function predictDeclaredFaces(
  faces: DeclaredFaces,
  item: PredictItem,
  sink: Sink
): Promise<Result<void>> {
  const { manifest, reader, crop, sayings, missing } = faces
  const chunks: Omit<FrameChunk, 'trackId'>[] = []
  const { doneFrames: _frames, doneUntilSeconds: _until, ...anew } = item
  const result = await predictFaces(
    { ...reader, labels: [NUMBER], expression: { model: sayings.model, output: NUMBER, crop } },
    anew,
    {
      ...sink,
      // Segments of numbers mean nothing; the rows say who was where.
      emit: async ({ frames }) => {
        if (frames) chunks.push(frames)
      }
    }
  )
  if (!result.ok) return result
  const black = missing.policy === 'zero' ? await sayings.black(sink.stopwatch) : undefined
  const step = 1e6 / reader.rateHz
  const rule = {
    policy: missing.policy,
    maxHoldSamples: Math.floor(missing.maxHoldSec * reader.rateHz + 1e-6),
    ...(black && { black })
  }
  const told = [...samplesByFace(chunks, step)].flatMap(([face, seen]) =>
    withMissing(
      seen.map(({ sample, number }) => ({ sample, said: sayings.said[number] ?? new Map() })),
      rule
    ).map(({ sample, said }) => ({ unit: unitAt(face, sample, step, item), said }))
  )
  const units = told.map(({ unit }) => unit)
  const results = createResults(inTime(manifest), named(item, units), units)
  for (const { unit, said } of told) {
    results.add(unit, said)
    results.close(unit)
  }
  const { outputs } = sink.stopwatch.time('output', () => results.take())
  await sink.emit({ tracks: [], outputs: outputs.map(byFace), recordingDone: true })
  return ok(undefined)
}

/** Numbers of what was said, by face and place on the grid of samples. */
function samplesByFace(
  chunks: readonly Omit<FrameChunk, 'trackId'>[],
  step: number
): ReadonlyMap<number, { readonly sample: number; readonly number: number }[]> {
  const found = new Map<number, { sample: number; number: number }[]>()
  for (const { columns, count, data, pts } of chunks) {
    const [person, number] = [columns.indexOf('person'), columns.indexOf(NUMBER)]
    for (let row = 0; row < count; row++) {
      const face = data[row * columns.length + person] ?? 0
      const own = found.get(face) ?? []
      found.set(face, own)
      own.push({
        sample: Math.round((pts[row] ?? 0) / step),
        number: data[row * columns.length + number] ?? -1
      })
    }
  }
  return found
}

function unitAt(face: number, sample: number, step: number, { input }: PredictItem): Unit {
  const start = toMaster(input.stream, sample * step)
  const key = keyOf(face)
  return {
    key: `${key}@${sample}`,
    start,
    end: micros(toMaster(input.stream, (sample + 1) * step)),
    personId: key
  }
}

const keyOf = (face: number): string => `face-${face}`

/** Labels and values of single pictures are series over time, a face each. */
function inTime(manifest: Manifest): Manifest {
  const series = (output: ManifestOutput): ManifestOutput => {
    if (output.task === 'classification') return { ...output, task: 'frame-classification' }
    return output.task === 'regression' ? { ...output, task: 'frame-regression' } : output
  }
  return {
    ...manifest,
    unit: { ...manifest.unit, perParticipant: true },
    outputs: manifest.outputs.map(series)
  }
}

/** Faces have names while results are put together. */
function named(item: PredictItem, units: readonly Unit[]): PredictItem {
  const keys = [...new Set(units.map(({ personId = '' }) => personId))]
  const persons = keys.map((id) => ({ id, name: id.replace('face-', 'Face '), color: '' }))
  return { ...item, persons: [...(item.persons ?? []), ...persons] }
}

/** Nobody in the project is called face-1: the track says which face it is, until somebody says who that is. */
function byFace({ tracks, traces, embeddings, ...rest }: PredictedOutput): PredictedOutput {
  return {
    ...rest,
    ...(tracks && {
      tracks: tracks.map(({ personId: _person, append, ...track }) => ({
        ...track,
        append: append.map(({ personId: _own, ...segment }) => segment)
      }))
    }),
    ...(traces && { traces: traces.map(({ personId: _person, ...trace }) => trace) }),
    ...(embeddings && { embeddings: embeddings.map(({ personId: _person, ...row }) => row) })
  }
}
