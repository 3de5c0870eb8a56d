import { describe, expect, test } from 'vitest'
import { calls } from '../../../src/shared/contract'
import type { CallInput, CallOutput } from '../../../src/shared/contract'
import type { FileToImport, Project } from '../../../src/main/store'
import { sharedData } from '../../fixtures/shared-data'
import { add, emptyProject, found } from '../engine/interchange/through-project'
import { edit, labelledProject, minuteOfVideo, value } from '../store/project-fixture'
import { analysisHere } from './analysis-here'

type TraceCall =
  | 'analysis.traces'
  | 'analysis.traceLags'
  | 'analysis.traceStretches'
  | 'analysis.traceSeries'
  | 'analysis.tracePlane'

/** Ask as the window does: the input is read by the schema of the call. */
async function ask<N extends TraceCall>(
  project: Project,
  name: N,
  input: CallInput<N>
): Promise<CallOutput<N>> {
  const handlers = analysisHere(project) as Record<TraceCall, (input: unknown) => Promise<{ ok: boolean }>>
  return value((await handlers[name](calls[name].input.parse(input))) as never)
}

const source = (authorId: string, dim: string, schemeId = 'va', kind: 'trace' | 'ratings' = 'trace') =>
  ({ kind, authorId, schemeId, attributeId: 'va', dim }) as const

const scheme = {
  schema: 'affectory.labels/1',
  id: 'va',
  name: 'Valence and arousal',
  attributes: [
    {
      id: 'va',
      type: 'trace',
      unit: 'recording',
      dims: [
        { id: 'valence', range: [-1, 1], neutral: 0 },
        { id: 'arousal', range: [-1, 1], neutral: 0 }
      ],
      hz: 1
    }
  ]
}

/** Anna and Ben rated valence and arousal of the same minute, one value a second. */
function ratedProject(
  ratings: Readonly<Record<'anna' | 'ben', readonly (readonly [valence: number, arousal: number])[]>>,
  rateHz = 1
) {
  const { project, recordingId } = labelledProject()
  edit(project, 'anna', 'scheme-save', { document: scheme })
  for (const [authorId, samples] of Object.entries(ratings))
    addRatings(project, recordingId, authorId, samples, rateHz)
  return { project, recordingId }
}

function addRatings(
  project: Project,
  recordingId: string,
  authorId: string,
  samples: readonly (readonly [number, number])[],
  rateHz: number
): void {
  const trackId = `${authorId}-${recordingId}`
  edit(project, authorId, 'track-create', {
    ...{ id: trackId, recordingId, authorId, schemeId: 'va', attributeId: 'va', kind: 'trace' },
    ...{ name: 'VA', trace: { mode: 'bounded', rateHz, dims: ['valence', 'arousal'] } }
  })
  value(
    project.commitTakes(authorId, [
      {
        take: {
          trackId,
          start: 0,
          rateHz,
          dims: ['valence', 'arousal'],
          source: 'import',
          missingCount: 0
        } as never,
        samples: Float64Array.from(samples.flat())
      }
    ])
  )
}

const query = (dim = 'valence') => ({ reference: source('anna', dim), candidate: source('ben', dim) })
const numberOf = (cards: readonly { id: string; value: number | null }[], id: string) =>
  cards.find((card) => card.id === id)?.value

