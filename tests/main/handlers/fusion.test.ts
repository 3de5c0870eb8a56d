import { describe, expect, test } from 'vitest'
import { analysisHere } from '../analysis/analysis-here'
import type { HandlerContext } from '../../../src/main/handlers/context'
import { fusionHandlers } from '../../../src/main/handlers/fusion'
import type { Project } from '../../../src/main/store'
import { calls } from '../../../src/shared/contract'
import { micros } from '../../../src/shared/domain/time'
import { engineHere } from './engine-here'
import {
  edit,
  ekman7,
  labelledProject,
  minuteOfVideo,
  problem,
  schemes,
  value
} from '../store/project-fixture'

const LABELS = ['neutral', 'anger', 'disgust', 'fear', 'happiness', 'sadness', 'surprise']
const emodb7 = schemes.find(({ id }) => id === 'emodb7') ?? ekman7
const target = { schemeId: 'ekman7', attributeId: 'emotion' }
const FACE_HZ = 5

/** Seconds in which the face looks happy, angry, or is away; speech says the same label from 30 s on only. */
const shown = (second: number): string | undefined =>
  second < 20 ? 'happiness' : second < 25 ? undefined : second < 40 ? 'anger' : 'neutral'

/** A minute with a model that read the face five times a second, one that heard stretches of ten seconds, and Anna's labels. */
function twoModels(recordings = 1): { project: Project; face: string; speech: string } {
  const { project, recordingId } = labelledProject()
  edit(project, 'anna', 'segment-paste', {
    trackId: 't',
    segments: [
      { start: 0, end: 15e6, label: 'happiness' },
      { start: 15e6, end: 30e6, label: 'anger' },
      { start: 30e6, end: 60e6, label: 'neutral' }
    ]
  })
  const ids = [recordingId]
  for (let i = 1; i < recordings; i++) {
    const more = value(project.commitImported(minuteOfVideo(`clip-${i}.mp4`)))
    ids.push(more.recordingId)
    edit(project, 'anna', 'track-create', { id: `t${i}`, recordingId: more.recordingId, schemeId: 'ekman7' })
    edit(project, 'anna', 'segment-paste', {
      trackId: `t${i}`,
      segments: Array.from({ length: 20 }, (_, s) => ({
        start: s * 3e6,
        end: (s + 1) * 3e6,
        label: LABELS[(s + i) % 7]
      }))
    })
  }
  const runOf = (
    modelId: string,
    modelName: string,
    scheme: typeof ekman7
  ): ReturnType<Project['createRun']> =>
    project.createRun({
      modelId,
      modelName,
      scheme,
      manifestHash: '',
      weightsHash: '',
      runtimeVersion: '',
      providerAsked: 'cpu',
      options: {},
      itemsTotal: ids.length
    })
  const face = runOf('face', 'Face', ekman7).run
  const speech = runOf('speech', 'Speech', emodb7).run
  for (const id of ids) {
    const seconds = Array.from({ length: 60 * FACE_HZ }, (_, i) => i / FACE_HZ).filter(
      (at) => shown(at) !== undefined
    )
    const columns = ['person', 'x', 'y', 'w', 'h', 'score', ...LABELS]
    const data = new Float32Array(seconds.length * columns.length)
    seconds.forEach((at, i) =>
      data.set(
        [1, 0.4, 0.4, 0.2, 0.2, 0.9, ...LABELS.map((label) => (label === shown(at) ? 0.7 : 0.05))],
        i * columns.length
      )
    )
    project.commitPredicted(face.id, {
      recordingId: id,
      tracks: [{ personKey: 'face-1', name: 'Face 1', append: [] }],
      frames: {
        chunk: 0,
        count: seconds.length,
        columns,
        pts: Float64Array.from(seconds, (at) => Math.round(at * 1e6)),
        data
      },
      recordingDone: true,
      timings: {},
      providerGot: 'cpu'
    })
    project.commitPredicted(speech.id, {
      recordingId: id,
      tracks: [
        {
          personKey: 'audio',
          name: 'Speech',
          append: Array.from({ length: 6 }, (_, i) => ({
            start: micros(i * 10e6),
            end: micros((i + 1) * 10e6),
            label: 'neutral',
            confidence: 0.6,
            flagged: false,
            scores: { neutral: 0.6, anger: 0.3, boredom: 0.1 }
          }))
        }
      ],
      recordingDone: true,
      timings: {},
      providerGot: 'cpu'
    })
  }
  return { project, face: face.authorId, speech: speech.authorId }
}

