import { describe, expect, test } from 'vitest'
import { agreementHandlers } from '../../../src/main/handlers/agreement'
import type { HandlerContext } from '../../../src/main/handlers/context'
import type { Project } from '../../../src/main/store'
import { calls } from '../../../src/shared/contract'
import type { CallInput } from '../../../src/shared/contract'
import { edit, labelledProject, minuteOfVideo, problem, value } from '../store/project-fixture'

const second = 1_000_000

/** Anna, Ben and Cleo label the same four stretches of ten seconds; Ben differs at the last, Cleo at the last two. */
function threeAnnotators(): { project: Project; recordingId: string } {
  const { project, recordingId } = labelledProject()
  edit(project, 'anna', 'author-save', { id: 'cleo', name: 'Cleo' })
  edit(project, 'ben', 'track-create', { id: 'u', recordingId, schemeId: 'ekman7' })
  edit(project, 'cleo', 'track-create', { id: 'v', recordingId, schemeId: 'ekman7' })
  label(project, 'anna', 't', ['anger', 'anger', 'fear', 'fear'])
  label(project, 'ben', 'u', ['anger', 'anger', 'fear', 'sadness'])
  label(project, 'cleo', 'v', ['anger', 'anger', 'disgust', 'disgust'])
  return { project, recordingId }
}

function label(
  project: Project,
  author: string,
  trackId: string,
  labels: readonly (string | undefined)[]
): void {
  labels.forEach((each, i) =>
    edit(project, author, 'segment-create', {
      id: `${trackId}${i}`,
      trackId,
      start: i * 10 * second,
      end: (i + 1) * 10 * second,
      label: each
    })
  )
}

const everyone = ['anna', 'ben', 'cleo']
const handlersOf = (project: Project) => {
  const handlers = agreementHandlers({ open: { project } } as unknown as HandlerContext)
  return {
    report: async (query: Partial<CallInput<'agreement.report'>> = {}) =>
      handlers['agreement.report'](calls['agreement.report'].input.parse({ authorIds: everyone, ...query })),
    items: async (query: Partial<CallInput<'agreement.items'>> = {}) =>
      handlers['agreement.items'](calls['agreement.items'].input.parse({ authorIds: everyone, ...query })),
    curve: async (query: Omit<CallInput<'agreement.curve'>, 'authorIds'>) =>
      handlers['agreement.curve'](calls['agreement.curve'].input.parse({ authorIds: everyone, ...query }))
  }
}