describe('continuous ratings of a project', () => {
  const sine = Array.from({ length: 60 }, (_, i) => Math.sin((6 * i) / 59))
  const near = sine.map((a, i) => 0.7 * a + 0.1 + 0.2 * Math.cos((11 * i) / 59))

  test('DIM-1: have both CCCs under their names, and the other dimension beside', async () => {
    const { project } = ratedProject({
      anna: sine.map((a) => [a, 0]),
      ben: near.map((b) => [b, 0.5])
    })
    const report = await ask(project, 'analysis.traces', query())
    expect(Math.abs((numberOf(report.pooled, 'ccc') ?? 0) - 0.90190385)).toBeLessThan(1e-9)
    expect(Math.abs((numberOf(report.pooled, 'ccc_unbiased') ?? 0) - 0.902034756)).toBeLessThan(1e-9)
    expect(report.dims.map(({ dim }) => dim)).toEqual(['valence', 'arousal'])
    expect(report.dims[0]?.pooled[0]).toBe(numberOf(report.pooled, 'ccc'))
    expect(report.revision).toBe(project.revision())
    expect(report.convention).toContain('steps of 1 s')
  })

  test('DIM-4: a candidate that never moves has CCC 0 and no Pearson r', async () => {
    const { project } = ratedProject({ anna: sine.map((a) => [a, a]), ben: sine.map(() => [0.25, 0.1]) })
    const { pooled, perRecording } = await ask(project, 'analysis.traces', query())
    expect([numberOf(pooled, 'ccc'), numberOf(pooled, 'pearson')]).toEqual([0, null])
    expect([numberOf(perRecording, 'ccc_mean'), numberOf(perRecording, 'pearson_mean')]).toEqual([0, null])
    expect(pooled.find(({ id }) => id === 'pearson')?.reason).toBe('The candidate does not vary.')
    expect(JSON.stringify(pooled)).not.toContain('NaN')
  })

  test('a late candidate is found by its delay, and read without it has no stretch of error', async () => {
    const wave = (at: number): number => 0.6 * Math.sin(at / 5)
    const { project, recordingId } = ratedProject({
      anna: Array.from({ length: 60 }, (_, i) => [wave(i), 0]),
      ben: Array.from({ length: 60 }, (_, i) => [wave(i - 3), 0])
    })
    const sweep = await ask(project, 'analysis.traceLags', { ...query(), reachSeconds: 8 })
    expect(sweep.best.ccc).toBe(3)
    const late = await ask(project, 'analysis.traceStretches', { ...query(), threshold: 0.1 })
    expect(late.total).toBeGreaterThan(3)
    const without = await ask(project, 'analysis.traceStretches', {
      ...query(),
      lagSeconds: 3,
      threshold: 0.1
    })
    expect(without.total).toBe(0)
    const series = await ask(project, 'analysis.traceSeries', { ...query(), recordingId, bins: 60 })
    expect(series.reference).toHaveLength(60)
    expect(series.residual[10]).toBeCloseTo(wave(7) - wave(10), 12)
    expect(series.range).toEqual([-1, 1])
  })

  test('lie on the plane as joined points', async () => {
    const { project } = ratedProject({
      anna: [
        [0, 0.5],
        [0.5, 0.5]
      ],
      ben: [
        [-0.5, 0],
        [0, 0]
      ]
    })
    const plane = await ask(project, 'analysis.tracePlane', query())
    expect(plane.x.name).toBe('Valence')
    expect(plane.pairs[0]).toMatchObject({ reference: [0.25, 0.5], candidate: [-0.25, 0] })
  })

  test('say who has no values, and what a plane needs', async () => {
    const { project } = ratedProject({ anna: [[0, 0]], ben: [[0, 0]] })
    const handlers = analysisHere(project)
    const other = { ...query(), candidate: source('ben', 'dominance') }
    const input = calls['analysis.traces'].input.parse(other)
    expect(await handlers['analysis.traces'](input)).toMatchObject({
      ok: false,
      error: {
        code: 'nothing-rated',
        message: 'Ben has no values of this dimension in the chosen recordings.'
      }
    })
  })

  test('are read again after an edit', async () => {
    const { project, recordingId } = ratedProject({
      anna: [
        [0, 0],
        [0.2, 0]
      ],
      ben: [
        [0, 0],
        [0.1, 0]
      ]
    })
    const before = await ask(project, 'analysis.traces', query())
    const second = value(project.commitImported(minuteOfVideo('second.mp4'))).recordingId
    addRatings(
      project,
      second,
      'anna',
      [
        [0.5, 0],
        [0.7, 0]
      ],
      1
    )
    addRatings(
      project,
      second,
      'ben',
      [
        [0.4, 0],
        [0.3, 0]
      ],
      1
    )
    const after = await ask(project, 'analysis.traces', query())
    expect(before.recordings.map((row) => row.recordingId)).toEqual([recordingId])
    expect(after.recordings).toHaveLength(2)
  })
})

