import { draftPipeline, type WrittenStep } from './draft-pipelines'
import type { DraftInput, DraftModality, DraftOutput, ModelDraft } from './model-draft'

/** Name of the binding by what it carries. */
const BINDING = {
  video: 'view',
  image: 'picture',
  audio: 'voice',
  text: 'words',
  eeg: 'eeg',
  physio: 'body'
} as const

/** The manifest (schema `affectory.model/1`) that the answers make. It is valid whatever they are; whether it is right shows when it is tried. */
export function draftManifest(draft: ModelDraft): Record<string, unknown> {
  const { id, name, license, intendedUse, limits, modality, batch } = draft
  const describes = {
    ...(license.trim() === '' ? {} : { license: license.trim() }),
    ...(intendedUse.trim() === '' ? {} : { intendedUse: intendedUse.trim() }),
    ...(limits.trim() === '' ? {} : { limits: limits.trim() })
  }
  const told = draft.outputs.filter(({ use }) => use !== 'nothing')
  return {
    schema: 'affectory.model/1',
    id,
    name: name.trim() === '' ? id : name.trim(),
    version: '1',
    kind: 'onnx',
    ...(Object.keys(describes).length > 0 ? { describes } : {}),
    files: {
      model: { path: 'model.onnx', role: 'model' },
      ...(needsTokenizer(draft) ? { tok: { path: 'tokenizer.json', role: 'tokenizer' } } : {}),
      ...Object.fromEntries(
        draft.externalData.map((path, i) => [`data${i + 1}`, { path, role: 'externalData' }])
      )
    },
    runtime: { batch: { max: Math.max(1, batch), bucketBy: modality === 'text' ? 'length' : 'none' } },
    unit: unitOf(draft),
    bindings: bindingsOf(draft),
    inputs: draft.inputs.map((input) => inputOf(input, draft)),
    outputs: (told.length > 0 ? told : draft.outputs.slice(0, 1)).map((output) => outputOf(output, draft)),
    ...(draft.aggregate === 'none' ? {} : { aggregate: [aggregateOf(draft)] })
  }
}

/** Whether an input is made of words. */
export const needsTokenizer = ({ inputs }: ModelDraft): boolean =>
  inputs.some(({ use }) => use.kind === 'ids' || use.kind === 'mask' || use.kind === 'typeIds')

function unitOf({ unit, modality, aggregate }: ModelDraft): Record<string, unknown> {
  const { type, windowSec, hopSec } = unit
  switch (type) {
    case 'window':
      return {
        type,
        ...(aggregate === 'utterance' ? { tier: 'utterances' } : {}),
        windowSec,
        hopSec,
        last: modality === 'audio' ? 'pad' : 'drop'
      }
    case 'person-frame':
      return { type, perParticipant: true, hopSec, anchor: 'center' }
    case 'frame':
      return { type, hopSec }
    case 'utterance':
      return { type, tier: 'utterances', ...(modality === 'audio' ? { minSec: 0.3, maxSec: 30 } : {}) }
    case 'trial':
    case 'recording':
    case 'image':
    case 'document':
    case 'sentence':
      return { type }
  }
}

/** What an input is read from: what its use says where that is another stream than what the model looks at. */
function modalityOf({ use }: DraftInput, { modality }: ModelDraft): DraftModality {
  switch (use.kind) {
    case 'picture':
      return modality === 'image' ? 'image' : 'video'
    case 'waveform':
    case 'mel':
      return 'audio'
    case 'ids':
    case 'mask':
    case 'typeIds':
      return 'text'
    case 'channels':
      return modality === 'physio' ? 'physio' : 'eeg'
    case 'constant':
      return modality
  }
}

function bindingsOf(draft: ModelDraft): Record<string, unknown> {
  const read = new Set([draft.modality, ...draft.inputs.map((input) => modalityOf(input, draft))])
  return Object.fromEntries(
    [...read].map((modality) => [BINDING[modality], bindingOf({ ...draft, modality })])
  )
}

