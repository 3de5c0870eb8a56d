import { useEffect, useMemo, useState } from 'react'
import type { Stream, Track } from '../../../shared/domain/rows'
import { channelTypeNames } from '../../../shared/signal/channel-type'
import type { ChannelType } from '../../../shared/signal/channel-type'
import { samplesView } from '../../../shared/signal/signal-view'
import type { SignalView } from '../../../shared/signal/signal-view'
import { plainSeconds } from './plain-seconds'
import { useProject } from '../project'
import { useSelection } from '../selection'
import { useSegments } from '../use-segments'
import { viewport } from '../viewport'
import { recallAnalysisChoice, useAnalysisChoice } from './analysis-choice'
import type { AnalysisChoice } from './analysis-choice'
import { badSpansOf, badTracks, onStream, withoutBad } from './bad-spans'
import { rowsOf } from './channels'
import type { SignalRow } from './channels'
import { useLook } from './looks'
import { useSignals } from './signal-state'
import { stretchesOf } from './stretches'
import type { Stretches } from './stretches'

/** What an analysis panel looks at: a signal, some of its rows, some of its time, as the Signals panel shows it. */
export interface Analysed {
  readonly stream: Stream
  readonly streams: readonly Stream[]
  readonly view: SignalView
  readonly choice: AnalysisChoice
  /** All rows, and those that are taken. */
  readonly all: readonly SignalRow[]
  readonly rows: readonly SignalRow[]
  /** The rows in words: "32 EEG channels", "3 chosen channels". */
  readonly rowsText: string
  /** Bad channels of the type that are left out. */
  readonly leftOut: number
  readonly stretches: Stretches
  /** Tracks whose segments can be taken. */
  readonly tracks: readonly Track[]
}

/** Undefined while no signal is open. */
export function useAnalysed(): Analysed | undefined {
  const projectId = useProject((state) => state.snapshot?.project.id)
  useEffect(() => void recallAnalysisChoice(), [projectId])
  const recordingId = useSelection((state) => state.recordingId)
  const range = useSelection((state) => state.range)
  const index = useProject((state) => state.index)
  const shown = useSignals((state) => state.streamId)
  const chosen = useSignals((state) => state.chosen)
  const choice = useAnalysisChoice()
  const view = useRestingView()
  const segments = useSegments(recordingId)
  const streams = useMemo(
    () =>
      (recordingId === undefined ? [] : (index.streamsByRecording.get(recordingId) ?? [])).filter(
        ({ kind }) => kind === 'signal'
      ),
    [recordingId, index]
  )
  const stream = streams.find(({ id }) => id === shown) ?? streams[0]
  const look = useLook(stream?.id)
  return useMemo(() => {
    if (!stream) return undefined
    const all = rowsOf(stream, { ...look, search: '', type: undefined, hideBad: false })
    const tracks = (index.tracksByRecording.get(stream.recordingId) ?? []).filter(
      ({ kind }) => kind === 'segments' || kind === 'utterances'
    )
    const trackId = choice.stretch.startsWith('track:') ? choice.stretch.slice(6) : undefined
    const track = tracks.find(({ id }) => id === trackId)
    const whole = stretchesOf(stream, choice.stretch, {
      range,
      view,
      track,
      segments: track && segments?.filter((segment) => segment.trackId === track.id)
    })
    const quality = badTracks(stream, index.tracksByRecording.get(stream.recordingId))
    const bad = badSpansOf(quality, segments ?? [])
    return {
      stream,
      streams,
      view: samplesView(look.view),
      choice,
      all,
      tracks,
      ...takenRows(all, choice, chosen),
      // Who asks for the bad stretches themselves gets them.
      stretches: quality.some(({ id }) => id === track?.id) ? whole : withoutBad(whole, onStream(stream, bad))
    }
  }, [stream, streams, look, index, chosen, choice, range, view, segments])
}

/** Rows that are taken: those chosen (bad ones too, the user wants them), else the good ones of a type. */
export function takenRows(
  all: readonly SignalRow[],
  { channels }: Pick<AnalysisChoice, 'channels'>,
  chosen: readonly number[]
): Pick<Analysed, 'rows' | 'rowsText' | 'leftOut'> {
  const picked = all.filter(({ index }) => chosen.includes(index))
  if (channels === 'chosen' || (channels === 'auto' && picked.length > 0))
    return {
      rows: picked,
      leftOut: 0,
      rowsText: picked.length === 1 ? (picked[0]?.label ?? '') : `${picked.length} chosen channels`
    }
  const type = channels === 'auto' ? usualType(all) : channels
  const own = all.filter((row) => row.type === type)
  const rows = own.filter(({ bad }) => !bad)
  return {
    rows,
    leftOut: own.length - rows.length,
    rowsText: `${rows.length} ${channelTypeNames[type]} ${rows.length === 1 ? 'channel' : 'channels'}`
  }
}

/** EEG where there is any, else the type with the most channels. */
export function usualType(all: readonly SignalRow[]): ChannelType {
  const counts = new Map<ChannelType, number>()
  for (const { type } of all) counts.set(type, (counts.get(type) ?? 0) + 1)
  if (counts.has('eeg')) return 'eeg'
  return [...counts].filter(([type]) => type !== 'trigger').sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'misc'
}

/** What is in view, once it rests: analyses are not asked for at every step of a scroll. */
function useRestingView(): { readonly start: number; readonly span: number } {
  const [view, setView] = useState(() => viewport.getState().view)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = viewport.subscribe(() => {
      clearTimeout(timer)
      timer = setTimeout(() => setView(viewport.getState().view), 250)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [])
  const { start, span } = view
  return useMemo(() => ({ start, span }), [start, span])
}

/** Stretches in words: "the selection, 12.4 s" or "segments of Emotion: 14, 63 s". */
export function stretchText({ text, spans }: Stretches): string {
  const seconds = spans.reduce((sum, { fromUs, toUs }) => sum + (toUs - fromUs) / 1e6, 0)
  return `${text}${spans.length > 1 ? ` (${spans.length})` : ''}, ${plainSeconds(seconds)}`
}
