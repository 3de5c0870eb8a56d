import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { OnnxGraph } from '../../models/convert/onnx-graph'
import type { Run } from '../../src/shared/domain/rows'
import { putModel } from '../main/engine/inference/declared/put-model'
import { AffectoryApp } from './affectory-app'
import { canKillProcesses } from './driver/processes'

test.skip(!canKillProcesses, 'processes cannot be killed one by one on this system')

/** As many as MELD's test set has (RUN-3). */
const TURNS = 2610
/** Wide enough that the run takes some seconds, also where it is killed late because the computer is busy. */
const WIDTH = 2048

/** A model that takes its time over which turn of the conversation it looks at. */
function slowNet(): Uint8Array {
  const graph = new OnnxGraph('slow')
  const x = graph.input('x', 'float32', ['B', 'T'])
  const square = graph.constant('w', [WIDTH, WIDTH], new Float32Array(WIDTH * WIDTH).fill(1 / WIDTH))
  let hidden = graph.node('MatMul', [
    x,
    graph.constant('in', [TURNS, WIDTH], new Float32Array(TURNS * WIDTH).fill(0.5))
  ])
  for (let layer = 0; layer < 4; layer++) hidden = graph.node('MatMul', [hidden, square])
  graph.node(
    'MatMul',
    [hidden, graph.constant('out', [WIDTH, 2], new Float32Array(WIDTH * 2).fill(0.01))],
    {},
    'y'
  )
  graph.output('y', 'float32', ['B', 2])
  return graph.encode({})
}

const clock = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(11, 23)

test('a run over 2,610 turns that a power cut ends half-way is resumed and says of each turn one thing', async () => {
  test.setTimeout(300_000)
  const folder = mkdtempSync(join(tmpdir(), 'affectory-slow-'))
  putModel(
    folder,
    'slow-turns',
    {
      describes: { intendedUse: 'Takes its time.', license: 'made by the test' },
      unit: { type: 'utterance', tier: 'utterances' },
      bindings: { turns: { modality: 'labels', role: 'speaker' } },
      runtime: { batch: { max: 16 } },
      inputs: [
        {
          name: 'x',
          dtype: 'float32',
          shape: ['B', 'T'],
          from: 'turns',
          pipeline: [{ op: 'dialogue.mask', of: 'target' }]
        }
      ],
      outputs: [
        {
          id: 'kind',
          name: 'y',
          task: 'classification',
          target: { scheme: 'slow', attribute: 'kind', labels: ['one', 'two'] },
          decode: [{ op: 'softmax' }]
        }
      ]
    },
    slowNet()
  )
  let app = await AffectoryApp.launch()
  const { machine } = app
  try {
    mkdirSync(machine.work, { recursive: true })
    const lines = Array.from(
      { length: TURNS },
      (_, at) => `${clock(at)} --> ${clock(at + 0.9)}\n<v Ada>Turn ${at}\n`
    )
    writeFileSync(join(machine.work, 'talk.vtt'), `WEBVTT\n\n${lines.join('\n')}`)
    const project = await app.newProject('Talk', 'Ada')
    await app.importFiles(join(machine.work, 'talk.vtt'))
    await app.chooseNext(join(folder, 'slow-turns'))
    await app.run('Add a model')
    await expect(app.page.getByText('slow-turns was added.')).toBeVisible()
    const [recording] = (await app.snapshot()).recordings
    const recordingId = recording?.id ?? ''
    const { runId } = await app.ask('prediction.run', {
      modelId: 'slow-turns',
      recordingIds: [recordingId],
      options: { provider: 'cpu' }
    })
    const said = async (): Promise<readonly number[]> => {
      const own = new Set(
        (await app.snapshot()).tracks.filter((track) => track.runId === runId).map(({ id }) => id)
      )
      const segments = await app.ask('track.segments', { recordingId })
      return segments.filter(({ trackId }) => own.has(trackId)).map(({ start }) => start)
    }
    const run = async (): Promise<Run | undefined> =>
      (await app.snapshot()).runs.find(({ id }) => id === runId)
    await expect
      .poll(async () => (await said()).length, { timeout: 60_000, intervals: [50] })
      .toBeGreaterThan(0)
    await app.killAll()

    app = await AffectoryApp.launch(machine)
    await app.openProject(project)
    const kept = (await said()).length
    expect(kept).toBeGreaterThan(0)
    expect(kept).toBeLessThan(TURNS)
    expect((await run())?.state).toBe('interrupted')
    await app.ask('prediction.resume', { runId })
    await expect.poll(async () => (await run())?.state, { timeout: 120_000 }).toBe('done')
    const starts = await said()
    expect([starts.length, new Set(starts).size]).toEqual([TURNS, TURNS])
  } finally {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
