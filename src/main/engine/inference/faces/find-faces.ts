import type { SampleGrid } from '../sample-grid'
import type { Sink } from '../tasks/task'
import type { Face } from './box'
import type { FaceCache } from './face-cache'
import type { FaceDetector } from './face-detector'
import type { Sampled } from './sampled-pictures'

export interface FaceFinder {
  readonly detector: FaceDetector
  /** Only the largest face of each picture. */
  readonly largestOnly: boolean
}

/** Faces of pictures; those that another model had found a moment ago are not looked for again. */
export async function findFaces(
  reader: FaceFinder,
  batch: readonly Sampled[],
  grid: SampleGrid,
  cache: FaceCache | undefined,
  sink: Sink
): Promise<{ sample: number; faces: readonly Face[] }[]> {
  const timeOf = ({ sample }: Sampled): number => grid.times[sample] ?? 0
  const unknown = cache ? batch.filter((one) => !cache.get(timeOf(one))) : batch
  const faces = new Map<number, readonly Face[]>()
  if (unknown.length > 0) {
    const found = await reader.detector.detect(
      unknown.map(({ picture }) => picture),
      sink.stopwatch
    )
    unknown.forEach((one, index) => {
      faces.set(one.sample, found[index] ?? [])
      cache?.put(timeOf(one), found[index] ?? [])
    })
  }
  return batch.map((one) => ({
    sample: one.sample,
    faces: chosen(faces.get(one.sample) ?? cache?.get(timeOf(one)) ?? [], reader)
  }))
}

function chosen(faces: readonly Face[], reader: FaceFinder): readonly Face[] {
  if (!reader.largestOnly) return faces
  return faces.toSorted((a, b) => b.w * b.h - a.w * a.h).slice(0, 1)
}
