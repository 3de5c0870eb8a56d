import { bandsOf, guessInput } from './guess-input'
import { guessOutput } from './guess-output'
import type { DraftInput, DraftModality, DraftUnit, InputUse, ModelDraft } from './model-draft'
import type { OnnxFacts } from './onnx-facts'
import { shapeNames } from './shape-names'

const SOUND_HZ = 16_000
const SIGNAL_HZ = 128
/** Pictures a second in which faces are looked for. */
const FACES_SECONDS = 0.2

/** First answers to everything that the wizard asks, from what the file says of itself. */
export function guessDraft(facts: OnnxFacts): ModelDraft {
  const guesses = facts.inputs.map(guessInput)
  const inputs = facts.inputs.map((value, i): DraftInput => ({
    name: value.name,
    dtype: value.dtype,
    shape: shapeNames(value.dims ?? (guesses[i]?.use.kind === 'constant' ? [] : ['', ''])),
    use: guesses[i]?.use ?? { kind: 'constant', value: 1 }
  }))
  const modality = guesses.find((guess) => guess.modality)?.modality ?? 'audio'
  const rateHz = facts.beside.rateHz ?? SOUND_HZ
  const uses = inputs.map(({ use }) => use)
  const bands = facts.inputs.map((value, i) => bandsOf(value, uses[i] ?? { kind: 'ids' })).find(Boolean) ?? 64
  const base = fileName(facts.path)
  const mel = melFor(bands, rateHz)
  const ids = uses.find((use) => use.kind === 'ids')
  const { mean, std, tokenizer } = facts.beside
  return {
    id: idFrom(base),
    name: base,
    license: '',
    intendedUse: '',
    limits: '',
    modality,
    unit: unitFor(modality, uses, { rateHz, melHop: mel.hop }),
    preset: mean && std ? presetOf(mean, std) : inputs.some(isBytes) ? 'bytes' : 'imagenet',
    rateHz,
    normalized: facts.beside.normalized ?? false,
    mel,
    ...(tokenizer === undefined ? {} : { tokenizer }),
    maxLength: (ids?.kind === 'ids' ? ids.length : undefined) ?? 512,
    specialTokens: true,
    signal: {
      rateHz: SIGNAL_HZ,
      lowHz: modality === 'eeg' ? 0.5 : 0,
      highHz: modality === 'eeg' ? 45 : 0,
      reference: 'none',
      normalized: false,
      channels: []
    },
    inputs,
    outputs: facts.outputs.map((output) => guessOutput(output, facts.beside)),
    aggregate: 'none',
    batch: facts.inputs.every(({ dims }) => typeof dims?.[0] !== 'number') ? 8 : 1,
    externalData: facts.externalData
  }
}

const isBytes = ({ dtype }: DraftInput): boolean => dtype === 'uint8'

/** The preset whose figures are those that stand beside the file. */
function presetOf(mean: readonly number[], std: readonly number[]): ModelDraft['preset'] {
  const near = (values: readonly number[], wanted: readonly number[]): boolean =>
    wanted.every((value, i) => Math.abs((values[i] ?? NaN) - value) < 1e-3)
  if (near(mean, [0.485, 0.456, 0.406])) return 'imagenet'
  return near(mean, [0.5, 0.5, 0.5]) && near(std, [0.5, 0.5, 0.5]) ? 'minus-one-one' : 'zero-one'
}

/** Name of a file without its folder and its ending. */
export const fileName = (path: string): string =>
  path
    .replaceAll('\\', '/')
    .replace(/^.*\//u, '')
    .replace(/\.onnx$/iu, '') || 'model'

/** A name as an id: small letters, digits, points and hyphens, at least two signs. */
export function idFrom(name: string): string {
  const id = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/gu, '-')
    .replaceAll(/^[^a-z0-9]+|[^a-z0-9]+$/gu, '')
    .slice(0, 60)
  return id.length >= 2 ? id : `model-${id}`.replace(/-$/u, '')
}

/** 25 ms windows each 10 ms, as most speech models have them. */
export function melFor(bands: number, rateHz: number): ModelDraft['mel'] {
  const win = Math.round(0.025 * rateHz)
  return {
    bands,
    win,
    hop: Math.round(0.01 * rateHz),
    nFft: 2 ** Math.ceil(Math.log2(win)),
    fMin: 0,
    fMax: rateHz / 2,
    scale: 'slaney',
    norm: 'slaney',
    log: 'ln'
  }
}

/** What is looked at in one go; where a network takes a fixed length, it is that long. */
export function unitFor(
  modality: DraftModality,
  uses: readonly InputUse[],
  { rateHz, melHop }: { readonly rateHz: number; readonly melHop: number }
): DraftUnit {
  const window = (seconds: number): DraftUnit => ({ type: 'window', windowSec: seconds, hopSec: seconds / 2 })
  for (const use of uses) {
    if (use.kind === 'waveform' && use.samples !== undefined) return window(use.samples / rateHz)
    if (use.kind === 'mel' && use.frames !== undefined)
      return window((Math.max(1, use.frames - 1) * melHop) / rateHz)
    if (use.kind === 'channels' && use.samples !== undefined) return window(use.samples / SIGNAL_HZ)
    if (use.kind === 'picture' && use.frames !== undefined) return window(2)
  }
  switch (modality) {
    case 'video':
      return { type: 'person-frame', windowSec: 1, hopSec: FACES_SECONDS }
    case 'image':
      return { type: 'image', windowSec: 1, hopSec: 1 }
    case 'audio':
    case 'text':
      return { type: 'utterance', windowSec: 3, hopSec: 1.5 }
    case 'eeg':
    case 'physio':
      return window(2)
  }
}
