import { describe, expect, test } from 'vitest'
import type { HandlerContext } from '../../../src/main/handlers/context'
import { goldHandlers } from '../../../src/main/handlers/gold'
import type { Project } from '../../../src/main/store'
import { calls } from '../../../src/shared/contract'
import type { CallInput } from '../../../src/shared/contract'
import { micros } from '../../../src/shared/domain/time'
import { VoteRule } from '../../../src/shared/gold/recipe'
import { engineHere } from './engine-here'
import { edit, labelledProject, minuteOfVideo, problem, schemes, value } from '../store/project-fixture'

const second = 1_000_000
const everyone = ['anna', 'ben', 'cleo']

/** Four stretches of ten seconds: all agree, all agree, two of three, all differ. */
function threeAnnotators(): { project: Project; recordingId: string } {
  const { project, recordingId } = labelledProject()
  edit(project, 'anna', 'author-save', { id: 'cleo', name: 'Cleo' })
  edit(project, 'ben', 'track-create', { id: 'u', recordingId, schemeId: 'ekman7' })
  edit(project, 'cleo', 'track-create', { id: 'v', recordingId, schemeId: 'ekman7' })
  label(project, 'anna', 't', ['anger', 'happiness', 'fear', 'fear'])
  label(project, 'ben', 'u', ['anger', 'happiness', 'fear', 'sadness'])
  label(project, 'cleo', 'v', ['anger', 'happiness', 'disgust', 'disgust'])
  return { project, recordingId }
}

const label = (project: Project, author: string, trackId: string, labels: readonly string[]): void =>
  labels.forEach((each, i) =>
    edit(project, author, 'segment-create', {
      id: `${trackId}${i}`,
      trackId,
      start: i * 10 * second,
      end: (i + 1) * 10 * second,
      label: each
    })
  )

const asked = (more: Partial<CallInput<'gold.preview'>> = {}): CallInput<'gold.preview'> => ({
  authorIds: everyone,
  schemeId: 'ekman7',
  attributeId: 'emotion',
  rule: { rule: 'majority' },
  ...more
})

function handlersOf(project: Project, more: { readonly onBatch?: (cancel: () => void) => void } = {}) {
  const context = {
    open: { project },
    board: engineHere(more.onBatch),
    problems: { add: () => undefined },
    emit: () => undefined
  } as unknown as HandlerContext
  const handlers = goldHandlers(context)
  return {
    preview: async (more?: Partial<CallInput<'gold.preview'>>) =>
      handlers['gold.preview'](calls['gold.preview'].input.parse(asked(more))),
    moments: async (more?: Partial<CallInput<'gold.moments'>>) =>
      handlers['gold.moments'](calls['gold.moments'].input.parse({ ...asked(), ...more })),
    run: async (goldId: string) => handlers['gold.run']({ goldId, authorId: 'anna' })
  }
}

function saved(project: Project, rule: unknown = { rule: 'majority' }, id = 'g') {
  edit(project, 'anna', 'gold-save', {
    id,
    name: `Gold ${id}`,
    authorIds: everyone,
    recordingIds: [],
    schemeId: 'ekman7',
    attributeId: 'emotion',
    rule
  })
  return value({ ok: true, value: project.get('gold', id)?.goldAuthorId ?? '' })
}

const goldOf = (project: Project, authorId: string) =>
  project
    .all('track')
    .filter((track) => track.authorId === authorId)
    .flatMap((track) => project.segmentsOfTrack(track.id))
    .map(({ start, end, label: said }) => [start / second, end / second, said])

