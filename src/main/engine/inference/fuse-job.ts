import { ok, type Result } from '../../../shared/domain/problem'
import { bundledSegments } from '../../../shared/fusion/bundled-segments'
import { fusedSegments, type FusedSegment } from '../../../shared/fusion/fused-segments'
import { fuser } from '../../../shared/fusion/fuse-lane'
import type { JobContext, JobPart, JobResult, JobSpec, PredictedTrack } from '../protocol'

type FuseSpec = Extract<JobSpec, { kind: 'fuse' }>
type Place = Extract<JobPart, { kind: 'fusion-place' }>['place']

/** Segments of one batch: main writes this many in well under 50 ms. */
const BATCH_SEGMENTS = 500

/** Fuses what members say, place by place as main hands them over; results leave as `predicted` batches. */
export async function fuseJob(spec: FuseSpec, context: JobContext): Promise<Result<JobResult>> {
  const fuse = fuser(spec.plan, spec.labels, spec.names, spec.head)
  if (!fuse.ok) return fuse
  const begun = new Set<string>()
  const each = spec.plan.grid.kind === 'segments'
  let took = 0
  for await (const part of context.parts()) {
    if (part.kind !== 'fusion-place') continue
    const { place } = part
    context.signal.throwIfAborted()
    begun.add(place.recordingId)
    const began = performance.now()
    const fused = spec.bundle ? undefined : fuse.value(place.lane)
    const segments = spec.bundle
      ? bundledSegments(place.lane, spec.labels, spec.bundle.says, spec.bundle)
      : fused
        ? fusedSegments(fused, spec.names, each)
        : []
    const compounds = fused?.compound ? fusedSegments(fused.compound, spec.names, each) : []
    took += performance.now() - began
    const pieces = Math.max(1, Math.ceil(Math.max(segments.length, compounds.length) / BATCH_SEGMENTS))
    for (let piece = 0; piece < pieces; piece++) {
      const cut = (all: readonly FusedSegment[]): PredictedTrack => ({
        personKey: place.personKey,
        name: place.name,
        ...(place.personId === undefined ? {} : { personId: place.personId }),
        append: all.slice(piece * BATCH_SEGMENTS, (piece + 1) * BATCH_SEGMENTS)
      })
      await context.batch({
        kind: 'predicted',
        recordingId: place.recordingId,
        tracks: [cut(segments)],
        ...(spec.compound !== undefined && fused?.compound
          ? { outputs: [{ outputId: spec.compound, tracks: [compoundLane(cut(compounds), place)] }] }
          : {}),
        recordingDone: true,
        timings: { fuse: took / 1000 },
        providerGot: 'cpu'
      })
      took = 0
    }
    context.progress(begun.size, spec.recordings, 'recordings')
  }
  return ok({ kind: 'none' })
}

const compoundLane = (track: PredictedTrack, place: Place): PredictedTrack => ({
  ...track,
  name: `${place.name}, compound`
})
