import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { HandlerContext } from '../../../src/main/handlers/context'
import { problemList } from '../../../src/main/handlers/context'
import { openAnalyses } from '../../../src/main/analysis'
import { buildHandlers } from '../../../src/main/handlers'
import { labLookups } from '../../../src/main/handlers/lab-lookups'
import type { JobRequest } from '../../../src/main/handlers/job-board'
import type { Project } from '../../../src/main/store'
import { calls } from '../../../src/shared/contract'
import type { CallName, Handlers } from '../../../src/shared/contract'
import type { Result } from '../../../src/shared/domain/problem'
import { blindStudy, SECRET } from '../store/blind-study'
import { edit, ekman7, emptyFolder, value } from '../store/project-fixture'

/** The window of a project, with jobs that are written down instead of done. */
function windowOn(project: Project): { handlers: Handlers; specs: unknown[]; context: HandlerContext } {
  const specs: unknown[] = []
  const context = {
    open: { project },
    problems: problemList(() => undefined),
    emit: () => undefined,
    granted: { allows: () => true, grant: () => undefined },
    recent: { get: () => [], set: () => undefined },
    settings: { get: () => ({ provider: 'cpu' }), set: () => undefined },
    info: { version: '0' },
    paths: {
      schemes: 'resources/schemes',
      demo: emptyFolder(),
      projects: emptyFolder(),
      models: emptyFolder()
    },
    link: { setEnvironment: () => undefined },
    // What is asked of the signals is answered as it is, so that it can be looked at.
    signals: { measure: (work: unknown) => Promise.resolve({ kind: 'measures', result: work }) },
    analyses: openAnalyses(),
    dialogs: {},
    system: { showInFolder: () => undefined, copyText: () => undefined },
    board: {
      start(request: JobRequest) {
        specs.push(request.title, request.spec())
        request.ended?.({ state: 'cancelled' })
        return 'job'
      },
      ask(spec: unknown) {
        specs.push(spec)
        return Promise.resolve({ state: 'done', result: { kind: 'models', models: [], losses: [] } })
      },
      list: () => [],
      cancel: () => undefined,
      dismiss: () => undefined
    }
  } as unknown as HandlerContext
  return { handlers: buildHandlers(context), specs, context }
}

/** Calls that answer nothing of what is said about recordings, whoever asks. */
const aboutNothing =
  /^(montage|sound|report|app|dialog|job|problem|model|scheme|sync)\.|^signal\.(analyse|stop|findComponents|components)$|^project\.(create|open|openDemo|close|current|uiState|saveUiState)$|^recording\.|^session\.|^study\.(addWork|exportPackage)$|^take\.(append|finish|abort)$|^answers\.(choose|sample)$|^prediction\.resume$/