function contextOf(project: Project): HandlerContext {
  return {
    open: { project },
    board: engineHere(),
    problems: { add: () => undefined },
    emit: () => undefined,
    paths: { schemes: 'resources/schemes' }
  } as unknown as HandlerContext
}

const scoreQuery = (members: readonly object[], more: object = {}) =>
  calls['fusion.score'].input.parse({
    plan: { target, members, grid: { kind: 'rate', hz: 5 }, ...more },
    referenceAuthorId: 'anna',
    recordingIds: []
  })

describe('a fusion of a face and a voice', () => {
  test('is scored beside its members, by hand: the face is right for 15 of 15, 0 of 15 and 20 of 30 seconds', async () => {
    const { project, face, speech } = twoModels()
    const { 'fusion.score': score } = fusionHandlers(contextOf(project))
    const answer = value(
      await score({ ...scoreQuery([{ authorId: face }, { authorId: speech, weight: 0 }]), mode: 'seconds' })
    )
    // The face says happiness to 20 s, is away to 25 s, anger to 40 s, then neutral; Anna has anger from 15 and neutral from 30 s.
    // Right: 15 s + 5 s + 20 s of the 55 s with an answer.
    expect(answer.members[0]?.accuracy).toBeCloseTo(40 / 55, 6)
    expect(answer.members[1]?.accuracy).toBeCloseTo(0.5, 6)
    expect(answer.members[0]?.missingShare).toBeCloseTo(5 / 60, 6)
    expect(answer.members[1]?.neverGives).toEqual(
      LABELS.filter((label) => label !== 'neutral' && label !== 'anger')
    )
    // With weight 0 the voice decides nothing, not even where the face is away.
    expect(answer.fused.accuracy).toBeCloseTo(40 / 55, 6)
    // Weighed alike the face wins while it is there: (0.7 + 0) / 2 against (0.05 + 0.6) / 2; where it is away the voice says neutral.
    const both = value(
      await score({ ...scoreQuery([{ authorId: face }, { authorId: speech }]), mode: 'seconds' })
    )
    expect(both.fused.accuracy).toBeCloseTo(40 / 60, 6)
    expect(both.fused.n).toBeCloseTo(60, 6)
    // With a voice that weighs more, anger gives way to neutral, and of the reference's 60 s the neutral 30 s are right.
    const voice = value(
      await score({ ...scoreQuery([{ authorId: face }, { authorId: speech, weight: 5 }]), mode: 'seconds' })
    )
    expect(voice.fused.accuracy).toBeCloseTo(0.5, 6)
  })

  test('kept, it is a run with an author whose numbers in Compare are the ones shown before', async () => {
    const { project, face, speech } = twoModels()
    const context = contextOf(project)
    const { 'fusion.score': score, 'fusion.keep': keep } = fusionHandlers(context)
    const query = scoreQuery([{ authorId: face }, { authorId: speech, weight: 0.8 }], { smoothSeconds: 1 })
    const shownBefore = value(await score(query))
    const { runId } = value(await keep({ ...query, name: 'Face and voice' }))
    await expect.poll(() => project.get('run', runId)?.state).toBe('done')
    const run = project.get('run', runId)
    expect(project.get('author', run?.authorId ?? '')).toMatchObject({
      kind: 'model',
      name: 'Face and voice'
    })
    expect(run?.options['fusion']).toMatchObject({ combine: 'mean', smoothSeconds: 1 })
    const [track] = project.all('track').filter((row) => row.runId === runId)
    const segments = project.segmentsOfTrack(track?.id ?? '')
    expect(segments.length).toBeGreaterThan(3)
    const away = segments.filter(({ extra }) => extra !== undefined)
    expect(away.map(({ start, end, extra }) => [start, end, extra])).toEqual([
      [20e6, 25e6, { fusion: { missing: ['Face'] } }]
    ])
    const report = value(
      await analysisHere(project)['compare.report'](
        calls['compare.report'].input.parse({ referenceAuthorId: 'anna', candidateAuthorId: run?.authorId })
      )
    )
    for (const card of shownBefore.cards)
      expect(report.cards.find(({ id }) => id === card.id)?.value).toBeCloseTo(card.value ?? NaN, 9)
  })

  test('with compound rules it has a second lane in the labels of the compounds', async () => {
    const { project, face, speech } = twoModels()
    const { 'fusion.keep': keep } = fusionHandlers(contextOf(project))
    const query = scoreQuery([{ authorId: face }, { authorId: speech }], {
      rules: [
        {
          type: 'pair-sum',
          pairs: { 'Sadly Angry': ['anger', 'sadness'], 'Happily Surprised': ['happiness', 'surprise'] }
        }
      ],
      ruleTarget: { schemeId: 'compound7', attributeId: 'expression' }
    })
    const { runId } = value(await keep({ ...query, name: 'Compound' }))
    await expect.poll(() => project.get('run', runId)?.state).toBe('done')
    const lanes = project.all('track').filter((row) => row.runId === runId)
    expect(lanes.map(({ schemeId }) => schemeId).sort()).toEqual(['compound7', 'ekman7'])
    const compound = lanes.find(({ schemeId }) => schemeId === 'compound7')
    const labels = project.segmentsOfTrack(compound?.id ?? '').map(({ label }) => label)
    expect(labels[0]).toBe('Happily Surprised')
    expect(labels).toContain('Sadly Angry')
  })

  test('a stacked head is fitted on the named recordings only, and these are left out of the numbers', async () => {
    const { project, face, speech } = twoModels(6)
    const [first, second, ...rest] = project.all('recording').map(({ id }) => id)
    const { 'fusion.score': score } = fusionHandlers(contextOf(project))
    const stack = {
      model: 'logistic',
      lambda: 1,
      authorId: 'anna',
      fitOn: { name: 'development', recordingIds: [first ?? '', second ?? ''] }
    }
    const answer = value(
      await score(scoreQuery([{ authorId: face }, { authorId: speech }], { combine: 'stack', stack }))
    )
    expect(answer.fittedOn).toMatchObject({ name: 'development', recordings: 2 })
    expect(answer.fittedOn?.moments).toBeGreaterThan(300)
    expect(answer.recordings).toBe(rest.length)
    // Labels of the others do not matter for the fit: with all of them gone the head is the same, and there is nothing to score.
    for (let i = 2; i < 6; i++) edit(project, 'anna', 'track-delete', { ids: [`t${i}`] })
    const refused = problem(
      await score(scoreQuery([{ authorId: face }, { authorId: speech }], { combine: 'stack', stack }))
    )
    expect(refused.message).toContain('that the head was not fitted on')
  })

  test('a rule that names a label there is not is refused in words', async () => {
    const { project, face } = twoModels()
    const { 'fusion.score': score } = fusionHandlers(contextOf(project))
    const refused = problem(
      await score(
        scoreQuery([{ authorId: face }], {
          rules: [{ type: 'if-then', when: 'joy > 0.5', then: 'happiness' }]
        })
      )
    )
    expect(refused.message).toContain('“joy”')
  })

  test('another weight on 200 recordings of a minute is another score, and the same weight the same', async () => {
    const { project, face, speech } = twoModels(200)
    const { 'fusion.score': score } = fusionHandlers(contextOf(project))
    const ask = async (weight: number) =>
      value(await score(scoreQuery([{ authorId: face }, { authorId: speech, weight }])))
    const { tookMs: _first, ...even } = await ask(1)
    const { tookMs: _second, ...again } = await ask(1)
    const { tookMs: _third, ...heavy } = await ask(3)
    expect(again).toEqual(even)
    expect(heavy).not.toEqual(even)
  }, 60_000)
})
