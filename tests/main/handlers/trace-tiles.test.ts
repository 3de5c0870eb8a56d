import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { atOnce } from '../../../src/shared/agreement/sliced'
import { micros } from '../../../src/shared/domain/time'
import { readRatings } from '../../../src/main/handlers/read-ratings'
import { traceTiles } from '../../../src/main/handlers/trace-tiles'
import { loadSchemes, openProject } from '../../../src/main/store'
import type { Project } from '../../../src/main/store'

const RATE = 100
const COUNT = 200_000
let folder = ''
let project: Project
const scheme = loadSchemes(resolve(import.meta.dirname, '../../../resources/schemes')).find(
  ({ id }) => id === 'va-bipolar'
)
const valueAt = (i: number): number => Math.sin(i / 37) * Math.cos(i / 4001)

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'affectory-tiles-'))
  const opened = openProject(folder, { create: { name: 'Study' } })
  if (!opened.ok) throw new Error(opened.error.message)
  project = opened.value
  const recording = project.commitTogether(
    [
      {
        path: '/a.wav',
        name: 'a',
        sizeBytes: 1,
        contentHash: 'a',
        container: 'wave',
        playback: 'direct',
        durationSeconds: COUNT / RATE,
        streams: [],
        tracks: []
      }
    ],
    {}
  )
  if (!recording.ok) throw new Error(recording.error.message)
  const recordingId = recording.value.recordingIds[0] ?? ''
  for (const id of ['anna', 'ben']) {
    const made = project.commitTakes(
      id,
      [
        {
          take: {
            id: `${id}-1`,
            trackId: `t-${id}`,
            start: micros(0),
            rateHz: RATE,
            dims: ['valence'],
            source: 'live'
          },
          samples: Float64Array.from({ length: COUNT }, (_, i) => valueAt(i))
        }
      ],
      [
        { id: 'author-save', input: { id, name: id } },
        { id: 'scheme-save', input: { document: scheme?.document } },
        {
          id: 'track-create',
          input: {
            id: `t-${id}`,
            recordingId,
            authorId: id,
            schemeId: 'va-bipolar',
            attributeId: 'va',
            kind: 'trace',
            trace: { mode: 'bounded', rateHz: RATE, dims: ['valence'] }
          }
        }
      ]
    )
    if (!made.ok) throw new Error(made.error.message)
  }
})
afterAll(() => {
  project.close()
  rmSync(folder, { recursive: true, force: true })
})

const view = { dim: 0, withLag: true }

describe('pictures of traces', () => {
  it('every column of a far view holds the extremes of its samples, at most one run out of place', async () => {
    const tiles = traceTiles({ project })
    const px = 500
    const columns = await tiles.track('t-anna', { ...view, from: 0, to: (COUNT / RATE) * 1e6, px })
    const per = COUNT / px
    for (let column = 0; column < px; column++) {
      const own = Array.from({ length: per }, (_, i) => valueAt(column * per + i))
      // Runs are at most half a column long; a column may take a run of its neighbours.
      const around = Array.from({ length: per * 2 }, (_, i) => valueAt(column * per - per / 2 + i))
      const [low, high] = [columns?.[2 * column] ?? NaN, columns?.[2 * column + 1] ?? NaN]
      expect(low).toBeLessThanOrEqual(Math.min(...own) + 1e-6)
      expect(high).toBeGreaterThanOrEqual(Math.max(...own) - 1e-6)
      expect(low).toBeGreaterThanOrEqual(Math.min(...around) - 1e-6)
      expect(high).toBeLessThanOrEqual(Math.max(...around) + 1e-6)
    }
  })

  it('a near view holds the samples themselves, and there is nothing beyond the take', async () => {
    const tiles = traceTiles({ project })
    const columns = await tiles.take('anna-1', { ...view, from: 5e6, to: 6e6, px: 100 })
    for (let i = 0; i < 100; i++) expect(columns?.[2 * i]).toBeCloseTo(valueAt(500 + i), 6)
    const beyond = await tiles.track('t-anna', { ...view, from: 3000e6, to: 3010e6, px: 10 })
    expect([...(beyond ?? [])].every(Number.isNaN)).toBe(true)
    expect(await tiles.track('gone', { ...view, from: 0, to: 1e6, px: 10 })).toBeUndefined()
  })

  it('a stored lag moves the picture at once, and as it was rated it stays', async () => {
    const tiles = traceTiles({ project })
    const window = { ...view, from: 5e6, to: 6e6, px: 100 }
    await tiles.track('t-ben', window)
    project.apply('ben', [{ id: 'take-set', input: { ids: ['ben-1'], patch: { lag: 500_000 } } }])
    const shifted = await tiles.track('t-ben', window)
    const rated = await tiles.track('t-ben', { ...window, withLag: false })
    expect(shifted?.[0]).toBeCloseTo(valueAt(550), 6)
    expect(rated?.[0]).toBeCloseTo(valueAt(500), 6)
    project.undo('ben')
  })

  it('no slice of composing holds the process for long', async () => {
    const tiles = traceTiles({ project })
    let longest = 0
    let last = performance.now()
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 1)
    await tiles.track('t-anna', { ...view, from: 0, to: 1e9, px: 1000 })
    clearInterval(timer)
    expect(longest).toBeLessThan(50)
  })
})

describe('ratings in steps', () => {
  it('are the means of the samples of each step, with lags taken out or left in', () => {
    const query = {
      authorIds: ['anna', 'ben'],
      recordingIds: [],
      schemeId: 'va-bipolar',
      attributeId: 'va',
      dim: 'valence',
      stepSeconds: 1,
      withLag: true,
      ignorePersons: false
    }
    project.apply('ben', [{ id: 'take-set', input: { ids: ['ben-1'], patch: { lag: 2_000_000 } } }])
    const mean = (from: number): number =>
      Array.from({ length: RATE }, (_, i) => valueAt(from + i)).reduce((sum, value) => sum + value, 0) / RATE
    const [shifted] = atOnce(readRatings(project, query))
    expect(shifted?.columns[0]?.[700]).toBeCloseTo(mean(70_000), 9)
    expect(shifted?.columns[1]?.[700]).toBeCloseTo(mean(70_200), 9)
    const [rated] = atOnce(readRatings(project, { ...query, withLag: false }))
    expect(rated?.columns[1]?.[700]).toBeCloseTo(mean(70_000), 9)
    project.undo('ben')
  })

  it('leave out what the scheme leaves out at the start', () => {
    const query = {
      authorIds: ['anna', 'ben'],
      recordingIds: [],
      schemeId: 'va-bipolar',
      attributeId: 'va',
      dim: 'valence',
      stepSeconds: 1,
      withLag: true,
      ignorePersons: false
    }
    const document = scheme?.document as { readonly attributes: readonly object[] }
    const attributes = document.attributes.map((each) => ({ ...each, timing: { skipFirstSec: 15 } }))
    project.apply('anna', [{ id: 'scheme-save', input: { document: { ...document, attributes } } }])
    const [strip] = atOnce(readRatings(project, query))
    expect(strip?.columns.map((column) => [...column].findIndex((value) => !Number.isNaN(value)))).toEqual([
      15, 15
    ])
    project.undo('anna')
    const [whole] = atOnce(readRatings(project, query))
    expect(Number.isNaN(whole?.columns[0]?.[0])).toBe(false)
  })
})
