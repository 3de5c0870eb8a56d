import { useEffect, useMemo, useState } from 'react'
import type { Author, Stream, Track } from '../../../shared/domain/rows'
import { micros, toMedia } from '../../../shared/domain/time'
import { estimateGroupLags } from '../../../shared/trace/estimate-group-lags'
import { estimateTraceLag } from '../../../shared/trace/estimate-lag'
import type { FoundLag, NoLag } from '../../../shared/trace/estimate-lag'
import { useProject } from '../../session/project'
import { inSlices, loudnessColumns, signalColumns, traceColumns } from '../../session/trace-columns'
import type { ColumnStretch } from '../../session/trace-columns'

/** What reactions are held against. */
export type LagReference =
  | { readonly kind: 'group' }
  | { readonly kind: 'trace'; readonly trackId: string }
  | { readonly kind: 'sound'; readonly streamId: string }
  | { readonly kind: 'signal'; readonly streamId: string; readonly channel: number }

/** One annotator's trace in the search. */
export interface LagRow {
  readonly track: Track
  readonly author: Author | undefined
  /** As rated, a column for each dimension. */
  readonly columns: readonly Float64Array[]
  readonly found: FoundLag | NoLag | undefined
}

export interface LagSearchState {
  readonly rows: readonly LagRow[]
  readonly stretch: ColumnStretch
  /** What the rows are held against, where it is one and the same for all. */
  readonly reference: readonly Float64Array[] | undefined
  readonly state: 'searching' | 'done' | 'failed'
}

/** Columns a second that lags are searched in; finer than any reaction can be told. */
const SEARCH_HZ = 25

/** Read the traces, then search their lags without holding the window up; starts again when the question changes. */
export function useLags(tracks: readonly Track[], against: LagReference, longest: number): LagSearchState {
  const index = useProject((state) => state.index)
  const duration = useProject(
    (state) => state.index.recordings.get(tracks[0]?.recordingId ?? '')?.duration ?? 0
  )
  const stretch = useMemo(() => stretchOf(tracks, index.takesByTrack, duration), [tracks, index, duration])
  const [state, setState] = useState<LagSearchState>({
    rows: [],
    stretch,
    reference: undefined,
    state: 'searching'
  })
  const question = JSON.stringify([tracks.map(({ id }) => id), against, longest, stretch])

  useEffect(() => {
    const abort = new AbortController()
    const run = async (): Promise<void> => {
      const columns = await Promise.all(
        tracks.map((track) => traceColumns(track.id, track.trace?.dims ?? [], stretch, false))
      )
      const rowsWith = (found: readonly (FoundLag | NoLag | undefined)[]): readonly LagRow[] =>
        tracks.map((track, i) => ({
          track,
          author: index.authors.get(track.authorId),
          columns: columns[i] ?? [],
          found: found[i]
        }))
      if (abort.signal.aborted) return
      setState({ rows: rowsWith([]), stretch, reference: undefined, state: 'searching' })
      if (against.kind === 'group') {
        const found = await inSlices(
          estimateGroupLags(columns, { rateHz: stretch.rateHz, longest }),
          abort.signal
        )
        if (found) setState({ rows: rowsWith(found), stretch, reference: undefined, state: 'done' })
        return
      }
      const reference = await referenceColumns(against, stretch, tracks, index.tracks, index.streams)
      const found: (FoundLag | NoLag)[] = []
      for (const [i, own] of columns.entries()) {
        const search = { rateHz: stretch.rateHz, from: 0, to: longest }
        const answer =
          against.kind === 'trace' && tracks[i]?.id === against.trackId
            ? { reason: 'This is the trace that the others are held against.' }
            : await inSlices(estimateTraceLag(reference.slice(0, own.length), own, search), abort.signal)
        if (!answer) return
        found.push(answer)
      }
      setState({ rows: rowsWith(found), stretch, reference, state: 'done' })
    }
    run().catch(() => {
      if (!abort.signal.aborted) setState((now) => ({ ...now, state: 'failed' }))
    })
    return () => abort.abort()
    // Names and colours of authors may change without a new search.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [question])
  return state
}

function stretchOf(
  tracks: readonly Track[],
  takes: ReadonlyMap<string, readonly { readonly end: number }[]>,
  duration: number
): ColumnStretch {
  const last = tracks
    .flatMap(({ id }) => takes.get(id) ?? [])
    .reduce((most, { end }) => Math.max(most, end), 0)
  const rates = tracks.map(({ trace }) => trace?.rateHz ?? SEARCH_HZ)
  return { from: 0, to: Math.max(duration, last, 1), rateHz: Math.min(SEARCH_HZ, Math.max(...rates, 1)) }
}

/** The reference, once for each dimension that is held against it. */
async function referenceColumns(
  against: Exclude<LagReference, { kind: 'group' }>,
  stretch: ColumnStretch,
  tracks: readonly Track[],
  known: ReadonlyMap<string, Track>,
  streams: ReadonlyMap<string, Stream>
): Promise<readonly Float64Array[]> {
  if (against.kind === 'trace')
    return traceColumns(against.trackId, known.get(against.trackId)?.trace?.dims ?? [], stretch, true)
  const stream = streams.get(against.streamId)
  if (!stream) return []
  const clockOf = (time: number): number => toMedia(stream, micros(time))
  const column =
    against.kind === 'sound'
      ? await loudnessColumns(stream.id, stretch, clockOf)
      : await signalColumns(stream.id, against.channel, stretch, clockOf)
  const most = Math.max(1, ...tracks.map(({ trace }) => trace?.dims.length ?? 1))
  return Array.from({ length: most }, () => column)
}
