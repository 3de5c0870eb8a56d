import { describe, expect, test } from 'vitest'
import { answerAgreementHandlers } from '../../../src/main/handlers/answer-agreement'
import type { HandlerContext } from '../../../src/main/handlers/context'
import type { Project } from '../../../src/main/store'
import { calls } from '../../../src/shared/contract'
import type { CallInput } from '../../../src/shared/contract'
import type { SegmentValue } from '../../../src/shared/domain/segment-value'
import { edit, labelledProject, problem, schemes, value } from '../store/project-fixture'

const second = 1_000_000

/** Anna and Ben answer about the same stretches of one second. */
function twoRaters(
  schemeId: string,
  attributeId: string,
  answers: Record<string, readonly SegmentValue[]>
): Project {
  const { project, recordingId } = labelledProject()
  edit(project, 'anna', 'scheme-save', {
    document: schemes.find((scheme) => scheme.id === schemeId)?.document
  })
  for (const author of ['anna', 'ben']) {
    edit(project, author, 'track-create', { id: `${author}-a`, recordingId, schemeId, attributeId })
    answers[author]?.forEach((answer, i) =>
      edit(project, author, 'segment-create', {
        id: `${author}${i}`,
        trackId: `${author}-a`,
        start: i * second,
        end: (i + 1) * second,
        value: answer
      })
    )
  }
  return project
}

const ratings = (...values: readonly number[]): readonly SegmentValue[] =>
  values.map((valence) => ({ kind: 'ratings', ratings: { valence } }))

const ask = (project: Project) => {
  const handlers = answerAgreementHandlers({ open: { project } } as unknown as HandlerContext)
  const base = { authorIds: ['anna', 'ben'], schemeId: 'vad-sam9', attributeId: 'vad' }
  return {
    report: async (query: Partial<CallInput<'agreement.answers'>> = {}) =>
      handlers['agreement.answers'](calls['agreement.answers'].input.parse({ ...base, ...query })),
    moments: async (query: Partial<CallInput<'agreement.answerMoments'>> = {}) =>
      handlers['agreement.answerMoments'](calls['agreement.answerMoments'].input.parse({ ...base, ...query }))
  }
}

describe('agreement of what two people rate in a project', () => {
  // By hand: differences 0, 1, 0, 2; alpha at interval level is 1 - Do/De with Do = 2*(0+1+0+4)/8 and
  // De the mean squared difference of all 56 ordered pairs of 2 2 4 5 7 7 9 7.
  test('has the alpha that follows by hand, and its revision', async () => {
    const project = twoRaters('vad-sam9', 'vad', { anna: ratings(2, 4, 7, 9), ben: ratings(2, 5, 7, 7) })
    const made = value(await ask(project).report())
    const all = [2, 2, 4, 5, 7, 7, 9, 7]
    const apart = all.flatMap((x) => all.map((y) => (x - y) ** 2)).reduce((sum, each) => sum + each, 0) / 56
    expect(made.detail.cards[0]?.id).toBe('krippendorff_alpha_interval')
    expect(made.detail.cards[0]?.value).toBeCloseTo(1 - 10 / 8 / apart, 12)
    expect(made).toMatchObject({ kind: 'ratings', n: 4, revision: project.revision(), recordings: 1 })
    expect(made.measures.map(({ id }) => id)).toEqual(['valence', 'arousal', 'dominance'])
    expect(made.measures[1]).toMatchObject({ n: 0, alpha: { value: null } })
  })

  test('leads to what two rate differently, the farthest first', async () => {
    const project = twoRaters('vad-sam9', 'vad', { anna: ratings(2, 4, 7, 9), ben: ratings(2, 5, 7, 7) })
    const { items, total } = value(await ask(project).moments({ pair: ['anna', 'ben'] }))
    expect(total).toBe(2)
    expect(items[0]).toMatchObject({ start: 3 * second, distance: 2 })
    expect(items[0]?.said.map(({ segmentId }) => segmentId)).toEqual(['anna3', 'ben3'])
  })

  test('tells of sets of labels, label by label', async () => {
    const project = twoRaters('wrime8', 'intensity', {
      anna: [
        { kind: 'labels', labels: { joy: 3 } },
        { kind: 'labels', labels: { fear: 1 } }
      ],
      ben: [
        { kind: 'labels', labels: { joy: 2 } },
        { kind: 'labels', labels: { fear: 1, joy: 1 } }
      ]
    })
    const made = value(
      await ask(project).report({ schemeId: 'wrime8', attributeId: 'intensity', measureId: 'joy' })
    )
    expect(made.kind).toBe('labels')
    expect(made.setCards.find(({ id }) => id === 'jaccard_samples_mean')?.value).toBeCloseTo(3 / 4, 12)
    expect(made.detail.measureId).toBe('joy')
  })

  test('refuses where nobody answered, says what can be done, and knows no stranger', async () => {
    const project = twoRaters('vad-sam9', 'vad', {})
    expect(problem(await ask(project).report())).toMatchObject({ code: 'nothing-answered' })
    expect(problem(await ask(project).report({ attributeId: 'gone' }))).toMatchObject({
      code: 'unknown-attribute'
    })
    expect(
      problem(await ask(project).report({ schemeId: 'ekman7', attributeId: 'emotion' })).message
    ).toContain('intensity')
    expect(problem(await ask(project).moments({ pair: ['anna', 'cleo'] }))).toMatchObject({
      code: 'unknown-author'
    })
  })
})