describe('agreement of the annotators of a project', () => {
  test('has the numbers that follow by hand, with the revision and labels they were made from', async () => {
    const { project } = threeAnnotators()
    const report = value(await handlersOf(project).report())
    const card = (id: string) => report.cards.find((each) => each.id === id)?.value
    // Pairs that agree: 3, 3, 1, 0 of 3 each.
    expect(card('percent_agreement')).toBeCloseTo(7 / 12, 12)
    // Anger 6, fear 3, sadness 1, disgust 2 of 12, so by chance 50 / 144.
    expect(card('fleiss_kappa')).toBeCloseTo((7 / 12 - 50 / 144) / (1 - 50 / 144), 12)
    expect(report).toMatchObject({
      n: 40,
      different: 20,
      revision: project.revision(),
      schemeId: 'ekman7',
      attributeId: 'emotion'
    })
    const annaBen = report.pairs.find(({ first, second: other }) => first === 'anna' && other === 'ben')
    // Agree in 3 of 4; by chance 1/2 * 1/2 + 1/2 * 1/4.
    expect(annaBen?.kappa.value).toBeCloseTo((0.75 - 0.375) / (1 - 0.375), 12)
    expect(report.convention).toContain('Time is the unit')
  })

  test('as matched segments counts four units', async () => {
    const report = value(await handlersOf(threeAnnotators().project).report({ unit: 'segments' }))
    expect(report.n).toBe(4)
    expect(report.cards[0]?.convention).toBeTruthy()
    expect(report.convention).toContain('Matched segments are the units')
  })

  test('gives the moments of two annotators with both segments, and follows an edit', async () => {
    const { project, recordingId } = threeAnnotators()
    const handlers = handlersOf(project)
    const pair: [string, string] = ['anna', 'ben']
    const before = value(await handlers.items({ pair }))
    expect(before.items).toEqual([
      {
        recordingId,
        personId: undefined,
        start: 30 * second,
        end: 40 * second,
        said: [
          { authorId: 'anna', label: 'fear', segmentId: 't3' },
          { authorId: 'ben', label: 'sadness', segmentId: 'u3' }
        ],
        split: 1
      }
    ])
    edit(project, 'ben', 'segment-set', { ids: ['u3'], patch: { label: 'fear' } })
    expect(value(await handlers.items({ pair })).total).toBe(0)
    expect(
      value(await handlers.items({ label: 'disgust' })).items.map(({ start }) => start / second)
    ).toEqual([20])
  })

  test('the curve of a recording is one where all agree and lower where they do not', async () => {
    const { project, recordingId } = threeAnnotators()
    const { agreement } = value(await handlersOf(project).curve({ recordingId, bins: 6 }))
    expect(agreement).toEqual([1, 1, expect.closeTo(1 / 3, 12), 0, null, null])
  })

  test('cannot-rate and unlabelled segments are left out and counted', async () => {
    const { project } = threeAnnotators()
    edit(project, 'cleo', 'segment-set', { ids: ['v2'], patch: { label: 'cannot-rate' } })
    const report = value(await handlersOf(project).report())
    expect(report.leftOut).toContainEqual({ reason: 'The annotator declined to rate.', count: 10, unit: 's' })
    expect(report.annotators.find(({ authorId }) => authorId === 'cleo')).toMatchObject({
      segments: 4,
      labelled: 3,
      declined: 1
    })
  })

  test('labels about different persons meet only when persons are ignored', async () => {
    const { project, recordingId } = labelledProject()
    for (const id of ['p1', 'p2']) edit(project, 'anna', 'person-save', { id, name: id })
    edit(project, 'anna', 'track-create', { id: 'x', recordingId, schemeId: 'ekman7', personId: 'p1' })
    edit(project, 'ben', 'track-create', { id: 'y', recordingId, schemeId: 'ekman7', personId: 'p2' })
    label(project, 'anna', 'x', ['anger', 'fear'])
    label(project, 'ben', 'y', ['anger', 'anger'])
    const handlers = handlersOf(project)
    const authorIds = ['anna', 'ben']
    expect(value(await handlers.report({ authorIds })).n).toBe(0)
    const ignoring = value(await handlers.report({ authorIds, ignorePersons: true }))
    expect(ignoring.n).toBe(20)
    expect(ignoring.convention).toContain('Persons are ignored')
  })

  test('several recordings give an interval, and the one with most disagreement comes first', async () => {
    const { project, recordingId } = threeAnnotators()
    const other = value(project.commitImported(minuteOfVideo('second.mp4'))).recordingId
    for (const [i, author] of everyone.entries()) {
      edit(project, author, 'track-create', { id: `o${i}`, recordingId: other, schemeId: 'ekman7' })
      label(project, author, `o${i}`, ['anger', 'fear'])
    }
    const report = value(await handlersOf(project).report())
    expect(report.recordings.map(({ id }) => id)).toEqual([recordingId, other])
    const interval = report.cards[0]?.interval
    expect(interval?.low).toBeLessThan(interval?.high ?? 0)
    expect(interval?.high).toBeCloseTo(1, 9)
  })

  test('an annotator that is gone, or nothing labelled, is a sentence', async () => {
    const { project } = threeAnnotators()
    const handlers = handlersOf(project)
    expect(problem(await handlers.report({ authorIds: ['anna', 'nobody'] })).message).toMatch(
      /not part of the project/
    )
    expect(problem(await handlers.report({ authorIds: ['anna', 'anna'] })).message).toMatch(/at least two/)
    const empty = labelledProject().project
    expect(problem(await handlersOf(empty).report({ authorIds: ['anna', 'ben'] })).hint).toMatch(
      /label some segments/
    )
  })
})

describe('drift over the order of work', () => {
  test('comes from the edit in which a segment got its label, not from its place or later edits', async () => {
    const { project, recordingId } = labelledProject()
    edit(project, 'ben', 'track-create', { id: 'u', recordingId, schemeId: 'ekman7' })
    const at = (i: number) => ({ start: (40 - i) * second, end: (41 - i) * second })
    for (let i = 0; i < 18; i++) {
      edit(project, 'anna', 'segment-create', { id: `a${i}`, trackId: 't', ...at(i), label: 'anger' })
      edit(project, 'ben', 'segment-create', { id: `b${i}`, trackId: 'u', ...at(i) })
      edit(project, 'ben', 'segment-set', { ids: [`b${i}`], patch: { label: i < 12 ? 'anger' : 'fear' } })
    }
    const handlers = agreementHandlers({ open: { project } } as unknown as HandlerContext)
    const query = calls['agreement.drift'].input.parse({ authorIds: ['anna', 'ben'], unit: 'segments' })
    const { drifts, revision } = value(await handlers['agreement.drift'](query))
    expect(revision).toBe(project.revision())
    expect(drifts[1]).toMatchObject({ n: 18, third: 6, leftOut: 0, first: { value: 1 }, last: { value: 0 } })
    expect(Date.parse(drifts[1]?.from ?? '')).toBeLessThanOrEqual(Date.parse(drifts[1]?.to ?? ''))
  })
})
