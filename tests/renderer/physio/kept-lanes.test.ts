import { describe, expect, test } from 'vitest'
import { keptLanes } from '../../../src/renderer/session/physio/kept-lanes'
import { Segment, Stream, Track } from '../../../src/shared/domain/rows'
import { Take } from '../../../src/shared/domain/take'
import type { FeatureLane } from '../../../src/shared/physio/measures/feature-lane'
import { laneStamp } from '../../../src/shared/physio/measures/lane-stamp'
import { MeasureSettings } from '../../../src/shared/physio/measures/settings'
import { measureWorkOf } from '../../../src/shared/physio/measures/work-of'
import { SignalView } from '../../../src/shared/signal/signal-view'

const track = (id: string, schemeId: string, extra: object = {}): Track =>
  Track.parse({
    ...{ id, recordingId: 'r', authorId: 'a', schemeId, attributeId: 'x', name: id, kind: 'points' },
    ...{ overlap: 'allowed', position: 0, locked: false, streamId: 's', ...extra }
  })
const at = (trackId: string, seconds: number, extra: object = {}): Segment =>
  Segment.parse({
    ...{ id: `${trackId}-${seconds}`, trackId, start: seconds * 1e6, end: seconds * 1e6 + 1 },
    ...{ label: 'beat', ...extra }
  })
const stream = (extra: object = {}): Stream =>
  Stream.parse({
    ...{ id: 's', recordingId: 'r', fileId: 'f', kind: 'signal', name: 'Body', index: 0 },
    ...{ offset: 0, driftPpm: 0, duration: 60e6, cache: {}, ...extra },
    info: {
      channels: [
        { label: 'Pz', unit: 'uV', rateHz: 250 },
        { label: 'EDA', unit: 'uS', rateHz: 250 }
      ]
    }
  })
const settings = MeasureSettings.parse({})
const beats = [1, 2, 3.1, 4].map((seconds) => at('beats', seconds))

interface State {
  readonly segments: readonly Segment[]
  readonly stream: Stream
  readonly views: Readonly<Record<string, SignalView>>
}
const before: State = { segments: beats, stream: stream(), views: {} }
const tracks = [track('beats', 'heart-beats'), track('quality', 'signal-quality', { kind: 'segments' })]

/** Whether a curve that was kept in one state is out of date in another. */
function staleIn(
  after: Partial<State>,
  lane: FeatureLane,
  seen?: string,
  now = settings
): boolean | undefined {
  const workIn = (state: State) =>
    measureWorkOf(
      {
        tracks,
        streams: [state.stream],
        segmentsOf: (id) => state.segments.filter(({ trackId }) => trackId === id)
      },
      {
        settings: now,
        stretches: [],
        chosen: { beats: 'beats' },
        ...{ levels: true, bands: true },
        views: seen === undefined ? undefined : state.views
      }
    )
  const feature = { lane, settings: now, events: { beats: 'beats' }, stamp: laneStamp(workIn(before), lane) }
  const own = track('lane', 'feature', { kind: 'trace', streamId: undefined })
  const take = Take.parse({
    ...{ id: 'take', trackId: 'lane', start: 0, end: 1, rateHz: 4, count: 1, dims: ['value'], position: 0 },
    ...{ source: 'feature', extra: { feature: { ...feature, ...(seen === undefined ? {} : { seen }) } } }
  })
  const state = { ...before, ...after }
  const [found] = keptLanes([own], {
    tracks: [...tracks, own],
    streams: [state.stream],
    takes: [take],
    segmentsOf: (id) => state.segments.filter(({ trackId }) => trackId === id),
    views: state.views
  })
  return found?.stale
}

describe('a kept heart rate', () => {
  const lane: FeatureLane = { kind: 'heart-rate' }
  test('is up to date while its beats are those it was made of', () => {
    expect(staleIn({}, lane)).toBe(false)
  })

  test('is out of date once a beat is moved, deleted, called ectopic or lies in a bad stretch', () => {
    expect(staleIn({ segments: [...beats.slice(1)] }, lane)).toBe(true)
    expect(staleIn({ segments: [...beats.slice(0, 3), at('beats', 4.2)] }, lane)).toBe(true)
    expect(staleIn({ segments: [...beats.slice(0, 3), at('beats', 4, { label: 'ectopic' })] }, lane)).toBe(
      true
    )
    const bad = at('quality', 2, { label: 'bad', end: 3e6 })
    expect(staleIn({ segments: [...beats, bad] }, lane)).toBe(true)
  })

  test('moves with its signal, and is still up to date', () => {
    const moved = beats.map((beat) => ({ ...beat, start: beat.start + 200_000, end: beat.end + 200_000 }))
    expect(staleIn({ segments: moved as never, stream: stream({ offset: 200_000 }) }, lane)).toBe(false)
  })
})

describe('a kept band power', () => {
  const lane: FeatureLane = { kind: 'band-power', streamId: 's', channel: 0, band: 'alpha' }
  const low = SignalView.parse({ filters: [{ kind: 'lowpass', hz: 20, order: 4, phase: 'zero-phase' }] })

  test('of the EEG as shown follows the view; one as recorded does not', () => {
    expect(staleIn({ views: { s: low } }, lane, 'Signal as recorded')).toBe(true)
    expect(staleIn({ views: { s: low } }, lane)).toBe(false)
  })

  test('is out of date once its channel is bad, and no beat matters to it', () => {
    const info = { channels: [{ label: 'Pz', unit: 'uV', rateHz: 250, bad: true }] }
    expect(staleIn({ stream: { ...stream(), info } }, lane)).toBe(true)
    expect(staleIn({ segments: [] }, lane)).toBe(false)
  })
})

test('a trace that somebody rated is no lane of the body', () => {
  const own = track('lane', 'feature', { kind: 'trace' })
  const rows = { tracks: [own], streams: [], takes: [], segmentsOf: () => [], views: {} }
  expect(keptLanes([own], rows)).toEqual([])
})
