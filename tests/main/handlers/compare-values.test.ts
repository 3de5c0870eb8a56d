import { describe, expect, test } from 'vitest'
import { compareHandlers } from '../../../src/main/handlers/compare'
import type { HandlerContext } from '../../../src/main/handlers/context'
import type { Project } from '../../../src/main/store'
import { CompareQuery } from '../../../src/shared/contract'
import { edit, labelledProject, schemes, value } from '../store/project-fixture'

const second = 1_000_000

/** Anna and Ben say several labels of the same stretches, and Anna rates them besides. */
function twoRaters(schemeId: string, attributeId: string): { readonly project: Project; say: typeof say } {
  const { project, recordingId } = labelledProject()
  for (const id of [schemeId, 'vad-sam9'])
    edit(project, 'anna', 'scheme-save', { document: schemes.find((scheme) => scheme.id === id)?.document })
  for (const author of ['anna', 'ben'])
    edit(project, author, 'track-create', { id: `${author}-v`, recordingId, schemeId, attributeId })
  edit(project, 'anna', 'track-create', {
    id: 'ratings',
    recordingId,
    schemeId: 'vad-sam9',
    attributeId: 'vad'
  })
  for (let i = 0; i < 9; i++)
    edit(project, 'anna', 'segment-create', {
      trackId: 'ratings',
      start: i * second,
      end: (i + 1) * second,
      value: { kind: 'ratings', ratings: { valence: 5 } }
    })
  function say(author: string, answers: readonly Record<string, number | null>[]): void {
    answers.forEach((labels, i) =>
      edit(project, author, 'segment-create', {
        trackId: `${author}-v`,
        start: i * second,
        end: (i + 1) * second,
        value: { kind: 'labels', labels }
      })
    )
  }
  return { project, say }
}

const compare = (project: Project) =>
  compareHandlers({ open: { project } } as unknown as HandlerContext)['compare.report'](
    CompareQuery.parse({ referenceAuthorId: 'anna', candidateAuthorId: 'ben', recordingIds: [] })
  )

describe('comparing what two people say with several labels', () => {
  test('goes by the strongest label and leaves ratings of the same person out of it', async () => {
    const { project, say } = twoRaters('wrime8', 'intensity')
    say('anna', [{ joy: 3, fear: 1 }, { anger: 2 }, { sadness: 1, fear: 2 }])
    say('ben', [{ joy: 1 }, { anger: 3, disgust: 2 }, { sadness: 3, fear: 1 }])
    const report = value(await compare(project))
    expect(report).toMatchObject({ n: 3, schemeId: 'wrime8', attributeId: 'intensity', leftOut: [] })
    expect(report.cards.find((card) => card.id === 'accuracy')?.value).toBeCloseTo(2 / 3, 12)
    expect(report.unmapped).toEqual([])
  })
  test('takes the products of the axes as the classes of a composite', async () => {
    const { project, say } = twoRaters('ravdess14', 'class')
    const parts = (gender: string, emotion: string) => ({
      [`gender:${gender}`]: null,
      [`emotion:${emotion}`]: null
    })
    const document = schemes.find(({ id }) => id === 'ravdess14')?.document as {
      attributes: { id: string; labels?: { id: string }[] }[]
    }
    const idsOf = (id: string): string[] =>
      document.attributes.find((attribute) => attribute.id === id)?.labels?.map((label) => label.id) ?? []
    const [g0 = '', g1 = ''] = idsOf('gender')
    const [e0 = '', e1 = ''] = idsOf('emotion')
    say('anna', [parts(g0, e0), parts(g1, e1)])
    say('ben', [parts(g0, e0), parts(g0, e1)])
    const report = value(await compare(project))
    expect(report.n).toBe(2)
    expect(report.cards.find((card) => card.id === 'accuracy')?.value).toBe(0.5)
  })
})