describe('a gold standard', () => {
  test('is summed up before anything is written: decided, left open, and time nobody labelled', async () => {
    const { project } = threeAnnotators()
    const before = project.revision()
    const summary = value(await handlersOf(project).preview())
    // Anger, happiness, fear by two of three, then open; the last 20 s are "nothing" by all three.
    expect(summary.seconds).toEqual({ decided: 50, open: 10, unrated: 0 })
    expect(summary).toMatchObject({ segments: 3, byHand: 0, recordings: 1, revision: before })
    expect(summary.agreement).toBeCloseTo((10 + 10 + 10 * (2 / 3) + 20) / 50, 12)
    expect(project.revision()).toBe(before)
  })

  test('is written as tracks of a gold author, with who said what, and one undo takes it back', async () => {
    const { project } = threeAnnotators()
    const author = saved(project)
    expect(project.get('author', author)).toMatchObject({ kind: 'gold', name: 'Gold g' })
    value(await handlersOf(project).run('g'))
    expect(goldOf(project, author)).toEqual([
      [0, 10, 'anger'],
      [10, 20, 'happiness'],
      [20, 30, 'fear']
    ])
    const [track] = project.all('track').filter((each) => each.authorId === author)
    const fear = project.segmentsOfTrack(track?.id ?? '').at(-1)
    expect(fear?.confidence).toBeCloseTo(2 / 3, 12)
    expect(fear?.origin).toEqual({
      kind: 'gold',
      ref: 'g',
      sources: ['t2', 'u2'],
      votes: [
        { authorId: 'anna', labels: ['fear'] },
        { authorId: 'ben', labels: ['fear'] },
        { authorId: 'cleo', labels: ['disgust'] }
      ]
    })
    value(project.undo('anna'))
    expect(goldOf(project, author)).toEqual([])
  })

  test('holds the shares of the votes beside the label, and on request what was left open', async () => {
    const { project } = threeAnnotators()
    const author = saved(project, { rule: 'majority', keepOpen: true })
    expect(
      value(await handlersOf(project).preview({ rule: VoteRule.parse({ rule: 'majority', keepOpen: true }) }))
        .segments
    ).toBe(4)
    value(await handlersOf(project).run('g'))
    expect(goldOf(project, author)).toEqual([
      [0, 10, 'anger'],
      [10, 20, 'happiness'],
      [20, 30, 'fear'],
      [30, 40, undefined]
    ])
    const [track] = project.all('track').filter((each) => each.authorId === author)
    const [, , fear, open] = project.segmentsOfTrack(track?.id ?? '')
    expect(fear?.scores).toEqual({ fear: expect.closeTo(2 / 3, 12), disgust: expect.closeTo(1 / 3, 12) })
    expect(open?.scores).toEqual({
      fear: expect.closeTo(1 / 3, 12),
      sadness: expect.closeTo(1 / 3, 12),
      disgust: expect.closeTo(1 / 3, 12)
    })
    expect(open?.origin?.votes).toHaveLength(3)
  })

  test('votes on given segments, which stay whole', async () => {
    const { project } = threeAnnotators()
    // Ben's segments are the units; Cleo says fear in the last second of the last one only.
    edit(project, 'cleo', 'segment-set', { ids: ['v3'], patch: { start: 39 * second } })
    const rule = { rule: 'plurality', blank: 'missing', units: { authorId: 'ben', of: 'segments' } }
    const author = saved(project, rule)
    value(await handlersOf(project).run('g'))
    // The last unit: Anna fear, Ben sadness, Cleo covers less than half of it and has no vote.
    expect(goldOf(project, author)).toEqual([
      [0, 10, 'anger'],
      [10, 20, 'happiness'],
      [20, 30, 'fear']
    ])
    const none = problem(
      await handlersOf(project).preview({
        rule: VoteRule.parse({ rule: 'plurality', units: { authorId: 'ben', of: 'turns' } })
      })
    )
    expect(none).toMatchObject({ code: 'gold.no-units' })
  })

  test('another question gives up the one before, and the same question is answered once', async () => {
    const { project } = threeAnnotators()
    const handlers = handlersOf(project)
    const [first, same, other] = await Promise.all([
      handlers.preview(),
      handlers.moments({ only: 'all' }),
      handlers.preview({ rule: VoteRule.parse({ rule: 'union' }) })
    ])
    for (const given of [first, same]) expect(given).toMatchObject({ error: { code: 'gold.superseded' } })
    expect(value(other).segments).toBe(5)
    expect(value(await handlers.preview()).segments).toBe(3)
    edit(project, 'cleo', 'segment-set', { ids: ['v3'], patch: { label: 'fear' } })
    expect(value(await handlers.preview()).segments, 'changed labels are read anew').toBe(3)
    expect(value(await handlers.preview()).seconds.open).toBe(0)
  })

  test('made again follows changed labels and keeps what was decided or changed by hand', async () => {
    const { project, recordingId } = threeAnnotators()
    const author = saved(project)
    const handlers = handlersOf(project)
    value(await handlers.run('g'))
    expect(project.get('gold', 'g')?.madeAtRevision).toBeTypeOf('number')
    edit(project, 'ben', 'gold-decide', {
      goldAuthorId: author,
      recordingId,
      schemeId: 'ekman7',
      attributeId: 'emotion',
      start: 25 * second,
      end: 40 * second,
      label: 'disgust'
    })
    const [track] = project.all('track').filter((each) => each.authorId === author)
    const [anger] = project.segmentsOfTrack(track?.id ?? '')
    edit(project, 'ben', 'segment-set', { ids: [anger?.id], patch: { label: 'sadness' } })
    // Cleo now agrees about happiness no more, and about fear.
    edit(project, 'cleo', 'segment-set', { ids: ['v1'], patch: { label: 'fear' } })
    edit(project, 'cleo', 'segment-set', { ids: ['v2'], patch: { label: 'fear' } })
    const again = value(await handlers.run('g'))
    expect(again.byHand).toBe(2)
    expect(goldOf(project, author)).toEqual([
      [0, 10, 'sadness'],
      [10, 20, 'happiness'],
      [20, 25, 'fear'],
      [25, 40, 'disgust']
    ])
  })

  test('a decision inside a made segment keeps both its ends as made, so that a new run may replace them', async () => {
    const { project, recordingId } = threeAnnotators()
    const author = saved(project)
    const handlers = handlersOf(project)
    value(await handlers.run('g'))
    edit(project, 'anna', 'gold-decide', {
      goldAuthorId: author,
      recordingId,
      schemeId: 'ekman7',
      attributeId: 'emotion',
      start: 12 * second,
      end: 14 * second,
      label: null
    })
    expect(goldOf(project, author).slice(1, 4)).toEqual([
      [10, 12, 'happiness'],
      [12, 14, undefined],
      [14, 20, 'happiness']
    ])
  })

  test('soft labels keep every share, and no hard label where two lead', async () => {
    const { project } = threeAnnotators()
    const author = saved(project, { rule: 'soft' }, 's')
    value(await handlersOf(project).run('s'))
    const [track] = project.all('track').filter((each) => each.authorId === author)
    const rows = project.segmentsOfTrack(track?.id ?? '')
    const fear = rows.find(({ start }) => start === 20 * second)
    expect(fear).toMatchObject({ label: 'fear' })
    expect(fear?.scores?.['fear']).toBeCloseTo(2 / 3, 12)
    expect(fear?.scores?.['disgust']).toBeCloseTo(1 / 3, 12)
    expect(rows.find(({ start }) => start === 30 * second)?.label).toBeUndefined()
  })

  test('Dawid and Skene judge the annotators over all recordings together', async () => {
    const { project } = threeAnnotators()
    const other = value(project.commitImported(minuteOfVideo('second.mp4'))).recordingId
    for (const [author, id] of [
      ['anna', 't'],
      ['ben', 'u'],
      ['cleo', 'v']
    ] as const) {
      edit(project, author, 'track-create', { id: `${id}x`, recordingId: other, schemeId: 'ekman7' })
      label(project, author, `${id}x`, author === 'cleo' ? ['fear', 'anger'] : ['anger', 'fear'])
    }
    const summary = value(await handlersOf(project).preview({ rule: { rule: 'dawid_skene' } }))
    const accuracy = (id: string) =>
      summary.annotators.find(({ annotator }) => annotator === id)?.accuracy ?? 0
    expect(summary.annotators).toHaveLength(3)
    expect(accuracy('anna')).toBeGreaterThan(accuracy('cleo'))
  })

  test('lists the moments to adjudicate, most divided first, and what was decided there', async () => {
    const { project, recordingId } = threeAnnotators()
    const author = saved(project)
    const handlers = handlersOf(project)
    const divided = value(await handlers.moments({ order: 'split', goldAuthorId: author }))
    expect(divided.items.map(({ start, state }) => [start / second, state])).toEqual([
      [30, 'open'],
      [20, 'decided']
    ])
    expect(divided.items[0]?.votes.map(({ authorId, labels }) => [authorId, labels])).toEqual([
      ['anna', ['fear']],
      ['ben', ['sadness']],
      ['cleo', ['disgust']]
    ])
    edit(project, 'anna', 'gold-decide', {
      goldAuthorId: author,
      recordingId,
      schemeId: 'ekman7',
      attributeId: 'emotion',
      start: 30 * second,
      end: 40 * second,
      label: 'sadness'
    })
    const after = value(await handlers.moments({ only: 'open', goldAuthorId: author }))
    expect(after.items[0]?.decided).toMatchObject({ label: 'sadness' })
    expect(value(await handlers.moments({ only: 'open', undecided: true, goldAuthorId: author })).total).toBe(
      0
    )
  })

  test('refuses with a sentence: nobody has such labels, one annotator, a rule for traces', async () => {
    const { project } = threeAnnotators()
    const handlers = handlersOf(project)
    expect(problem(await handlers.preview({ attributeId: 'other' })).code).toBe('gold.nothing')
    expect(problem(await handlers.preview({ rule: { rule: 'mean' } })).code).toBe('gold.nothing')
    expect(problem(await handlers.moments({ rule: { rule: 'mean' } })).code).toBe('gold.rule')
    expect(
      problem(
        project.apply('anna', [
          {
            id: 'gold-save',
            input: {
              name: 'Alone',
              authorIds: ['anna', 'anna'],
              recordingIds: [],
              schemeId: 'ekman7',
              attributeId: 'emotion',
              rule: { rule: 'majority' }
            }
          }
        ])
      ).code
    ).toBe('gold.too-few')
  })
})

