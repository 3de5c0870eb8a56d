import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { compileDecode } from '../../../../src/main/engine/inference/decode/compile-decode'
import type { Assets } from '../../../../src/main/engine/inference/ops/op'
import { parseManifest } from '../../../../src/main/engine/inference/parse-manifest'
import { tasks } from '../../../../src/main/engine/inference/tasks'

/** RUN-1: fifteen worked manifests, which are not part of the project. */
const folder = resolve(import.meta.dirname, '../../../../../shared/schemas/examples')
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : []
if (files.length === 0) console.log(`skipped: no example manifests in ${folder}`)

/** Files that decoding asks for, as small as they can be. */
const assets: Assets = {
  text: () => '',
  bytes: () => new Uint8Array(),
  json: () => Array.from({ length: 6 }, () => [0, 0, 0, 0, 0, 0])
}

describe.skipIf(files.length === 0)('the worked manifests', () => {
  test.each(files)(
    '%s is accepted; where it has a network, a task runs it and all its decoding is built',
    (file) => {
      const parsed = parseManifest(readFileSync(join(folder, file), 'utf8'), file)
      if (!parsed.ok) throw new Error(parsed.error.message)
      const manifest = parsed.value
      for (const output of manifest.outputs) {
        const decode = compileDecode(output, file, assets)
        expect(decode.ok || decode.error.message).toBe(true)
      }
      if (manifest.kind !== 'onnx') return
      const task = tasks.all.find((known) => known.accepts(manifest))
      const checked = task?.check(manifest, file)
      expect(checked?.ok || checked?.error.message).toBe(true)
    }
  )
})

describe('what no manifest may say', () => {
  const good = {
    schema: 'affectory.model/1',
    id: 'one',
    name: 'One',
    kind: 'onnx',
    files: { model: { path: 'model.onnx', role: 'model' } },
    unit: { type: 'utterance' },
    bindings: { voice: { modality: 'audio' } },
    inputs: [
      { name: 'x', dtype: 'float32', shape: ['B', 'N'], from: 'voice', pipeline: [{ op: 'audio.load' }] }
    ],
    outputs: [{ id: 'y', task: 'regression', target: { scheme: 's', dims: ['v'] } }]
  }
  const refused = (change: object): string => {
    const parsed = parseManifest(JSON.stringify({ ...good, ...change }), 'manifest.json')
    return parsed.ok ? '' : parsed.error.message
  }

  test('the whole one is accepted', () => expect(refused({})).toBe(''))
  test.each([
    [
      'a step that is not known',
      { inputs: [{ ...good.inputs[0], pipeline: [{ op: 'audio.magic' }] }] },
      '/inputs/0/pipeline/0/op'
    ],
    ['a file outside its folder', { files: { model: { path: '../../etc/x.onnx' } } }, '/files/model/path'],
    ['an absolute file', { files: { model: { path: '/etc/x.onnx' } } }, '/files/model/path'],
    ['a network without inputs', { inputs: undefined }, 'inputs'],
    ['a field that nobody reads', { script: 'rm -rf' }, 'script']
  ])('%s is refused with its place', (_, change, place) => expect(refused(change)).toContain(place))

  test('text that is no JSON is refused', () => {
    const parsed = parseManifest('{', 'manifest.json')
    expect(!parsed.ok && parsed.error.message).toContain('manifest.json is not JSON')
  })
})