function bindingOf({ modality, unit, signal }: ModelDraft): Record<string, unknown> {
  if (unit.type === 'person-frame' && modality === 'video')
    return { modality: 'video', participant: 'each', whenMissing: 'skip-unit' }
  if (modality === 'text') return { modality, role: 'transcript' }
  const named = (modality === 'eeg' || modality === 'physio') && signal.channels.length > 0
  return { modality, ...(named ? { channels: signal.channels } : {}) }
}

const dtypes = new Set(['float32', 'float16', 'int64', 'int32', 'bool', 'uint8'])

function inputOf(input: DraftInput, draft: ModelDraft): Record<string, unknown> {
  const { name, dtype, shape, use } = input
  const known = dtypes.has(dtype) ? dtype : 'float32'
  const constant: readonly WrittenStep[] =
    use.kind === 'constant' ? [constantStep(use.value, known, shape)] : []
  return {
    name,
    dtype: known,
    shape,
    from: BINDING[modalityOf(input, draft)],
    pipeline: [...draftPipeline({ ...input, dtype: known }, draft), ...constant]
  }
}

/** One number, in as many brackets as the input has axes. */
const constantStep = (value: number, dtype: string, shape: DraftInput['shape']): WrittenStep => ({
  op: 'tensor.constant',
  value: shape.reduce<unknown>((inner) => [inner], value),
  dtype
})

const tasks = {
  'one-label': 'classification',
  'several-labels': 'multilabel',
  dimensions: 'regression',
  'label-series': 'frame-classification',
  'value-series': 'frame-regression',
  embedding: 'embedding',
  nothing: 'embedding'
} as const

function outputOf(output: DraftOutput, draft: ModelDraft): Record<string, unknown> {
  const { name, shape, use, labels, attribute, scheme, hz } = output
  const series = use === 'label-series' || use === 'value-series'
  const vector = use === 'embedding' || use === 'nothing'
  const names = use === 'dimensions' || use === 'value-series' ? { dims: labels } : { labels }
  return {
    id: idOfOutput(name),
    name,
    ...(shape.length > 0 ? { shape } : {}),
    task: tasks[use],
    target: vector
      ? { scheme: 'none' }
      : {
          scheme: scheme ?? `${draft.id}-labels`,
          attribute: attribute.trim() === '' ? 'emotion' : attribute.trim(),
          ...(labels.length > 0 ? names : {}),
          ...(series ? { hz: hz > 0 ? hz : 1 } : {})
        },
    decode: decodeOf(output),
    ...(vector && draft.outputs.some((other) => other.use !== 'embedding' && other.use !== 'nothing')
      ? { aux: true }
      : {})
  }
}

function decodeOf({ use, activation, shape }: DraftOutput): readonly WrittenStep[] {
  if (use === 'embedding' || use === 'nothing')
    return [{ op: 'embedding', pool: shape.length > 2 ? 'mean' : 'none', norm: 'none' }]
  const active: readonly WrittenStep[] =
    activation === 'softmax'
      ? [{ op: 'softmax', axis: -1 }]
      : activation === 'sigmoid'
        ? [{ op: 'sigmoid' }]
        : activation === 'log-softmax'
          ? [{ op: 'logsoftmaxToProb' }]
          : [{ op: 'identity' }]
  return use === 'several-labels' ? [...active, { op: 'threshold', value: 0.5 }] : active
}

const idOfOutput = (name: string): string => name.replaceAll(/[^A-Za-z0-9._-]+/gu, '-') || 'output'

function aggregateOf({ unit, aggregate, outputs }: ModelDraft): Record<string, unknown> {
  const labels = outputs.some(({ use }) => use === 'one-label' || use === 'several-labels')
  return { from: unit.type, to: aggregate, method: labels ? 'mean-prob' : 'mean-value' }
}