/** A song as its sound file gives it; how long it is plays no part. */
const song = (id: string): FileToImport => ({
  ...{ path: `/music/${id}.mp3`, name: id, sizeBytes: 1, contentHash: id, container: 'mp3' },
  ...{ playback: 'direct', durationSeconds: 90, streams: [], tracks: [] }
})
const pmemo = sharedData('music', 'pmemo')
describe('PMEmo as published', () => {
  const songs = async () => {
    const project = emptyProject()
    const table = await found(`${pmemo}/dynamic_annotations.csv`)
    value(project.commitGroups((table.parts ?? []).map(({ name }) => ({ files: [song(name)], name }))))
    add(project, [table])
    const [author] = project.all('author').filter(({ name }) => name.startsWith('PMEmo'))
    const of = (dim: string) => source(author?.id ?? '', dim, 'pmemo-dynamic')
    return { project, asked: { reference: of('arousal'), candidate: of('valence') } }
  }
  test.skipIf(!pmemo)(
    'DIM-2: mean arousal as reference and mean valence as prediction, pooled and by song side by side',
    async () => {
      const { project, asked } = await songs()
      const report = await ask(project, 'analysis.traces', asked)
      expect(report.recordings).toHaveLength(767)
      const near = (cards: typeof report.pooled, id: string, expected: number) =>
        expect(Math.abs((numberOf(cards, id) ?? NaN) - expected), id).toBeLessThan(1e-6)
      near(report.pooled, 'ccc', 0.687183)
      near(report.pooled, 'pearson', 0.698726)
      near(report.pooled, 'rmse', 0.134206)
      near(report.perRecording, 'ccc_mean', 0.066148)
      near(report.perRecording, 'rmse_mean', 0.101942)
      expect(report.pooled[0]?.interval?.method).toContain('767 recordings')
      // Seconds: 36,434 values, two a second.
      expect(report.n).toBe(36_434 / 2)
      const stretches = await ask(project, 'analysis.traceStretches', { ...asked, order: 'height' })
      expect(stretches.stretches[0]?.start).toBeGreaterThanOrEqual(15e6)
    }
  )

  test.skipIf(!pmemo)(
    'ratings of whole songs are compared song by song, on the scale of the reference',
    async () => {
      const table = await found(`${pmemo}/static_annotations.csv`)
      const project = emptyProject()
      value(project.commitGroups((table.parts ?? []).map(({ name }) => ({ files: [song(name)], name }))))
      add(project, [table])
      const [author] = project.all('author').filter(({ name }) => name.startsWith('PMEmo'))
      const of = (dim: string) => source(author?.id ?? '', dim, 'pmemo-static', 'ratings')
      const report = await ask(project, 'analysis.traces', {
        reference: of('valence'),
        candidate: of('arousal')
      })
      expect([report.n, report.unit]).toEqual([767, 'segments'])
      // numpy 2.4 on the two columns of the table; signs are those of the distance from the neutral 5.
      expect(numberOf(report.pooled, 'ccc')).toBeCloseTo(0.6976019837711811, 9)
      expect(numberOf(report.pooled, 'pearson')).toBeCloseTo(0.7114233001785486, 9)
      expect(numberOf(report.pooled, 'rmse')).toBeCloseTo(1.0863646901990005, 9)
      expect(numberOf(report.pooled, 'sagr')).toBeCloseTo(0.8122555410691004, 9)
      // One value a song: there is nothing to correlate within a song.
      expect(report.perRecording[0]).toMatchObject({ value: null })
      const plane = await ask(project, 'analysis.tracePlane', {
        reference: of('valence'),
        candidate: of('valence')
      })
      expect([plane.of, plane.pairs.length, plane.more]).toEqual(['segment', 250, 517])
    }
  )
})
