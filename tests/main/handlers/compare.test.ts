import { describe, expect, test } from 'vitest'
import { analysisHere } from '../analysis/analysis-here'
import { compareHandlers } from '../../../src/main/handlers/compare'
import type { HandlerContext } from '../../../src/main/handlers/context'
import type { Project } from '../../../src/main/store'
import { CompareQuery } from '../../../src/shared/contract'
import { edit, labelledProject, value } from '../store/project-fixture'

const second = 1_000_000

/** Anna and Ben label the same three stretches; Anna speaks of P1, Ben of P2; they differ at the third. */
function twoPeople(): Project {
  const { project, recordingId } = labelledProject()
  for (const id of ['p1', 'p2']) edit(project, 'anna', 'person-save', { id, name: id.toUpperCase() })
  edit(project, 'ben', 'track-create', { id: 'u', recordingId, schemeId: 'ekman7' })
  const label = (author: string, trackId: string, personId: string, labels: readonly string[]) =>
    labels.forEach((label, i) =>
      edit(project, author, 'segment-create', {
        id: `${trackId}${i}`,
        trackId,
        start: i * second,
        end: (i + 1) * second,
        label,
        personId
      })
    )
  label('anna', 't', 'p1', ['anger', 'fear', 'sadness'])
  label('ben', 'u', 'p2', ['anger', 'fear', 'disgust'])
  return project
}

/** The handlers over one open project; they ask nothing else of the context. */
const handlersOf = (project: Project) => ({
  ...analysisHere(project),
  ...compareHandlers({ open: { project } } as unknown as HandlerContext)
})
const query = (more: Partial<CompareQuery> = {}) =>
  CompareQuery.parse({ referenceAuthorId: 'anna', candidateAuthorId: 'ben', ...more })

describe('comparing two authors of a project', () => {
  test('labels about different people never meet, and all of them are counted as left out', async () => {
    const report = value(await handlersOf(twoPeople())['compare.report'](query()))
    expect(report.n).toBe(0)
    expect(report.leftOut.reduce((sum, entry) => sum + entry.count, 0)).toBe(3)
  })

  test('ignoring persons pairs them, says so in the convention, and gives the same items', async () => {
    const handlers = handlersOf(twoPeople())
    const ignoring = query({ ignorePersons: true })
    const report = value(await handlers['compare.report'](ignoring))
    expect(report.n).toBe(3)
    expect(report.cards.find((card) => card.id === 'accuracy')?.value).toBeCloseTo(2 / 3, 12)
    expect(report.pairing).toContain('Persons are ignored')
    const errors = value(await handlers['compare.items']({ ...ignoring, onlyErrors: true }))
    expect(errors.map((item) => [item.referenceSegmentId, item.reference, item.candidate])).toEqual([
      ['t2', 'sadness', 'disgust']
    ])
  })

  test('the report names the revision and the labels it was made from, and follows an edit', async () => {
    const project = twoPeople()
    const handlers = handlersOf(project)
    const before = value(await handlers['compare.report'](query({ ignorePersons: true })))
    expect(before).toMatchObject({ revision: project.revision(), schemeId: 'ekman7' })
    edit(project, 'anna', 'segment-set', { ids: ['t2'], patch: { label: 'disgust' } })
    const after = value(await handlers['compare.report'](query({ ignorePersons: true })))
    expect(after.revision).toBeGreaterThan(before.revision)
    expect(after.cards.find((card) => card.id === 'accuracy')?.value).toBe(1)
  })
})
