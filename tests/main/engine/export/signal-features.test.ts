import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, expect, test } from 'vitest'
import { exportJob } from '../../../../src/main/engine/export/export-job'
import type { ExportDataset } from '../../../../src/main/engine/protocol'
import { Author, Recording, Segment, Stream, Track } from '../../../../src/shared/domain/rows'
import { usualMeasureSettings } from '../../../../src/shared/physio/measures/settings'
import { SignalView } from '../../../../src/shared/signal/signal-view'
import type { SignalLayout } from '../../../../src/shared/signal/signal-layout'
import { jobContext } from '../../../fixtures/job-context'

const folder = mkdtempSync(join(tmpdir(), 'affectory-features-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const RATE_HZ = 128
const SECONDS = 120

/** An EEG of 10 Hz with 20 µV, read in place. */
function eeg() {
  const file = join(folder, 'eeg.f64')
  const layoutPath = join(folder, 'eeg.json')
  const count = RATE_HZ * SECONDS
  const values = Float64Array.from(
    { length: count },
    (_, i) => 20 * Math.sin((2 * Math.PI * 10 * i) / RATE_HZ)
  )
  writeFileSync(file, new Uint8Array(values.buffer))
  const layout: SignalLayout = {
    ...{ version: 1, headerBytes: 0, recordBytes: 8 * count, records: 1, recordSeconds: SECONDS },
    segments: [{ record: 0, records: 1, startUs: 0 }],
    channels: [
      {
        ...{ label: 'Cz', unit: 'uV', rateHz: RATE_HZ, offset: 0, perRecord: count, stride: 8 },
        ...{ format: 'f64', bigEndian: false, scale: 1, shift: 0 }
      }
    ]
  }
  writeFileSync(layoutPath, JSON.stringify(layout))
  return { file, layout: layoutPath }
}

const track = (id: string, schemeId: string, kind: 'segments' | 'points', position: number): Track =>
  Track.parse({
    ...{ id, recordingId: 'r', authorId: 'a', schemeId, attributeId: 'x', name: `Track ${id}`, kind },
    ...{ overlap: 'allowed', position }
  })
const segment = (id: string, trackId: string, startS: number, endS: number, label: string): Segment =>
  Segment.parse({
    ...{ id, trackId, label },
    ...{ start: Math.round(startS * 1e6), end: Math.round(endS * 1e6) }
  })
/** Beats every 800 and 840 ms in turn: RMSSD is 40 ms. */
const beats = Array.from({ length: 140 }, (_, i) =>
  segment(`b${i}`, 'beats', i * 0.82 + (i % 2) * -0.02, i * 0.82 + (i % 2) * -0.02 + 1e-6, 'beat')
)

const dataset = (signalFeatures: ExportDataset['signalFeatures']): ExportDataset => ({
  ...{ projectName: 'P', projectId: 'p', revision: 3, appVersion: '1', createdAt: '2026-01-01T00:00:00Z' },
  ...{
    synthetic: true,
    files: [],
    persons: [],
    schemes: [],
    relations: [],
    runs: [],
    models: [],
    takes: [],
    frames: []
  },
  recordings: [Recording.parse({ id: 'r', name: 'One', duration: SECONDS * 1e6, position: 0 })],
  authors: [
    Author.parse({
      ...{ id: 'a', kind: 'human', name: 'Ada', color: '#fff', perspective: 'observer' },
      ...{ synthetic: false, position: 0 }
    })
  ],
  streams: [
    Stream.parse({
      ...{ id: 's', recordingId: 'r', fileId: 'f', kind: 'signal', name: 'EEG', index: 0, offset: 0 },
      ...{ driftPpm: 0, duration: SECONDS * 1e6, cache: {} },
      info: { channels: [{ label: 'Cz', unit: 'uV', rateHz: RATE_HZ }] }
    })
  ],
  tracks: [track('felt', 'emotion', 'segments', 0), track('beats', 'heart-beats', 'points', 1)],
  segments: [segment('long', 'felt', 10, 90, 'joy'), segment('short', 'felt', 100, 100.5, 'fear'), ...beats],
  traceOptions: { withLag: true, rawTakes: false },
  signalFeatures,
  signalPlaces: { s: eeg() }
})
const asked = {
  schemeIds: ['emotion', 'heart-beats'],
  settings: usualMeasureSettings,
  tracks: {},
  bands: true
}

test('every segment of the chosen schemes has a row of measures with units in the head, and reasons where there is none', async () => {
  const { context, progress } = jobContext()
  const done = await exportJob(
    { kind: 'export', dataset: dataset(asked), folder, name: 'one', formats: ['csv'] },
    context
  )
  expect(done.ok).toBe(true)
  const read = (name: string): string => readFileSync(join(folder, 'one', name), 'utf8')
  const rows: Record<string, string>[] = parse(read('signal-features.csv'), { columns: true })
  expect(rows.map(({ segment_id }) => segment_id)).toEqual(['long', 'short'])
  const [long, short] = rows
  expect(long).toMatchObject({ recording: 'One', author: 'Ada', label: 'joy', beats_track: 'Track beats' })
  expect(Number(long?.['hrv_rmssd [ms]'])).toBeCloseTo(40, 2)
  expect(Number(long?.['band_power alpha Cz [µV²]'])).toBeCloseTo(200, 0)
  expect(short).toMatchObject({ 'hrv_rmssd [ms]': '', 'band_power alpha Cz [µV²]': '', scr_count: '' })
  expect(short?.['not_defined']).toContain('Fewer than three intervals between beats.')
  expect(short?.['not_defined']).toContain('No track of skin conductance responses is chosen.')
  expect(read('dataset-card.md')).toContain('`hrv_rmssd [ms]`')
  const columns: { readonly name: string; readonly unit: string }[] = JSON.parse(read('dataset.json')).columns
    .signalFeatures
  expect(columns.map(({ name }) => name)).toEqual(Object.keys(long ?? {}))
  expect(columns.find(({ name }) => name === 'band_power alpha Cz [µV²]')?.unit).toBe('µV²')
  expect(progress.some(({ unit }) => unit === 'segments')).toBe(true)
})

test('band powers are of the EEG as it was seen, which every row, the card of the dataset and JSON say', async () => {
  const { context } = jobContext()
  const view = SignalView.parse({
    filters: [{ kind: 'lowpass', hz: 5, order: 4, phase: 'zero-phase' }]
  })
  const bipolar = SignalView.parse({
    reference: {
      kind: 'montage',
      name: 'Twice',
      rows: [{ label: '2 Cz', weights: [{ channel: 0, weight: 2 }] }]
    }
  })
  const exported = async (name: string, views: Record<string, SignalView>) => {
    const done = await exportJob(
      { kind: 'export', dataset: dataset({ ...asked, views }), folder, name, formats: ['csv', 'json'] },
      context
    )
    expect(done.ok).toBe(true)
    const read = (file: string): string => readFileSync(join(folder, name, file), 'utf8')
    const [row]: Record<string, string>[] = parse(read('signal-features.csv'), { columns: true })
    return { row, json: JSON.parse(read('signal-features.json')), facts: JSON.parse(read('dataset.json')) }
  }
  const low = await exported('low', { s: view })
  // Behind a low-pass of 5 Hz little is left of 10 Hz.
  expect(Number(low.row?.['band_power alpha Cz [µV²]'])).toBeLessThan(2)
  const words = 'Low-pass 5 Hz (Butterworth, order 4, forward and backward, zero-phase)'
  expect(low.row?.['eeg_seen']).toBe(words)
  expect(low.json.rows[0]['eeg_seen']).toBe(words)
  expect(low.json.rows[0]['band_power alpha Cz [µV²]']).toBeCloseTo(
    Number(low.row?.['band_power alpha Cz [µV²]']),
    9
  )
  expect(low.json.rows[1]['hrv_rmssd [ms]']).toBeNull()
  expect(low.facts.signalFeatures).toMatchObject({ views: { s: view }, seen: { r: words } })
  // Rows of a montage have their own names: twice the amplitude is four times the power.
  const twice = await exported('twice', { s: bipolar })
  expect(Number(twice.row?.['band_power alpha 2 Cz [µV²]'])).toBeCloseTo(800, 0)
  expect(twice.row?.['eeg_seen']).toBe('Montage Twice, 1 row')
  expect(Object.keys(twice.row ?? {})).not.toContain('band_power alpha Cz [µV²]')
  expect((await exported('plain', {})).row?.['eeg_seen']).toBe('Signal as recorded')
})

test('what is marked as bad counts in no number of the table, and how much that was stands in it', async () => {
  const { context } = jobContext()
  const plain = dataset(asked)
  const bad = { r: { '': [], s: [{ fromUs: 20e6, toUs: 30e6 }] } }
  const marked = {
    ...plain,
    tracks: plain.tracks.map((one) => (one.id === 'beats' ? { ...one, streamId: 's' } : one)),
    signalBad: bad
  }
  const done = await exportJob(
    { kind: 'export', dataset: marked, folder, name: 'bad', formats: ['csv'] },
    context
  )
  expect(done.ok).toBe(true)
  const [long]: Record<string, string>[] = parse(
    readFileSync(join(folder, 'bad', 'signal-features.csv'), 'utf8'),
    { columns: true }
  )
  const inside = beats.filter(({ start }) => start >= 20e6 && start < 30e6).length
  const within = beats.filter(({ start }) => start >= 10e6 && start < 90e6).length
  expect(Number(long?.['beats'])).toBe(within - inside)
  // Of the intervals between the beats of the segment, those that touch the bad stretch: one more than its beats.
  expect(long?.['left_out']).toContain(`hrv_rmssd`)
  expect(long?.['left_out']).toContain(`: ${inside + 1} intervals`)
  expect(Number(long?.['hrv_rmssd [ms]'])).toBeCloseTo(40, 2)
  expect(Number(long?.['band_power alpha Cz [µV²]'])).toBeCloseTo(200, 0)
})

test('an export that nobody asked signal features for has none', async () => {
  const { context } = jobContext()
  const done = await exportJob(
    { kind: 'export', dataset: dataset(undefined), folder, name: 'none', formats: ['csv'] },
    context
  )
  expect(
    done.ok && done.value.kind === 'exported' && done.value.files.map((file) => file.split('/').at(-1))
  ).toEqual(['segments.csv', 'dataset.json', 'dataset-card.md'])
})

test('a cancelled export stops while it measures and leaves nothing behind', async () => {
  const control = new AbortController()
  const { context } = jobContext({ signal: control.signal })
  const job = exportJob(
    { kind: 'export', dataset: dataset(asked), folder, name: 'stopped', formats: ['csv'] },
    { ...context, progress: () => control.abort(new Error('cancelled')) }
  )
  await expect(job).rejects.toThrow('cancelled')
  expect(() => readFileSync(join(folder, 'stopped', 'dataset.json'))).toThrow()
})
