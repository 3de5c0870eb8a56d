import type { DraftOutput, OutputUse } from './model-draft'
import type { BesideFacts, GraphValue } from './onnx-facts'
import { shapeNames } from './shape-names'

/** Numbers of an answer from which it is taken for an embedding. */
const MANY = 65
/** Rows a second where nobody says: transformers of sound give one each 20 ms. */
const SERIES_HZ = 50

const DIMENSIONS: Readonly<Record<number, readonly string[]>> = {
  1: ['value'],
  2: ['valence', 'arousal'],
  3: ['arousal', 'dominance', 'valence']
}

/** What the axes, the name and the maker of an output suggest. Every output gets a guess, which may be wrong. */
export function guessOutput(output: GraphValue, beside: BesideFacts): DraftOutput {
  const { name, dims = [], madeBy } = output
  const last = dims.at(-1)
  const width = dims.length > 1 && typeof last === 'number' ? last : dims.length === 1 ? 1 : undefined
  const use = guessUse(output, width, beside)
  const labels = labelsFor(use, width, beside)
  return {
    name,
    shape: shapeNames(dims),
    use,
    ...(width === undefined ? {} : { width }),
    labels,
    activation: activationFor(use, name, madeBy),
    attribute: use === 'dimensions' || use === 'value-series' ? 'ratings' : 'emotion',
    hz: SERIES_HZ
  }
}

function guessUse(
  { name, dims = [] }: GraphValue,
  width: number | undefined,
  beside: BesideFacts
): OutputUse {
  const labels = beside.labels?.length
  if (labels !== undefined && labels === width) {
    if (beside.problemType === 'regression') return 'dimensions'
    if (dims.length > 2) return 'label-series'
    return beside.problemType === 'multi_label_classification' ? 'several-labels' : 'one-label'
  }
  if (/embed|hidden|feature|pool/iu.test(name) || width === undefined || width >= MANY) return 'embedding'
  const values = /arousal|valence|vad|adv|dims|regress/iu.test(name) || width === 1
  if (dims.length > 2) return values ? 'value-series' : 'label-series'
  return values ? 'dimensions' : 'one-label'
}

function labelsFor(use: OutputUse, width: number | undefined, { labels }: BesideFacts): readonly string[] {
  if (use === 'embedding' || use === 'nothing' || width === undefined) return []
  if (labels?.length === width) return labels
  return use === 'dimensions' || use === 'value-series'
    ? (DIMENSIONS[width] ?? numbered('dimension', width))
    : numbered('label', width)
}

export const numbered = (word: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => `${word} ${i + 1}`)

function activationFor(use: OutputUse, name: string, madeBy: string | undefined): DraftOutput['activation'] {
  if (use === 'dimensions' || use === 'value-series' || use === 'embedding' || use === 'nothing')
    return 'none'
  // What the graph itself does last is not done again.
  if (madeBy === 'Softmax' || madeBy === 'Sigmoid' || /prob/iu.test(name)) return 'none'
  if (madeBy === 'LogSoftmax') return 'log-softmax'
  return use === 'several-labels' ? 'sigmoid' : 'softmax'
}
