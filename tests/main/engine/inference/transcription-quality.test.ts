import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { predictJob } from '../../../../src/main/engine/inference/predict-job'
import { wordErrors } from '../../../../src/shared/metrics/word-errors'
import type { SpeechOptions } from '../../../../src/shared/domain/model'
import { Committed, contextFor, dataFolder, fakeDecoder, hasModel, itemFor, runOf } from './fixtures'

/** The numbers of models/transcription/card.md: all clips with `AFFECTORY_ALL_CLIPS=1`, else every ninth. */
const folder = join(dataFolder, 'speech/emodb')
const ready = ['voice-activity', 'transcription'].every(hasModel) && existsSync(join(folder, 'lablaut'))
if (!ready) console.log(`skipped: speech models are not built, or no EMO-DB in ${folder} (AFFECTORY_DATA)`)
const step = process.env['AFFECTORY_ALL_CLIPS'] ? 1 : 9

const RATE_HZ = 16_000
/** The clips are cut at two seconds; sentences that end before are whole. */
const WHOLE_BEFORE_SECONDS = 1.97

/** The sentences of EMO-DB by the code in its file names (Burkhardt et al. 2005, CC BY 4.0), without punctuation. */
const sentences: Readonly<Record<string, string>> = {
  a01: 'der lappen liegt auf dem eisschrank',
  a02: 'das will sie am mittwoch abgeben',
  a04: 'heute abend könnte ich es ihm sagen',
  a05: 'das schwarze stück papier befindet sich da oben neben dem holzstück',
  a07: 'in sieben stunden wird es soweit sein',
  b01: 'was sind denn das für tüten die da unter dem tisch stehen',
  b02: 'sie haben es gerade hochgetragen und jetzt gehen sie wieder runter',
  b03: 'an den wochenenden bin ich jetzt immer nach hause gefahren und habe agnes besucht',
  b09: 'ich will das eben wegbringen und dann mit karl was trinken gehen',
  b10: 'die wird auf dem platz sein wo wir sie immer hinlegen'
}

/** Clips whose phone labels end before the cut. */
const wholeClips = (): string[] =>
  readdirSync(join(folder, 'lablaut'))
    .filter((file) => {
      const rows = readFileSync(join(folder, 'lablaut', file), 'latin1').matchAll(/^\s+([\d.]+)\s+-1\s+\S/gm)
      const end = Number([...rows].at(-1)?.[1] ?? Infinity)
      return end < WHOLE_BEFORE_SECONDS && existsSync(join(folder, 'flac', `${file.slice(0, 7)}.flac`))
    })
    .map((file) => file.slice(0, 7))
    .sort()

function clip(id: string): Float32Array {
  const bytes = execFileSync(
    'ffmpeg',
    [
      '-v',
      'error',
      '-i',
      join(folder, 'flac', `${id}.flac`),
      '-ac',
      '1',
      '-ar',
      `${RATE_HZ}`,
      '-f',
      'f32le',
      '-'
    ],
    { maxBuffer: 1 << 28 }
  )
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
}

/** All clips as one recording, with half a second between them, so that it is opened once. */
async function transcribe(
  clips: readonly Float32Array[],
  speech: SpeechOptions
): Promise<{ readonly words: readonly string[]; readonly seconds: number; readonly realTime: number }> {
  const gap = RATE_HZ / 2
  const samples = new Float32Array(clips.reduce((sum, { length }) => sum + length + gap, gap))
  const starts: number[] = []
  let at = gap
  for (const sound of clips) {
    starts.push(at)
    samples.set(sound, at)
    at += sound.length + gap
  }
  const committed = new Committed()
  const item = itemFor('audio', samples.length / RATE_HZ)
  const begun = performance.now()
  const result = await predictJob(
    { kind: 'predict', run: runOf('transcription'), items: [item], options: { speech }, provider: 'cpu' },
    contextFor(fakeDecoder({ sound: { rateHz: RATE_HZ, samples } }), committed)
  )
  if (!result.ok) throw new Error(result.error.message)
  const took = (performance.now() - begun) / 1000
  const turns = [...committed.tracks.values()].flat().sort((a, b) => a.start - b.start)
  const words = starts.map((start, i) => {
    const end = start + (clips[i]?.length ?? 0)
    const own = turns.filter((turn) => {
      const middle = (((turn.start + turn.end) / 2) * RATE_HZ) / 1e6
      return middle >= start && middle < end
    })
    return plain(own.map(({ text }) => text ?? '').join(' '))
  })
  return { words, seconds: samples.length / RATE_HZ, realTime: (took * RATE_HZ) / samples.length }
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N} ]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()

test.skipIf(!ready)(
  'more than four of ten words of acted German sentences are right',
  { timeout: 1_800_000 },
  async () => {
    const ids = wholeClips().filter((_, i) => i % step === 0)
    const reference = ids.map((id) => sentences[id.slice(2, 5)] ?? '')
    const sounds = ids.map(clip)
    const named = await transcribe(sounds, { language: 'de' })
    const { wer, cer } = wordErrors(reference, [...named.words])
    console.log(
      `${ids.length} clips, ${named.seconds.toFixed(0)} s: WER ${wer?.toFixed(3)}, CER ${cer?.toFixed(3)}, ${named.realTime.toFixed(2)} of real time`
    )
    expect(wer).toBeLessThan(0.6)
  }
)