/** Valence of three annotators at 1 Hz over four seconds, Cleo without the third; arousal is the opposite. */
function threeTraces(): { project: Project; recordingId: string } {
  const { project, recordingId } = threeAnnotators()
  const va = schemes.find(({ id }) => id === 'va-bipolar')
  edit(project, 'anna', 'scheme-save', { document: va?.document })
  const rated: Readonly<Record<string, readonly number[]>> = {
    anna: [0, 0.2, 0.4, 0.6],
    ben: [0.2, 0.4, 0.6, 0.8],
    cleo: [0.1, 0.3, Number.NaN, 0.4]
  }
  for (const [author, valence] of Object.entries(rated))
    value(
      project.commitTakes(
        author,
        [
          {
            take: {
              trackId: `${author}-va`,
              start: micros(1_000_000),
              rateHz: 1,
              dims: ['valence', 'arousal'],
              source: 'live'
            },
            samples: Float64Array.from(valence.flatMap((each) => [each, -each]))
          }
        ],
        [
          {
            id: 'track-create',
            input: {
              id: `${author}-va`,
              recordingId,
              schemeId: 'va-bipolar',
              attributeId: 'va',
              kind: 'trace',
              trace: { mode: 'bounded', rateHz: 1, dims: ['valence', 'arousal'] }
            }
          }
        ]
      )
    )
  return { project, recordingId }
}

