import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { predictJob } from '../../../../src/main/engine/inference/predict-job'
import { Committed, contextFor, dataFolder, fakeDecoder, hasModel, itemFor, runOf } from './fixtures'

const built = ['voice-activity', 'transcription', 'speaker-embedding'].every(hasModel)
const folder = join(dataFolder, 'speech/emodb/flac')
const ready = built && existsSync(folder)
if (!ready)
  console.log(`skipped: speech models are not built, or no EMO-DB clips in ${folder} (AFFECTORY_DATA)`)

const RATE_HZ = 16_000

function clip(id: string): Float32Array {
  const bytes = execFileSync(
    'ffmpeg',
    ['-v', 'error', '-i', join(folder, `${id}.flac`), '-ac', '1', '-ar', `${RATE_HZ}`, '-f', 'f32le', '-'],
    { maxBuffer: 1 << 28 }
  )
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
}

/** A man (03) and a woman (08) in turn, neutral and bored, with a second of silence before each. */
const said = ['03a01Nc', '08a02Na', '03a02Nc', '08a05Nb', '03a04Nc', '08b01Na']

async function turns(speakers: number | 'auto'): Promise<Committed> {
  const sounds = said.flatMap((id) => [new Float32Array(RATE_HZ), clip(id)])
  const samples = Float32Array.from(sounds.flatMap((sound) => [...sound]))
  const committed = new Committed()
  const result = await predictJob(
    {
      kind: 'predict',
      run: runOf('transcription'),
      items: [itemFor('audio', samples.length / RATE_HZ)],
      options: { speech: { language: 'de', speakers } },
      provider: 'cpu'
    },
    contextFor(fakeDecoder({ sound: { rateHz: RATE_HZ, samples } }), committed)
  )
  if (!result.ok) throw new Error(result.error.message)
  return committed
}

test.skipIf(!ready)(
  'a man and a woman who speak in turn are two tracks, in order of first words',
  { timeout: 120_000 },
  async () => {
    const committed = await turns(2)
    expect([...committed.tracks.keys()]).toEqual(['speaker-1', 'speaker-2'])
    const clips = (key: string): number[] => [
      ...new Set(
        (committed.tracks.get(key) ?? []).map(({ start, end }) => Math.floor((start + end) / 2 / 3e6))
      )
    ]
    expect(clips('speaker-1')).toEqual([0, 2, 4])
    expect(clips('speaker-2')).toEqual([1, 3, 5])
    const names = committed.batches.flatMap(({ tracks }) => tracks.map(({ name, kind }) => `${name} ${kind}`))
    expect(new Set(names)).toEqual(new Set(['Speaker 1 utterances', 'Speaker 2 utterances']))
  }
)

test.skipIf(!ready)('one speaker asked for is one track', { timeout: 120_000 }, async () => {
  expect([...(await turns(1)).tracks.keys()]).toEqual(['speaker-1'])
})
