import { describe, expect, test } from 'vitest'
import type { HandlerContext } from '../../../src/main/handlers/context'
import { agreementHandlers } from '../../../src/main/handlers/agreement'
import { studyHandlers } from '../../../src/main/handlers/study'
import type { Project } from '../../../src/main/store'
import { calls } from '../../../src/shared/contract'
import { at, lane } from '../store/blind-study'
import { edit, labelledProject, value } from '../store/project-fixture'

const second = 1_000_000

/** Ben's answers are known: anger, fear, anger, fear, ten seconds each. Anna practises blind. */
function practice(passAt = 0.6): { project: Project; recordingId: string; itemId: string; trackId: string } {
  const { project, recordingId } = labelledProject()
  edit(project, 'ben', 'track-create', { id: 'known', recordingId, schemeId: 'ekman7' })
  label(project, 'ben', 'known', ['anger', 'fear', 'anger', 'fear'])
  edit(project, 'ben', 'assignment-save', {
    id: 'w',
    name: 'Practice',
    authorId: 'anna',
    tracks: [lane],
    blind: true,
    calibration: { referenceAuthorId: 'ben', passAt },
    recordingIds: [recordingId]
  })
  const itemId = project.all('item')[0]?.id ?? ''
  value(project.viewAs('anna', false))
  edit(project, 'anna', 'item-set', { ids: [itemId], state: 'started', at })
  const trackId = project.all('track').find((track) => track.itemId === itemId)?.id ?? ''
  return { project, recordingId, itemId, trackId }
}

function label(
  project: Project,
  author: string,
  trackId: string,
  labels: readonly (string | undefined)[]
): void {
  labels.forEach((each, i) => {
    if (each !== undefined)
      edit(project, author, 'segment-create', {
        trackId,
        start: i * 10 * second,
        end: (i + 1) * 10 * second,
        label: each
      })
  })
}

const contextOf = (project: Project) =>
  ({ open: { project }, emit: () => undefined }) as unknown as HandlerContext
const feedback = (project: Project, itemId: string) =>
  studyHandlers(contextOf(project))['study.feedback']({ itemId })
const finish = (project: Project, itemId: string) =>
  edit(project, 'anna', 'item-set', { ids: [itemId], state: 'finished', at })

describe('practice', () => {
  test('tells nothing before it is finished', async () => {
    const { project, itemId } = practice()
    expect(await feedback(project, itemId)).toMatchObject({ ok: false, error: { code: 'practice.open' } })
    expect(await feedback(project, 'gone')).toMatchObject({ ok: false, error: { code: 'practice.none' } })
  })

  test('tells kappa, average recall and the moments that differ, though the answers stay hidden', async () => {
    const { project, itemId, trackId, recordingId } = practice()
    label(project, 'anna', trackId, ['anger', 'fear', 'fear', 'fear'])
    finish(project, itemId)
    const [told] = value(await feedback(project, itemId)).lanes
    // 3 of 4 agree; by chance 1/2 * 1/4 + 1/2 * 3/4 = 1/2, so kappa is 1/2. Recall: anger 1/2, fear 1.
    expect(told?.cards.map(({ id, value: number }) => [id, number])).toEqual([
      ['cohen_kappa', 0.5],
      ['uar', 0.75]
    ])
    expect(told).toMatchObject({ covered: 1, passed: false, ownTrackId: trackId })
    expect(told?.moments).toEqual([{ start: 20 * second, end: 30 * second, reference: 'anger', own: 'fear' }])
    expect(project.segmentsOfRecording(recordingId).every((segment) => segment.trackId === trackId)).toBe(
      true
    )
  })

  test('is passed at the mark, and not with half of it left unlabelled', async () => {
    const good = practice(0.5)
    label(good.project, 'anna', good.trackId, ['anger', 'fear', 'fear', 'fear'])
    finish(good.project, good.itemId)
    expect(value(await feedback(good.project, good.itemId)).lanes[0]).toMatchObject({ passed: true })
    const half = practice(0.5)
    label(half.project, 'anna', half.trackId, ['anger', 'fear'])
    finish(half.project, half.itemId)
    const [told] = value(await feedback(half.project, half.itemId)).lanes
    expect(told).toMatchObject({ covered: 0.5, passed: false })
    expect(told?.cards[0]?.value).toBe(1)
    expect(told?.moments).toEqual([
      { start: 20 * second, end: 30 * second, reference: 'anger' },
      { start: 30 * second, end: 40 * second, reference: 'fear' }
    ])
  })

  test('with nothing labelled has no kappa, says why, and is not passed', async () => {
    const { project, itemId } = practice()
    finish(project, itemId)
    const [told] = value(await feedback(project, itemId)).lanes
    expect(told).toMatchObject({ covered: 0, passed: false })
    expect(told?.reason).toBeTruthy()
    expect(told?.cards[0]?.value).toBeNull()
  })

  test('is no data in exports and agreement unless asked for', async () => {
    const { project, itemId, trackId, recordingId } = practice()
    label(project, 'anna', 't', ['anger', 'anger'])
    label(project, 'anna', trackId, [undefined, undefined, 'fear', undefined])
    finish(project, itemId)
    value(project.viewAs('ben', true))
    const all = { recordingIds: [recordingId], authorIds: [], includeFrames: false }
    const ids = (practiceToo: boolean) =>
      project.exportDataset({ ...all, practice: practiceToo }).tracks.map(({ id }) => id)
    expect(ids(false)).not.toContain(trackId)
    expect(ids(true)).toContain(trackId)
    expect(project.segmentsForCompare(['anna'], []).map(({ track }) => track.id)).toEqual(['t'])
    const report = async (practiceToo: boolean) =>
      value(
        await agreementHandlers(contextOf(project))['agreement.report'](
          calls['agreement.report'].input.parse({ authorIds: ['anna', 'ben'], practice: practiceToo })
        )
      ).cards.find(({ id }) => id === 'percent_agreement')?.value
    expect(await report(false)).toBe(0.5)
    // The rest of the time has practice only: fear for ten seconds, where Ben says anger.
    expect(await report(true)).not.toBe(0.5)
  })

  test('is not taken up again after its result was told, neither by edit nor by undo', async () => {
    const { project, itemId, trackId } = practice()
    finish(project, itemId)
    const refused = (id: string, input: object) => project.apply('anna', [{ id, input }])
    expect(refused('segment-create', { trackId, start: 0, end: 9 })).toMatchObject({
      error: { code: 'item.locked' }
    })
    expect(project.undo('anna')).toMatchObject({ error: { code: 'item.told' } })
  })
})

describe('working time', () => {
  test('counts for the annotator who is here while the recording is worked on, and is no step to undo', async () => {
    const { project, itemId } = practice()
    const add = (seconds: number) => studyHandlers(contextOf(project))['study.addWork']({ itemId, seconds })
    await add(30)
    await add(12.5)
    expect(project.get('item', itemId)?.workSeconds).toBe(42.5)
    expect(project.snapshot('anna').canUndo).toBe('Start 1 assigned recording')
    value(project.undo('anna'))
    value(project.redo('anna'))
    expect(project.get('item', itemId)?.workSeconds).toBe(42.5)
    value(project.viewAs('ben', true))
    await add(30)
    value(project.viewAs('anna', true))
    finish(project, itemId)
    await add(30)
    expect(project.get('item', itemId)?.workSeconds).toBe(42.5)
  })
})