describe('a gold trace', () => {
  const va = { schemeId: 'va-bipolar', attributeId: 'va' }

  test('is the mean of who has a value there, with the spread of the annotators', async () => {
    const { project } = threeTraces()
    const { traces } = value(await handlersOf(project).preview({ ...va, rule: { rule: 'mean' } }))
    expect(traces.map(({ dim, used, count }) => [dim, used, count])).toEqual([
      ['valence', 4, 4],
      ['arousal', 4, 4]
    ])
    // Population standard deviations by numpy: 0.081650 twice, 0.1 of two, 0.163299.
    expect(traces[0]?.meanSpread).toBeCloseTo(0.10664957, 6)
  })

  test('is written as a take of the gold author and replaced when it is made again; undo brings the old one back', async () => {
    const { project } = threeTraces()
    const fields = { name: 'Mean', authorIds: everyone, recordingIds: [], ...va }
    edit(project, 'anna', 'gold-save', { id: 'm', ...fields, rule: { rule: 'mean' } })
    const handlers = handlersOf(project)
    value(await handlers.run('m'))
    const goldTakes = () => project.all('take').filter(({ source }) => source === 'gold')
    const samples = () => goldTakes().map((take) => [...project.takeSamples(take)])
    expect(goldTakes()).toMatchObject([
      { start: 1_000_000, rateHz: 1, count: 4, dims: ['valence', 'arousal'] }
    ])
    const [first] = samples()
    expect(first?.filter((_, i) => i % 2 === 0).map((each) => Number(each.toFixed(9)))).toEqual([
      0.1, 0.3, 0.5, 0.6
    ])
    edit(project, 'anna', 'gold-save', { id: 'm', ...fields, rule: { rule: 'median' } })
    value(await handlers.run('m'))
    expect(goldTakes()).toHaveLength(1)
    expect(samples()[0]?.[6]).toBeCloseTo(0.6, 6)
    expect(goldTakes()[0]?.extra).toMatchObject({ gold: { recipeId: 'm' } })
    value(project.undo('anna'))
    expect(samples()[0]).toEqual(first)
  })

  test('says why there is none: warping needs complete traces', async () => {
    const { project } = threeTraces()
    const { traces } = value(await handlersOf(project).preview({ ...va, rule: { rule: 'dba' } }))
    expect(traces[0]?.reason).toContain('cleo')
    edit(project, 'anna', 'gold-save', {
      id: 'd',
      name: 'Warped',
      authorIds: everyone,
      recordingIds: [],
      ...va,
      rule: { rule: 'dba' }
    })
    expect(problem(await handlersOf(project).run('d')).message).toContain('no value at sample 2')
  })
})