/** Every other call, asked in every way in which it could give away what Ben said. */
function questions(recordingId: string): Partial<Record<CallName, readonly unknown[]>> {
  const two = { authorIds: ['anna', 'ben'], recordingIds: [recordingId] }
  const pair = { referenceAuthorId: 'ben', candidateAuthorId: 'anna', recordingIds: [recordingId] }
  const gold = { ...two, schemeId: 'ekman7', attributeId: 'emotion', rule: { rule: 'majority' } }
  const answers = { ...two, schemeId: 'ekman7', attributeId: 'emotion' }
  const traces = { ...answers, dim: 'v' }
  const ratedBy = (authorId: string) => ({ kind: 'trace', ...answers, authorId, dim: 'v' })
  const twoTraces = { reference: ratedBy('ben'), candidate: ratedBy('ben'), recordingIds: [recordingId] }
  const label = { authorId: 'ben', schemeId: 'ekman7', attributeId: 'emotion' }
  const apply = (id: string, input: unknown, authorId = 'anna') => ({ authorId, commands: [{ id, input }] })
  return {
    'project.snapshot': [undefined, { authorId: 'anna' }, { authorId: 'ben' }],
    'track.segments': [{ recordingId }, { recordingId, trackIds: ['ben-here', 'ben-trace'] }],
    'track.relations': [{ recordingId }],
    'take.begin': [{ authorId: 'ben', trackId: 'ben-trace', start: 0, rateHz: 10, dims: ['v'] }],
    'take.drafts': [undefined],
    'trace.read': [
      { trackId: 'ben-trace', from: 0, to: 9_000_000 },
      { trackId: 'ben-trace', from: 0, to: 9_000_000, takeIds: ['ben-take'] }
    ],
    'edit.apply': [
      apply('segment-set', { ids: ['ben-here-1'], patch: { flagged: true } }),
      apply('segment-paste', { trackId: 't', segments: [], ids: ['ben-here-1'] }),
      apply('segment-split', { id: 'ben-here-1', at: 500_000 }),
      apply('prediction-accept', { ids: ['ben-here-1'] }),
      apply('track-set', { id: 'ben-here', patch: { locked: true } }),
      apply('author-delete', { id: 'ben' }),
      apply('recording-delete', { ids: [recordingId] }),
      apply('scheme-delete', { id: 'ekman7' }),
      apply('segment-set', { ids: ['ben-here-1'], patch: { flagged: true } }, 'ben')
    ],
    'edit.undo': [{ authorId: 'ben' }],
    'edit.redo': [{ authorId: 'ben' }],
    'edit.history': [
      {},
      ...['segment', 'track', 'take', 'relation', 'recording', 'author'].map((table) => ({ table })),
      ...['ben-here', 'ben-here-1', 'ben-gone', 'ben-trace'].map((rowId) => ({ rowId })),
      { table: 'segment', rowId: 'ben-here-1' }
    ],
    'edit.restore': [1, 5, 10, 99].map((revision) => ({
      authorId: 'anna',
      table: 'segment',
      rowId: 'ben-here-1',
      revision
    })),
    'prediction.run': [
      { modelId: 'm', recordingIds: [recordingId], options: { mode: 'segments', trackId: 'ben-here' } }
    ],
    'variant.texts': [
      { modelId: 'm', recordingId, segmentId: 'ben-here-1', variants: [{ kind: 'window', seconds: 2 }] }
    ],
    'variant.run': [
      {
        ...{ modelId: 'm', recordingIds: [recordingId], options: { mode: 'segments', trackId: 'ben-here' } },
        variants: [{ kind: 'perturbation', change: 'word-errors', level: 10, seed: 1 }]
      }
    ],
    'signal.measure': [measures(recordingId)],
    'signal.keepLane': [
      {
        ...{ recordingId, authorId: 'anna', settings: {} },
        ...{ tracks: { beats: 'ben-here' }, lane: { kind: 'heart-rate' } }
      }
    ],
    'compare.report': [pair, { ...pair, practice: true }, { ...pair, mode: 'seconds' }],
    'compare.items': [pair],
    'compare.diarization': [pair],
    'analysis.score': [pair, { ...pair, practice: true }],
    'analysis.confidence': [
      pair,
      { ...pair, settings: { fit: { by: 'folds', folds: 2, of: 'recordings' } } }
    ],
    'analysis.confidenceUnits': [{ ...pair, region: { kind: 'bin', bin: 9 } }],
    'analysis.labelSets': [pair],
    'analysis.labelCurves': [pair],
    'analysis.labelTune': [{ ...pair, tune: { part: ['a'] } }],
    'analysis.labelSetItems': [{ ...pair, region: { kind: 'wrong-sets' } }],
    'analysis.openWords': [pair],
    'analysis.openWordsItems': [{ ...pair, region: { kind: 'word', word: 'a', side: 'reference' } }],
    'analysis.causes': [pair],
    'analysis.causesItems': [{ ...pair, region: { kind: 'missed' } }],
    'analysis.doubt': [pair],
    'analysis.items': [
      { ...pair, selection: {} },
      { ...pair, selection: { only: 'right' } }
    ],
    'analysis.slices': [
      pair,
      { ...pair, facet: 'said:ben:ekman7:emotion' },
      { ...pair, referenceAuthorId: 'anna', facet: 'said:ben:ekman7:emotion' }
    ],
    'analysis.worstSlices': [pair],
    'analysis.variants': [{ ...pair, variantIds: ['ben'] }],
    'analysis.versus': [
      { ...pair, baselineId: 'anna' },
      { ...pair, referenceAuthorId: 'anna', baselineId: 'ben', cluster: 'item' }
    ],
    'analysis.versusItems': [
      { ...pair, baselineId: 'anna', selection: { verdicts: ['fixed', 'both-right'] } }
    ],
    'analysis.versusStretches': [{ ...pair, baselineId: 'anna', recordingId }],
    'analysis.labelErrors': [pair, { ...pair, hideChecked: false }],
    'analysis.frameErrors': [pair],
    'analysis.traceErrors': [
      { referenceAuthorId: pair.referenceAuthorId, candidateAuthorId: pair.candidateAuthorId }
    ],
    'analysis.raters': [pair],
    'analysis.duplicates': [{}, { across: false, embeddings: { runId: 'r', outputId: 'e' }, threshold: 0.5 }],
    'analysis.leakage': [
      { split: { from: 'pattern', pattern: '^(.)', on: 'name' }, noun: { one: 'person', many: 'persons' } }
    ],
    'analysis.language': [{ ...pair, a: { only: 'errors' }, b: { only: 'right' }, least: 1 }],
    'analysis.concordance': [{ ...pair, a: {}, b: { only: 'right' }, word: 'the' }],
    'analysis.crossCorpus': [{ referenceAuthorId: 'ben', candidateIds: ['anna', 'ben'] }, {}],
    'analysis.segments': [pair, { ...pair, practice: true }],
    'analysis.segmentMoments': [
      { ...pair, selection: { by: 'event' } },
      { ...pair, selection: { by: 'hit' } },
      { ...pair, selection: { by: 'edge', edge: 'start' } }
    ],
    'analysis.traces': [twoTraces],
    'analysis.traceLags': [twoTraces],
    'analysis.traceStretches': [twoTraces],
    'analysis.traceSeries': [{ ...twoTraces, recordingId }],
    'analysis.tracePlane': [twoTraces, { ...twoTraces, recordingId }],
    'compare.difference': [{ referenceTrackId: 'ben-here', candidateTrackId: 't' }],
    'agreement.report': [two, { ...two, practice: true }],
    'agreement.items': [two],
    'agreement.curve': [{ ...two, recordingId }],
    'agreement.drift': [two],
    'agreement.answers': [answers],
    'agreement.marks': [{ ...answers, kind: 'points' }],
    'agreement.answerMoments': [answers],
    'page.labels': [{ authorId: 'ben', schemeId: 'ekman7', attributeId: 'emotion' }],
    'embedding.sets': [undefined],
    'model.explain': [{ modelId: 'm', recordingId, segmentId: 'ben-here-1', time: 0 }],
    'live.start': [{ modelId: 'm', recordingId }],
    'live.ask': [{ streamId: 'live-1', time: 0 }],
    'live.stop': [{ streamId: 'live-1' }],
    'model.change': [{ modelId: 'm', recordingId, time: 0, changes: [{ kind: 'drop', binding: 'words' }] }],
    'embedding.map': [{ runId: 'r', outputId: 'e', kind: 'pca', seed: 1, byGroup: true }],
    'embedding.labels': [{ runId: 'r', outputId: 'e', labels: label }],
    'embedding.classes': [{ runId: 'r', outputId: 'e', by: 'person', byGroup: false }],
    'embedding.alike': [{ runId: 'r', outputId: 'e' }],
    'embedding.near': [{ runId: 'r', outputId: 'e', row: 0, count: 5 }],
    'embedding.head': [
      {
        runId: 'r',
        outputId: 'e',
        labels: label,
        head: 'ridge',
        penalty: 1,
        byGroup: true,
        seed: 1,
        budget: true
      }
    ],
    'embedding.ratings': [
      { runId: 'r', outputId: 'e', ratings: { ...label, kind: 'trace' }, penalty: 1, byGroup: true, seed: 1 }
    ],
    'embedding.keep': [{ key: 'k', rows: 'all' }],
    'fusion.score': [{ ...fusion(recordingId), referenceAuthorId: 'ben' }],
    'fusion.lanes': [{ ...fusion(recordingId), recordingId }],
    'fusion.keep': [{ ...fusion(recordingId), name: 'Fused' }],
    'answers.preview': [{ path: '/answers.csv', mapping: aboutBen }],
    'answers.import': [{ path: '/answers.csv', mapping: aboutBen, name: 'Model' }],
    'prompts.preview': [{ template: '{id} {text} {labels}', units: ofBen, recordingIds: [recordingId] }],
    // What is written is what the preview shows.
    'prompts.save': [],
    'gold.preview': [gold],
    'gold.moments': [{ ...gold, only: 'all' }],
    'gold.run': [],
    'gold.stop': [],
    'export.run': [
      { folder: '/tmp', name: 'x', formats: ['json'], recordingIds: [recordingId] },
      { folder: '/tmp', name: 'x', formats: ['json'], authorIds: ['ben'], practice: true }
    ],
    'export.names': [
      { recordingIds: [], authorIds: [] },
      { recordingIds: [recordingId], authorIds: [] }
    ],
    'export.losses': [{ formats: ['elan'], recordingIds: [recordingId] }],
    'agreement.traces': [traces],
    'agreement.traceMoments': [traces],
    'agreement.traceCurve': [{ ...traces, recordingId }],
    'study.feedback': [{ itemId: 'nothing' }],
    'study.gaps': [
      {
        one: 'observer',
        others: 'observer',
        schemeId: 'ekman7',
        attributeId: 'emotion',
        label: 'anger',
        least: 0,
        below: 9
      }
    ],
    'study.mergePlan': [{ folder: '/nowhere' }],
    'study.merge': [{ folder: '/nowhere', authorId: 'anna' }],
    'questionnaire.responses': [undefined]
  }
}

