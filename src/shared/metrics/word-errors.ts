import type { TranscriptsMetric } from './base/metric'
import { mean } from './base/moments'
import { scoreOf } from './base/score'

/** Edits of one utterance. */
export interface EditCounts {
  readonly reference: number
  readonly hypothesis: number
  readonly hits: number
  readonly substitutions: number
  readonly deletions: number
  readonly insertions: number
  readonly edits: number
}

/** Error rates of several utterances; null where there is nothing to divide by. */
export interface WordErrors {
  readonly perUtterance: readonly EditCounts[]
  /** All edits / all reference words; may exceed 1. */
  readonly wer: number | null
  /** Mean over utterances that have reference words. */
  readonly meanUtteranceWer: number | null
  /** All edits / (hits + edits), 0..1. */
  readonly mer: number | null
  /** Word information preserved: hits² / (reference words x hypothesis words). */
  readonly wip: number | null
  /** All character edits / all reference characters, spaces between words included. */
  readonly cer: number | null
}

/** One step of an alignment; positions are absent where a side has nothing. */
export interface WordStep {
  readonly kind: 'hit' | 'substitution' | 'deletion' | 'insertion'
  readonly reference?: number
  readonly hypothesis?: number
}

const words = (text: string) => text.split(/\s+/u).filter((word) => word !== '')
const characters = (text: string) => Array.from(words(text).join(' '))

/**
 * The alignment with fewest edits and, among those, most hits; equal ones prefer a hit or substitution,
 * then a deletion. It is what a word diff shows.
 */
export function alignWords(reference: readonly string[], hypothesis: readonly string[]): WordStep[] {
  const n = reference.length
  const m = hypothesis.length
  const width = m + 1
  // Edits first, hits second, in one number: no utterance has a million words.
  const EDIT = 1_000_000
  const cost = new Float64Array((n + 1) * width)
  for (let i = 0; i <= n; i++)
    for (let j = 0; j <= m; j++) {
      if (i === 0 || j === 0) {
        cost[i * width + j] = (i + j) * EDIT
        continue
      }
      cost[i * width + j] = Math.min(
        (cost[(i - 1) * width + j - 1] ?? 0) + (reference[i - 1] === hypothesis[j - 1] ? -1 : EDIT),
        (cost[(i - 1) * width + j] ?? 0) + EDIT,
        (cost[i * width + j - 1] ?? 0) + EDIT
      )
    }
  const steps: WordStep[] = []
  for (let i = n, j = m; i > 0 || j > 0;) {
    const here = cost[i * width + j] ?? 0
    const same = reference[i - 1] === hypothesis[j - 1]
    if (i > 0 && j > 0 && here === (cost[(i - 1) * width + j - 1] ?? 0) + (same ? -1 : EDIT)) {
      steps.push({ kind: same ? 'hit' : 'substitution', reference: --i, hypothesis: --j })
    } else if (i > 0 && here === (cost[(i - 1) * width + j] ?? 0) + EDIT) {
      steps.push({ kind: 'deletion', reference: --i })
    } else steps.push({ kind: 'insertion', hypothesis: --j })
  }
  return steps.reverse()
}

function countEdits(reference: readonly string[], hypothesis: readonly string[]): EditCounts {
  const steps = alignWords(reference, hypothesis)
  const count = (kind: WordStep['kind']) => steps.filter((step) => step.kind === kind).length
  const hits = count('hit')
  return {
    reference: reference.length,
    hypothesis: hypothesis.length,
    hits,
    substitutions: count('substitution'),
    deletions: count('deletion'),
    insertions: count('insertion'),
    edits: steps.length - hits
  }
}

const total = (counts: readonly EditCounts[], key: keyof EditCounts) =>
  counts.reduce((sum, count) => sum + count[key], 0)

const share = (above: number, below: number) => (below === 0 ? null : above / below)

/**
 * Error rates of hypotheses against references, utterance by utterance.
 * @throws RangeError when the lists differ in length
 */
export function wordErrors(references: readonly string[], hypotheses: readonly string[]): WordErrors {
  if (references.length !== hypotheses.length)
    throw new RangeError(
      `as many hypotheses as references are needed, got ${hypotheses.length} and ${references.length}`
    )
  const each = (tokens: (text: string) => string[]) =>
    references.map((text, i) => countEdits(tokens(text), tokens(hypotheses[i] ?? '')))
  const perUtterance = each(words)
  const letters = each(characters)
  const spoken = perUtterance.filter(({ reference }) => reference > 0)
  const edits = total(perUtterance, 'edits')
  const hits = total(perUtterance, 'hits')
  return {
    perUtterance,
    wer: share(edits, total(perUtterance, 'reference')),
    meanUtteranceWer: spoken.length === 0 ? null : mean(spoken.map((u) => u.edits / u.reference)),
    mer: share(edits, edits + hits),
    // No word heard preserves nothing.
    wip:
      hits === 0 && edits > 0
        ? 0
        : share(hits * hits, total(perUtterance, 'reference') * total(perUtterance, 'hypothesis')),
    cer: share(total(letters, 'edits'), total(letters, 'reference'))
  }
}

const rateOf = (key: 'wer' | 'cer' | 'mer', name: string, definition: string): TranscriptsMetric => ({
  kind: 'transcripts',
  id: key,
  name,
  definition,
  convention:
    'Pooled over utterances. Words are split at white space and compared as they are: case and punctuation count. Of the alignments with fewest edits the one with most hits.',
  source: 'Levenshtein 1966; NIST sclite; Morris, Maier & Green 2004 (MER)',
  missingPolicy:
    'Words said against an empty reference are insertions; a corpus without reference words is undefined.',
  compute: (references, hypotheses) =>
    scoreOf(wordErrors(references, hypotheses)[key], 'The references have no words.')
})

/** Word error rate, 0 or more. */
export const wordErrorRate = rateOf(
  'wer',
  'WER',
  '(substitutions + deletions + insertions) / reference words'
)
/** Character error rate, 0 or more. */
export const characterErrorRate = rateOf(
  'cer',
  'CER',
  'character edits / reference characters, spaces included'
)
/** Match error rate, 0..1. */
export const matchErrorRate = rateOf('mer', 'MER', 'edits / (hits + edits)')
