import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { bodyE4, E4_STEPS, E4_WARMING } from '../../../../fixtures/body-e4'
import { BRAIN_LABELS, brainEdf } from '../../../../fixtures/brain-edf'
import { importedItem, signalItem } from '../../../../fixtures/signal-item'
import { fakeDecoder, modelsFolder } from '../fixtures'
import { runModel, trackOf } from './tiny-models'

const built = (id: string): boolean => existsSync(join(modelsFolder, id, 'weights', `${id}.onnx`))

describe('features that heads are fitted on', () => {
  test.skipIf(!built('eeg-features'))(
    'of EEG: five bands of each electrode, the eye left out, the most alpha where it is strongest',
    async () => {
      const item = await signalItem({ 'brain.edf': brainEdf() }, 60)
      const tracks = [trackOf('Trials', {}, [[10, 20]])]
      const ran = await runModel(
        modelsFolder,
        'eeg-features',
        [{ ...item, tracks, segments: tracks[0]?.segments }],
        fakeDecoder({})
      )
      expect(ran.result).toMatchObject({ ok: true })
      const [only, ...more] = ran.output('embedding').embeddings
      expect(more).toEqual([])
      const vector = only?.vector ?? new Float32Array()
      const electrodes = BRAIN_LABELS.filter((label) => label !== 'EOG')
      expect(vector.length).toBe(electrodes.length * 5)
      const alpha = electrodes.map((label, at) => ({ label, value: vector[at * 5 + 2] ?? NaN }))
      const [strongest, next] = alpha.toSorted((a, b) => b.value - a.value)
      expect([strongest?.label, next?.label].toSorted()).toEqual(['O1', 'O2'])
    }
  )

  test.skipIf(!built('wearable-features'))(
    'of a wristband: what was put into it comes out, and sensors that were not worn are 0',
    async () => {
      const item = await importedItem([bodyE4(mkdtempSync(join(tmpdir(), 'affectory-e4-')))], 190)
      const ran = await runModel(modelsFolder, 'wearable-features', [item], fakeDecoder({}), {
        options: { mode: 'windows' }
      })
      expect(ran.result).toMatchObject({ ok: true })
      const vectors = ran.output('embedding').embeddings
      // Windows of 30 s every 10 s in 190 s.
      expect(vectors).toHaveLength(17)
      const [, , , , , temperature, , warming] = vectors[8]?.vector ?? new Float32Array()
      // Seconds 80 to 110, in the middle 95 s; a quarter of a second before it, as samples begin with their window.
      expect(temperature).toBeCloseTo(31 + (94.875 * E4_WARMING) / 60, 3)
      expect(warming).toBeCloseTo(E4_WARMING / 60, 5)
      const vector = [...(vectors[8]?.vector ?? [])]
      expect(vector.slice(8, 17)).toEqual(Array(9).fill(0))
      expect(vector[17]).toBeCloseTo(E4_STEPS / 64, 5)
      expect(vector.slice(18)).toEqual([0, 0, 0])
      // The response at second 101, and the echo of the one before it in the filter, a tenth as high, which NeuroKit counts too: four a minute.
      expect(vector[3]).toBeCloseTo(4, 6)
    }
  )
})