const ofBen = { authorId: 'ben', kind: 'segments' }

/** Answers that are about Ben's segments by their ids. */
const aboutBen = {
  unit: 'segment',
  segmentColumn: 'segment',
  segmentsOf: ofBen,
  answerColumn: 'answer',
  target: { schemeId: 'ekman7', attributeId: 'emotion' }
}

/** Ben's labels as a member, on the stretches that he marked. */
const fusion = (recordingId: string) => ({
  plan: {
    target: { schemeId: 'ekman7', attributeId: 'emotion' },
    members: [{ authorId: 'ben' }, { authorId: 'anna' }],
    grid: { kind: 'segments', authorId: 'ben' }
  },
  recordingIds: [recordingId]
})

/** Ben's labels as beats, and measures of the stretches that he marked. */
const measures = (recordingId: string) => ({
  ...{ recordingId, slot: 'physiology', settings: {} },
  stretches: { kind: 'track', trackId: 'ben-here' },
  tracks: { beats: 'ben-here', responses: 'ben-here', breaths: 'ben-here' }
})

/** Ids and words of what is hidden. A refusal may repeat an id that was asked for, so those are left out where asked. */
const hidden = [SECRET, 'ben-here', 'ben-trace', 'ben-take', 'ben-gone']

async function everything(project: Project, recordingId: string): Promise<string[]> {
  const { handlers, specs } = windowOn(project)
  const said: string[] = []
  for (const [name, inputs] of Object.entries(questions(recordingId)) as [CallName, readonly unknown[]][])
    for (const input of inputs) {
      const parsed = calls[name].input.safeParse(input)
      // A question that is not understood tells nothing and would prove nothing.
      if (!parsed.success) throw new Error(`${name}: ${parsed.error.message}`)
      const ask = handlers[name] as (value: unknown) => Result<unknown> | Promise<Result<unknown>>
      const answer = await ask(parsed.data)
      said.push(`${name} ${answer.ok ? JSON.stringify(answer.value) : answer.error.message}`)
    }
  return [...said, ...specs.map((spec) => `job ${JSON.stringify(spec)}`)]
}

