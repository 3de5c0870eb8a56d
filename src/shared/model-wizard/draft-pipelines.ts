import type { DraftInput, InputUse, ModelDraft, PicturePreset } from './model-draft'

/** One step with its parameters, as a manifest writes it. */
export interface WrittenStep {
  readonly op: string
  readonly [parameter: string]: unknown
}

/** The steps of an input. */
export function draftPipeline(input: DraftInput, draft: ModelDraft): readonly WrittenStep[] {
  const { use, dtype } = input
  const steps = stepsOf(use, draft)
  if (use.kind === 'constant') return steps
  // Words become whole numbers of 64 bits by themselves, everything else float32.
  const words = use.kind === 'ids' || use.kind === 'mask' || use.kind === 'typeIds'
  return dtype === (words ? 'int64' : 'float32') ? steps : [...steps, { op: 'tensor.cast', dtype }]
}

function stepsOf(use: InputUse, draft: ModelDraft): readonly WrittenStep[] {
  switch (use.kind) {
    case 'picture':
      return [...seen(use, draft), ...coloured(use, draft.preset)]
    case 'waveform':
      return [...heard(draft, use.samples), ...(use.axis ? [{ op: 'tensor.unsqueeze', axis: 0 }] : [])]
    case 'mel':
      return spectrum(use, draft)
    case 'ids':
      return [
        { op: 'text.source', layer: 'transcript', fallback: ['document'] },
        { op: 'text.normalize', unicode: 'NFC', strip: true },
        {
          op: 'text.tokenize',
          file: 'tok',
          addSpecial: draft.specialTokens,
          maxLen: use.length ?? draft.maxLength,
          truncate: 'right',
          pad: use.length === undefined ? 'batch' : 'max',
          return: 'ids'
        }
      ]
    case 'mask':
    case 'typeIds': {
      const ids = draft.inputs.find((input) => input.use.kind === 'ids')
      return [{ op: 'text.tokenize', file: 'tok', reuse: ids?.name ?? '', return: use.kind }]
    }
    case 'channels':
      return recorded(use, draft)
    case 'constant':
      return []
  }
}

/** How pictures are taken from a recording. */
function seen(
  use: Extract<InputUse, { kind: 'picture' }>,
  { modality, unit }: ModelDraft
): readonly WrittenStep[] {
  if (modality === 'image' || unit.type === 'frame' || unit.type === 'image') return []
  if (unit.type !== 'person-frame') {
    const frames = use.frames ?? 1
    return [
      { op: 'video.sample', fps: Math.max(1, Math.ceil(frames / unit.windowSec)), mode: 'uniform', frames }
    ]
  }
  return [
    { op: 'video.sample', fps: Math.round(1e4 / unit.hopSec) / 1e4, mode: 'stride' },
    { op: 'video.faces', detector: 'face-detection', minScore: 0.75, maxFaces: 8 },
    { op: 'video.track', iouMin: 0.3, maxGapSec: 1 },
    { op: 'video.person', select: 'all' },
    { op: 'video.missing', policy: 'skip' },
    { op: 'video.crop', square: true, expand: 0.2, align: 'none', fill: 0 }
  ]
}

/** Mean and deviation of ImageNet by colour. */
const IMAGENET = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] }
/** Means of VGGFace2 in the order blue, green, red, as AVCER's static model takes them. */
const VGGFACE2 = [91.4953, 103.8827, 131.0912]

