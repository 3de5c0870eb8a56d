import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { addSimulatedTraces } from '../../../../src/main/handlers/demo/add-traces'
import {
  DEMO_TRACE_HZ,
  simulatedHands,
  simulateTrace
} from '../../../../src/main/handlers/demo/simulate-traces'
import { openProject } from '../../../../src/main/store'
import { atOnce } from '../../../../src/shared/agreement/sliced'
import { estimateGroupLags } from '../../../../src/shared/trace/estimate-group-lags'
import { parseEdfHeader } from '../../../../src/main/engine/import/edf-header'
import { parseCues } from '../../../../src/main/engine/import/subtitles'
import { simulatedAnnotators, simulateLabels } from '../../../../src/main/handlers/demo/annotators'
import { bodyChannels, eegChannels } from '../../../../src/main/handlers/demo/body-signals'
import { dialogueVtt } from '../../../../src/main/handlers/demo/dialogue'
import { edfFile } from '../../../../src/main/handlers/demo/edf-file'
import { voice } from '../../../../src/main/handlers/demo/voice'
import { SCENE_SAMPLE_RATE_HZ, scenes } from '../../../../src/shared/demo/scene'

const rms = (values: Float32Array): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)

test.each(scenes)('$name: turns follow one another inside the scene', ({ turns, seconds }) => {
  turns.forEach((turn, index) => {
    expect(turn.end).toBeGreaterThan(turn.start)
    expect(turn.start).toBeGreaterThan(turns[index - 1]?.end ?? 0)
    expect(turn.end).toBeLessThan(seconds)
  })
})

test.each(scenes)('$name: voices are heard during turns and the room is quiet between them', (scene) => {
  const sound = voice(scene)
  const part = (from: number, to: number): number =>
    rms(sound.slice(from * SCENE_SAMPLE_RATE_HZ, to * SCENE_SAMPLE_RATE_HZ))
  for (const turn of scene.turns) expect(part(turn.start, turn.end)).toBeGreaterThan(0.01)
  expect(part(0, 0.5)).toBeLessThan(0.002)
  expect(sound.every((value) => Math.abs(value) <= 1)).toBe(true)
})

test.each(scenes)('$name: signals are written as EDF+ with their units and rates', (scene) => {
  const bytes = edfFile(
    [...eegChannels(scene), ...bodyChannels(scene)],
    [{ onset: 2, duration: 1, text: 'mark' }],
    'synthetic',
    new Date(0)
  )
  const header = parseEdfHeader(bytes)
  if (typeof header === 'string') throw new Error(header)
  const rows = header.signals.map((signal) => JSON.stringify(signal))
  expect(rows).toHaveLength(12)
  expect(rows[0]).toContain('Fp1')
  expect(rows[8]).toContain('uS')
  const recordBytes = 2 * (9 * 256 + 2 * 32) + 120
  expect(bytes.length).toBe(256 * 13 + scene.seconds * recordBytes)
})

test.each(scenes)('$name: the transcript names who says what and when', (scene) => {
  const { cues, skipped } = parseCues(dialogueVtt(scene))
  expect(skipped).toEqual([])
  expect(cues).toHaveLength(scene.turns.length)
  expect(JSON.stringify(cues[0])).toContain(scene.turns[0]?.text)
  expect(JSON.stringify(cues[0])).toContain(scene.players[0].name)
})

test('simulated annotators disagree, and the careless one more than the careful one', () => {
  const [scene] = scenes
  if (!scene) throw new Error('no scene')
  const slips = simulatedAnnotators.map(
    (annotator) =>
      simulateLabels(scene, annotator).filter(({ label }, index) => label !== scene.turns[index]?.emotion)
        .length
  )
  expect(slips[2]).toBeGreaterThan(slips[0] ?? 0)
  expect(slips[1]).toBeGreaterThan(0)
})

test('simulated labels are the same every time', () => {
  const [scene] = scenes
  const [annotator] = simulatedAnnotators
  if (!scene || !annotator) throw new Error('nothing to simulate')
  expect(simulateLabels(scene, annotator)).toEqual(simulateLabels(scene, annotator))
})

test('simulated ratings follow the script with the lag of their hand, and are the same every time', () => {
  const [scene] = scenes
  const [annotator] = simulatedAnnotators
  if (!scene || !annotator) throw new Error('nothing to simulate')
  const columns = simulatedHands.map((hand) => {
    const samples = simulateTrace(scene, annotator, { ...hand, noise: 0.01 })
    return [0, 1].map((dim) => samples.filter((_, i) => i % 2 === dim))
  })
  const found = atOnce(estimateGroupLags(columns, { rateHz: DEMO_TRACE_HZ, longest: 4 }))
  const lags = found.map((one) => ('seconds' in one ? one.seconds : NaN))
  simulatedHands.forEach(({ lagSeconds }, index) =>
    expect(Math.abs((lags[index] ?? NaN) - (lagSeconds - (simulatedHands[0]?.lagSeconds ?? 0)))).toBeLessThan(
      0.1
    )
  )
  const [hand] = simulatedHands
  if (!hand) throw new Error('no hand')
  expect(simulateTrace(scene, annotator, hand)).toEqual(simulateTrace(scene, annotator, hand))
  expect(simulateTrace(scene, annotator, hand).every((value) => Math.abs(value) <= 1)).toBe(true)
})

test('simulated ratings stand in the project as takes that say they are simulated', () => {
  const folder = mkdtempSync(join(tmpdir(), 'affectory-demo-'))
  const opened = openProject(folder, { create: { name: 'Demo', synthetic: true } })
  const [scene] = scenes
  if (!opened.ok || !scene) throw new Error('no project')
  const project = opened.value
  const applied = project.apply('demo', [
    ...[1, 2, 3].map((n) => ({
      id: 'author-save',
      input: { id: `sim-${n}`, name: `Rater ${n}`, kind: 'human', synthetic: true }
    }))
  ])
  expect(applied.ok).toBe(true)
  const recording = project.commitTogether([sceneFile(scene.seconds)], { name: scene.name })
  if (!recording.ok) throw new Error(recording.error.message)
  const recordingId = recording.value.recordingIds[0] ?? ''
  addSimulatedTraces(
    project,
    'demo',
    resolve(import.meta.dirname, '../../../../resources/schemes'),
    scene,
    recordingId
  )
  expect(project.snapshot('sim-1').canUndo, 'the annotators made no edit').toBeUndefined()
  const takes = project.all('take')
  expect(takes).toHaveLength(4)
  expect(takes.every(({ extra }) => extra?.['synthetic'] === true)).toBe(true)
  expect(takes.filter(({ missingCount }) => missingCount > 0)).toHaveLength(1)
  project.close()
  rmSync(folder, { recursive: true, force: true })
})

const sceneFile = (seconds: number) => ({
  path: '/media/scene.mp4',
  name: 'scene.mp4',
  sizeBytes: 1,
  contentHash: 'scene',
  container: 'mp4',
  playback: 'direct' as const,
  durationSeconds: seconds,
  streams: [],
  tracks: []
})