function study() {
  const made = blindStudy()
  const { project, recordingId } = made
  value(project.viewAs('ben', true))
  edit(project, 'ben', 'segment-create', {
    id: 'ben-gone',
    trackId: 'ben-here',
    start: 5_000_000,
    end: 6_000_000
  })
  edit(project, 'ben', 'segment-delete', { ids: ['ben-gone'] })
  edit(project, 'ben', 'relation-create', {
    kind: 'cause',
    fromId: 'ben-here-1',
    toId: 'mine',
    comment: SECRET
  })
  edit(project, 'ben', 'track-create', {
    id: 'ben-trace',
    recordingId,
    schemeId: ekman7.id,
    kind: 'trace',
    trace: { mode: 'bounded', rateHz: 10, dims: ['v'] }
  })
  value(
    project.commitTakes('ben', [
      {
        take: {
          id: 'ben-take',
          trackId: 'ben-trace',
          start: 0,
          rateHz: 10,
          dims: ['v'],
          source: 'live'
        } as never,
        samples: Float64Array.from({ length: 50 }, (_, i) => i / 50)
      }
    ])
  )
  return made
}

describe('the window of an annotator with blind work', () => {
  test('is asked for by every call that could tell what others said', () => {
    const asked = Object.keys(questions('r'))
    const missing = Object.keys(calls).filter((name) => !asked.includes(name) && !aboutNothing.test(name))
    expect(missing, 'say in this test how these calls are asked, or why they tell nothing').toEqual([])
  })

  test('gets nothing of theirs by any call', async () => {
    const { project, recordingId } = study()
    value(project.viewAs('lea', true))
    const shown = (await everything(project, recordingId)).join('\n')
    // The same questions do find it where nothing is hidden, so that they could have.
    for (const word of hidden) expect(shown, word).toContain(word)

    const blind = study()
    value(blind.project.viewAs('anna', true))
    for (const line of await everything(blind.project, blind.recordingId))
      for (const word of hidden) expect(line).not.toContain(word)
  })

  test('measures nothing at the times that others marked, and takes none of their marks for beats', async () => {
    const asked = async (who: string) => {
      const { project, recordingId } = study()
      value(project.viewAs(who, true))
      const { handlers } = windowOn(project)
      const query = calls['signal.measure'].input.parse(measures(recordingId))
      const answer = value(await handlers['signal.measure'](query))
      return answer.state === 'done' ? answer.result : undefined
    }
    const marks = { stretches: [{ fromUs: 0, toUs: 1_000_000 }], breathsUs: [0] }
    expect(await asked('lea')).toMatchObject({ ...marks, beats: [{ atUs: 0, ectopic: false }] })
    const blind = await asked('anna')
    expect(blind).toMatchObject({ stretches: [], beats: [], breathsUs: [], responses: [] })
  })

  test('gets nothing of theirs by address', async () => {
    const { project } = study()
    const lookups = labLookups({ project }, () => Promise.reject(new Error('nothing is computed')))
    const window = { from: 0, to: 5_000_000, px: 10, dim: 0, withLag: true }
    value(project.viewAs('lea', true))
    expect(await lookups.traces.track('ben-trace', window)).toBeDefined()
    expect(await lookups.traces.take('ben-take', window)).toBeDefined()
    value(project.viewAs('anna', false))
    expect(await lookups.traces.track('ben-trace', window)).toBeUndefined()
    expect(await lookups.traces.take('ben-take', window)).toBeUndefined()
    expect(lookups.frameRows('ben-here', 0, 9)).toBeUndefined()
  })

  test('does not take over from it without being asked', async () => {
    const { project } = study()
    value(project.viewAs('anna', true))
    const { handlers } = windowOn(project)
    const switched = await handlers['session.viewAs']({ authorId: 'ben', confirmed: false })
    expect(switched).toMatchObject({ ok: false, error: { code: 'session.blind' } })
    expect(await handlers['session.viewAs']({ authorId: 'ben', confirmed: true })).toMatchObject({
      ok: true,
      value: { authorId: 'ben', blindRecordingIds: [] }
    })
  })
})

test('rows that are hidden are read past the viewer by runs of models alone', () => {
  const folder = 'src/main/handlers'
  const users = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && /\.behind\b/.test(readFileSync(join(folder, file), 'utf8'))
  )
  expect(users).toEqual(['prediction-items.ts'])
})
