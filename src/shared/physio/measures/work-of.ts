import { z } from 'zod'
import type { Segment, Stream, Track } from '../../domain/rows'
import type { ChannelType } from '../../signal/channel-type'
import { badStretches, onStreamClock } from '../../signal/bad-stretches'
import type { TimeStretch } from '../../signal/bad-stretches'
import type { SignalView } from '../../signal/signal-view'
import { typeOf, viewRows } from '../../signal/view-rows'
import { beatsOf, breathsOf, responsesOf } from './event-tracks'
import type { EventTracks } from './event-tracks'
import type { Stretch } from './heart-measures'
import type { MeasureWork, MeasuredSignal } from './measure-work'
import type { MeasureSettings } from './settings'

interface WorkRows {
  readonly tracks: readonly Track[]
  readonly streams: readonly Stream[]
  segmentsOf(trackId: string): readonly Segment[]
  /** Stretches marked as bad for a stream (undefined: for what has none), µs of the recording; what the tracks say when absent. */
  badOf?(streamId: string | undefined): readonly TimeStretch[]
}

interface WorkAsked {
  readonly settings: MeasureSettings
  readonly stretches: readonly Stretch[]
  readonly chosen: EventTracks
  /** Measures of channels, too. */
  readonly levels: boolean
  readonly bands: boolean
  /** How band powers see a stream; as recorded where absent. */
  readonly views?: Readonly<Record<string, SignalView>> | undefined
}

/** Channels that numbers of channels are taken from. */
const MEASURED: readonly ChannelType[] = ['eeg', 'eda', 'emg', 'temp', 'motion']

const Found = z.object({ detector: z.object({ channel: z.number() }) })

/** What there is to compute for stretches of one recording, from its rows as they are now. Bad channels are left out. */
export function measureWorkOf(
  { tracks, streams, segmentsOf, badOf = (streamId) => badStretches(streamId, tracks, segmentsOf) }: WorkRows,
  { settings, stretches, chosen, levels, bands, views }: WorkAsked
): MeasureWork {
  const signals = streams
    .filter(({ kind }) => kind === 'signal')
    .map((stream): MeasuredSignal => ({
      streamId: stream.id,
      offset: stream.offset,
      driftPpm: stream.driftPpm,
      durationUs: stream.duration,
      bad: onStreamClock(stream, badOf(stream.id)),
      view: views?.[stream.id],
      rows: bands ? rowsOf(stream, views?.[stream.id]) : undefined,
      channels: (stream.info.channels ?? []).flatMap((channel, index) => {
        const type = typeOf(channel)
        const wanted = type === 'eeg' ? bands : levels || type === 'eda'
        return channel.bad === true || !wanted || !MEASURED.includes(type)
          ? []
          : [{ index, label: channel.label.trim(), unit: channel.unit, rateHz: channel.rateHz, type }]
      })
    }))
    .filter(({ channels, rows }) => channels.length > 0 || (rows?.length ?? 0) > 0)
  return {
    settings,
    stretches,
    signals,
    bands,
    levels,
    bad: badEvents(tracks, chosen, badOf),
    ...(chosen.beats === undefined ? {} : { beats: beatsOf(segmentsOf(chosen.beats)) }),
    ...(chosen.breaths === undefined ? {} : { breathsUs: breathsOf(segmentsOf(chosen.breaths)) }),
    ...(chosen.responses === undefined
      ? {}
      : {
          responses: responsesOf(segmentsOf(chosen.responses)),
          responsesIn: conductanceOf(
            tracks.find(({ id }) => id === chosen.responses),
            signals
          )
        })
  }
}

/** Where events do not count: the signal that they were found in is bad. */
const badEvents = (
  tracks: readonly Track[],
  chosen: EventTracks,
  badOf: (streamId: string | undefined) => readonly TimeStretch[]
): NonNullable<MeasureWork['bad']> =>
  Object.fromEntries(
    Object.entries(chosen).map(([role, id]) => [
      role,
      badOf(tracks.find((track) => track.id === id)?.streamId)
    ])
  )

/** Good EEG rows of a view whose rows are no channels. */
const rowsOf = (stream: Stream, view: SignalView | undefined): MeasuredSignal['rows'] =>
  view?.reference === undefined || view.reference.kind === 'average'
    ? undefined
    : viewRows(stream, view).flatMap(({ index, label, unit, rateHz, type, bad }) =>
        type === 'eeg' && !bad ? [{ index, label, unit, rateHz, type }] : []
      )

/** Where responses are measured: in the channel they were found in, else the first skin conductance of their stream, else of any. */
function conductanceOf(
  track: Track | undefined,
  signals: readonly MeasuredSignal[]
): MeasureWork['responsesIn'] {
  const all = signals.flatMap(({ streamId, channels }) =>
    channels.filter(({ type }) => type === 'eda').map(({ index }) => ({ streamId, channel: index }))
  )
  const found = Found.safeParse(track?.extra)
  const own = all.filter(({ streamId }) => streamId === track?.streamId)
  return (
    own.find(({ channel }) => found.success && channel === found.data.detector.channel) ?? own[0] ?? all[0]
  )
}