function coloured(
  { channels, widthPx, heightPx, layout }: Extract<InputUse, { kind: 'picture' }>,
  preset: PicturePreset
): readonly WrittenStep[] {
  const grey = channels === 1
  const resize = (filter: string, kernel: string): WrittenStep => ({
    op: 'image.resize',
    ...{ w: widthPx, h: heightPx, filter, kernel, fit: 'stretch' }
  })
  const ofOne = ({ mean, std }: typeof IMAGENET): WrittenStep => ({
    op: 'image.normalize',
    mean: grey ? [0.5] : mean,
    std: grey ? [0.5] : std
  })
  const color = (space: string): WrittenStep => ({
    op: 'image.color',
    ...(grey ? { space: 'gray', kernel: 'opencv' } : { space })
  })
  const share = { op: 'image.scale', factor: 1 / 255 }
  const end = { op: 'image.layout', to: layout }
  switch (preset) {
    case 'imagenet':
      return [color('rgb'), resize('bilinear', 'pillow'), share, ofOne(IMAGENET), end]
    case 'hsemotion':
      return [color('rgb'), resize('bilinear', 'opencv'), share, ofOne(IMAGENET), end]
    case 'avcer':
      return [
        resize('nearest', 'pillow'),
        color('bgr'),
        { op: 'image.normalize', mean: grey ? [127.5] : VGGFACE2, std: [1] },
        end
      ]
    case 'zero-one':
      return [color('rgb'), resize('bilinear', 'pillow'), share, end]
    case 'minus-one-one':
      return [
        color('rgb'),
        resize('bilinear', 'pillow'),
        { op: 'image.scale', factor: 1 / 127.5, offset: -1 },
        end
      ]
    case 'bytes':
      return [color('rgb'), resize('bilinear', 'pillow'), end]
  }
}

/** Sound at the model's rate, of the model's length where that is fixed. */
function heard(
  { rateHz, normalized, unit }: ModelDraft,
  samples: number | undefined
): readonly WrittenStep[] {
  return [
    { op: 'audio.load', channel: 'mix' },
    { op: 'audio.resample', hz: rateHz },
    ...(normalized ? [{ op: 'audio.normalize', scope: 'window' }] : []),
    ...(samples !== undefined
      ? [{ op: 'audio.fit', samples, pad: 'zero', padSide: 'right' }]
      : unit.type === 'window'
        ? [{ op: 'audio.fit', sec: unit.windowSec, pad: 'zero', padSide: 'right' }]
        : [])
  ]
}

function spectrum(
  { frames, order, axis }: Extract<InputUse, { kind: 'mel' }>,
  draft: ModelDraft
): readonly WrittenStep[] {
  const { bands, nFft, win, hop, fMin, fMax, scale, norm, log } = draft.mel
  // Centred frames: one more than hops fit in.
  const samples = frames === undefined ? undefined : Math.max(1, (frames - 1) * hop)
  return [
    ...heard(draft, samples),
    { op: 'audio.stft', nFft, win, hop, window: 'hann', center: true, power: 2 },
    { op: 'audio.mel', nMels: bands, fMin, fMax, scale, norm },
    { op: 'audio.log', kind: log, eps: 1e-6, ...(log === 'db' ? { ref: 1 } : {}) },
    ...(order === 'frames-first' ? [{ op: 'tensor.transpose', perm: [1, 0] }] : []),
    ...(axis ? [{ op: 'tensor.unsqueeze', axis: 0 }] : [])
  ]
}

function recorded(
  { order, axis }: Extract<InputUse, { kind: 'channels' }>,
  { signal }: ModelDraft
): readonly WrittenStep[] {
  const { rateHz, lowHz, highHz, reference, normalized, channels } = signal
  const filter =
    lowHz > 0 && highHz > 0
      ? { op: 'signal.filter', kind: 'bandpass', low: lowHz, high: highHz, order: 4, phase: 'zero' }
      : lowHz > 0
        ? { op: 'signal.filter', kind: 'highpass', low: lowHz, order: 4, phase: 'zero' }
        : highHz > 0
          ? { op: 'signal.filter', kind: 'lowpass', high: highHz, order: 4, phase: 'zero' }
          : undefined
  return [
    ...(channels.length > 0 ? [{ op: 'signal.pick', channels: 'binding', missing: 'error' }] : []),
    { op: 'signal.resample', hz: rateHz },
    ...(filter ? [filter] : []),
    ...(reference === 'average' ? [{ op: 'signal.reference', to: 'average' }] : []),
    ...(normalized ? [{ op: 'signal.normalize', scope: 'window' }] : []),
    ...(order === 'time-first' ? [{ op: 'tensor.transpose', perm: [1, 0] }] : []),
    ...(axis ? [{ op: 'tensor.unsqueeze', axis: 0 }] : [])
  ]
}
