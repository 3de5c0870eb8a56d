import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { OnnxGraph } from '../../../../../models/convert/onnx-graph'
import type { PredictItem } from '../../../../../src/main/engine/protocol'
import { noise } from '../../../../fixtures/golden-clips'
import { midiBytes } from '../../../../fixtures/midi-bytes'
import { fakeDecoder, itemFor } from '../fixtures'
import { makeModelsFolder, putModel, runModel } from './tiny-models'

const RATE = 44_100
const SECONDS = 95
let folder = ''

/** Mean level of the bands of the first 60 of 61 frames: [B,61,128] -> [B,60]. */
function meanLevel(): Uint8Array {
  const graph = new OnnxGraph('level')
  const x = graph.input('logmel', 'float32', ['B', 'T', 128])
  const mean = graph.node('ReduceMean', [x], { axes: [2], keepdims: 0 })
  graph.node(
    'Slice',
    [mean, graph.ints('starts', [0]), graph.ints('ends', [60]), graph.ints('axes', [1])],
    {},
    'arousal'
  )
  graph.output('arousal', 'float32', ['B', 60])
  return graph.encode({})
}

/** How much of a roll sounds, and how much does not: [B,P,T] -> [B,2]. */
function sounding(): Uint8Array {
  const graph = new OnnxGraph('sounding')
  const x = graph.input('roll', 'float32', ['B', 'P', 'T'])
  const busy = graph.node('ReduceMean', [x], { axes: [2], keepdims: 0 })
  const most = graph.node('ReduceMax', [busy], { axes: [1], keepdims: 1 })
  graph.node('Concat', [most, graph.node('Sub', [graph.scalar('one', 1), most])], { axis: 1 }, 'y')
  graph.output('y', 'float32', ['B', 2])
  return graph.encode({})
}

beforeAll(() => {
  folder = makeModelsFolder()
  putModel(
    folder,
    'dynamic',
    {
      unit: { type: 'window', windowSec: 30, hopSec: 15, anchor: 'start', last: 'pad' },
      bindings: { mix: { modality: 'audio', role: 'music' } },
      runtime: { batch: { max: 4 } },
      inputs: [
        {
          name: 'logmel',
          dtype: 'float32',
          shape: ['B', 'T', 128],
          from: 'mix',
          pipeline: [
            { op: 'audio.load', channel: 'mix' },
            { op: 'audio.resample', hz: RATE },
            { op: 'audio.fit', sec: 30, pad: 'zero', padSide: 'right' },
            { op: 'audio.stft', nFft: 2048, win: 2048, hop: 22_050, window: 'hann', center: true, power: 2 },
            { op: 'audio.mel', nMels: 128, fMin: 20, fMax: 16_000, scale: 'htk', norm: 'none' },
            { op: 'audio.log', kind: 'ln', eps: 1e-6 },
            { op: 'tensor.transpose', perm: [1, 0] }
          ]
        }
      ],
      outputs: [
        {
          id: 'arousal',
          name: 'arousal',
          task: 'frame-regression',
          target: { scheme: 'deam-va', attribute: 'va', dims: ['arousal'], range: [-1, 1], hz: 2 },
          decode: [{ op: 'affine', scale: 0.05, offset: 0 }]
        }
      ],
      aggregate: [{ from: 'window', to: 'song', method: 'mean-value' }]
    },
    meanLevel()
  )
  putModel(
    folder,
    'roll',
    {
      unit: { type: 'song' },
      bindings: { score: { modality: 'midi' } },
      inputs: [
        {
          name: 'roll',
          dtype: 'float32',
          shape: ['B', 'P', 'T'],
          from: 'score',
          pipeline: [{ op: 'music.pianoRoll', fps: 4, pitchRange: [60, 71] }]
        }
      ],
      outputs: [
        {
          id: 'density',
          name: 'y',
          task: 'classification',
          target: { scheme: 's', attribute: 'a', labels: ['busy', 'calm'] }
        }
      ]
    },
    sounding()
  )
})

test('a song of 95 s in windows of 30 s every 15 s has 190 values at 2 Hz without a jump at the seams', async () => {
  // Noise whose loudness rises and falls slowly, so that every step has a size.
  const hiss = noise(SECONDS * RATE, 5)
  const samples = Float32Array.from(hiss, (value, i) => value * (0.3 + 0.2 * Math.sin(i / RATE / 4)))
  const ran = await runModel(
    folder,
    'dynamic',
    [itemFor('audio', SECONDS)],
    fakeDecoder({ sound: { rateHz: RATE, samples } })
  )
  expect(ran.result).toMatchObject({ ok: true })
  const [trace] = ran.output('arousal').traces
  expect(trace).toMatchObject({ dims: ['arousal'], rateHz: 2, start: 0 })
  const values = [...(trace?.samples ?? [])]
  expect(values).toHaveLength(190)
  expect(values.some(Number.isNaN)).toBe(false)
  const steps = values.slice(1).map((value, i) => Math.abs(value - (values[i] ?? 0)))
  const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length
  // A window begins at 15, 30, 45, 60 and 75 s: rows 30, 60, 90, 120 and 150; the step into each stands before it.
  for (const seam of [30, 60, 90, 120, 150]) expect(steps[seam - 1]).toBeLessThan(3 * mean)
  const [song] = ran.segments('arousal')
  expect([song?.start, song?.end]).toEqual([0, SECONDS * 1e6])
}, 60_000)

test('a model of notes runs on a MIDI file and labels the song', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'affectory-roll-')), 'song.mid')
  // A note over all of the piece: busy.
  writeFileSync(path, midiBytes([{ at: 0, pitch: 64, ticks: 9600 }]))
  const base = itemFor('audio', 10)
  const item: PredictItem = {
    ...base,
    input: { ...base.input, path, stream: { ...base.input.stream, kind: 'notes' } }
  }
  const ran = await runModel(folder, 'roll', [item], fakeDecoder({}))
  expect(ran.result).toMatchObject({ ok: true })
  expect(
    ran.segments('density').map(({ start, end, label, confidence }) => [start, end, label, confidence])
  ).toEqual([[0, 10e6, 'busy', 1]])
})
