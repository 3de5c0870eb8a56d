import type { ArrayMapping } from '../../../../shared/arrays/array-mapping'
import type { ImportedRecording } from '../../../../shared/domain/imported'
import { fromSeconds } from '../../../../shared/domain/time'
import { Unreadable } from '../../interchange/unreadable'
import { writeSignals } from '../../media/signal-pyramid'
import type { FoundArray } from '../arrays/list-arrays'
import { eventTracks } from '../event-track'
import type { Found, ReadContext } from '../format'
import { scatter } from './scatter'
import type { Target } from './scatter'
import { timelineOf } from './timeline'
import type { TrialTime } from './timeline'
import { trialsTrack } from './trials-track'
import { labelTracks } from './trial-labels'
import type { LabelSource } from './trial-labels'
import { trialsOf } from './trials'
import type { StreamTrials } from './trials'

/** Most samples of one recording, pauses included: 1 GiB as float32. */
const MOST_SAMPLES = 268_435_456
/** Most recordings that one file makes. */
const MOST_RECORDINGS = 10_000

/** The recordings that a mapping makes of the arrays of a file, their signals converted, and the schemes of their labels. */
export async function mappedRecordings(
  mapping: ArrayMapping,
  arrays: readonly FoundArray[],
  labels: readonly LabelSource[],
  file: { readonly stem: string },
  context: Pick<ReadContext, 'cache' | 'signal'>
): Promise<{
  readonly recordings: readonly ImportedRecording[]
  readonly schemes: NonNullable<Found['schemes']>
  readonly unlabelled: number
  readonly unrated: number
}> {
  let unlabelled = 0
  let unrated = 0
  const streams = mapping.signals.map((signal) => trialsOf(signal, arrays))
  const groups = [...new Set(streams.flatMap((stream) => [...stream.keys()]))]
  if (groups.length === 0)
    throw new Unreadable(
      `has no array "${mapping.signals[0]?.array ?? ''}" of the shape that was chosen.`,
      'Import it again and choose another array.',
      'no-signal'
    )
  const recordings: ImportedRecording[] = []
  const schemes = new Map<string, NonNullable<Found['schemes']>[number]>()
  for (const group of groups) {
    const own = streams.flatMap((stream) => stream.get(group) ?? [])
    const numbers = [...new Set(own.flatMap(({ trials }) => trials.map(({ number }) => number)))].sort(
      (a, b) => a - b
    )
    const parts = mapping.trials === 'recordings' ? numbers.map((number) => [number]) : [numbers]
    if (recordings.length + parts.length > MOST_RECORDINGS)
      throw new Unreadable(
        `would become more than ${MOST_RECORDINGS} recordings.`,
        'Keep its trials together.'
      )
    const who = groups.length > 1 ? `${file.stem} ${group.replaceAll(' ', '-')}` : file.stem
    for (const part of parts) {
      if (context.signal.aborted) break
      const times = timelineOf(own, part, mapping.baselineSeconds)
      const made = tracksOf(mapping, labels, group, times, numbers.length)
      for (const scheme of made.schemes) schemes.set(scheme.id, scheme)
      unlabelled += made.unlabelled
      unrated += made.unrated
      const end = times.at(-1)?.end ?? 0
      const first = recordings.length * mapping.signals.length
      recordings.push({
        name: parts.length > 1 ? `${who} trial ${part[0] ?? 1}` : who,
        ...(groups.length > 1 || parts.length > 1 ? { group: who } : {}),
        durationSeconds: end,
        streams: await streamsOf(own, times, mapping, first, context),
        tracks: made.tracks
      })
    }
  }
  return { recordings, schemes: [...schemes.values()], unlabelled, unrated }
}

async function streamsOf(
  own: readonly StreamTrials[],
  times: readonly TrialTime[],
  mapping: ArrayMapping,
  firstIndex: number,
  context: Pick<ReadContext, 'cache' | 'signal'>
): Promise<ImportedRecording['streams']> {
  const streams: ImportedRecording['streams'][number][] = []
  for (const [i, stream] of own.entries()) {
    const { signal } = stream
    const samples = await samplesOf(stream, times, context.signal)
    const index = firstIndex + i
    const { cache, channels } = await writeSignals(
      samples.map((values, c) => ({
        ...channelOf(signal, c),
        rateHz: signal.rateHz,
        startUs: 0,
        samples: values
      })),
      index,
      context.cache
    )
    streams.push({
      kind: 'signal',
      name: signal.name,
      index,
      duration: fromSeconds((samples[0]?.length ?? 0) / signal.rateHz),
      info: { codec: 'arrays', channels, import: { arrays: mapping } },
      cache
    })
  }
  return streams
}

/** All trials of a stream on one time axis, NaN where nothing was recorded. */
async function samplesOf(
  { signal, channelCount, trials }: StreamTrials,
  times: readonly TrialTime[],
  abort: AbortSignal
): Promise<readonly Float32Array<ArrayBuffer>[]> {
  const { rateHz } = signal
  const placed = times.flatMap((time) => {
    const trial = trials.find(({ number }) => number === time.number)
    return trial ? [{ trial, time, at: Math.round(time.from * rateHz) }] : []
  })
  const length = Math.max(0, ...placed.map(({ trial, at }) => at + trial.samples))
  if (!(length * channelCount <= MOST_SAMPLES))
    throw new Unreadable(
      `makes a recording of ${Math.round((length * channelCount) / 1e6)} million samples, more than can be converted (${Math.round(MOST_SAMPLES / 1e6)} million).`,
      'Import each trial as a recording of its own, or save fewer channels.',
      'too-large'
    )
  const channels = Array.from({ length: channelCount }, () => new Float32Array(length).fill(Number.NaN))
  const byArray = new Map<(typeof placed)[number]['trial']['array'], (Target | undefined)[]>()
  const put = (array: (typeof placed)[number]['trial']['array'], place: number, at: number): void => {
    const targets = byArray.get(array) ?? []
    byArray.set(array, targets)
    targets[place] = { channels, at }
  }
  for (const { trial, time, at } of placed) {
    put(trial.array, trial.place, at)
    // Along an axis of trials, baselines are arrays with that axis, too.
    if (trial.before && time.rest) put(trial.before.array, trial.place, Math.round(time.rest.start * rateHz))
  }
  for (const [array, targets] of byArray) await scatter(array, signal.axes, targets, abort)
  return channels
}

function channelOf(signal: ArrayMapping['signals'][number], index: number) {
  const features = Math.max(1, signal.features.length)
  const channel = signal.axes.includes('feature') ? Math.floor(index / features) : index
  const named = signal.channels[channel]
  const label = named?.label || `Channel ${channel + 1}`
  const feature = signal.axes.includes('feature') ? ` ${signal.features[index % features] ?? ''}` : ''
  return { label: `${label}${feature}`.trim(), unit: named?.unit ?? signal.unit }
}

function tracksOf(
  mapping: ArrayMapping,
  labels: readonly LabelSource[],
  group: string,
  times: readonly TrialTime[],
  count: number
) {
  const shown = count > 1 || mapping.baselineSeconds > 0 || labels.length > 0
  const said = labelTracks(labels, group, times)
  const { tracks, schemes } = eventTracks([...(shown ? [trialsTrack(times, count)] : []), said])
  return { tracks, schemes, unlabelled: said.unlabelled, unrated: said.unrated }
}
