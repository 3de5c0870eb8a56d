import type { Method } from './base/metric'

/** An emotion of one utterance and the utterance that caused it. */
export interface CausePair {
  readonly conversation: string
  readonly emotionTurn: number
  readonly causeTurn: number
  readonly emotion: string
}

/** A pair with the words of the cause: positions from `start` to `end`, the end not included. */
export interface CauseSpan extends CausePair {
  readonly start: number
  readonly end: number
}

/** Precision, recall and F1 of one emotion; a share of nothing is 0. */
export interface CauseScore {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/** Scores over all emotions: weighted by the share of the emotion in the reference, and pooled. Null without reference. */
export interface CauseScores {
  readonly weighted: CauseScore | null
  readonly pooled: CauseScore
}

/** What pair scores are. */
export const emotionCausePairsMethod: Method = {
  kind: 'method',
  id: 'emotion_cause_pairs',
  name: 'Emotion-cause pairs',
  definition:
    'precision, recall and F1 of pairs (utterance, cause, emotion) per emotion, weighted by the reference, and pooled',
  convention: 'Pairs are sets: duplicates count once. Neutral plays no part. A share of nothing is 0.',
  source: 'Wang et al. 2024, SemEval-2024 Task 3, subtask 2',
  missingPolicy: 'Conversations that one side did not annotate must be left out before.'
}

/** What span scores are. */
export const emotionCauseSpansMethod: Method = {
  kind: 'method',
  id: 'emotion_cause_spans',
  name: 'Emotion-cause spans',
  definition:
    'strict: the same span; proportional: shared words with the best reference span of the same pair, over words',
  convention:
    'Best span: largest covered share, then most shared words. Several candidate spans may share one reference span, whose words then count once for each.',
  source: 'Wang et al. 2024, SemEval-2024 Task 3, subtask 1',
  missingPolicy: 'Conversations that one side did not annotate must be left out before.'
}

interface Counts {
  hits: number
  candidate: number
  reference: number
  /** Reference pairs or spans, which weigh the emotion. */
  weight: number
}

const ratio = (above: number, below: number) => (below === 0 ? 0 : above / below)

function scoreOfCounts({ hits, candidate, reference }: Omit<Counts, 'weight'>): CauseScore {
  const precision = ratio(hits, candidate)
  const recall = ratio(hits, reference)
  return { precision, recall, f1: ratio(2 * precision * recall, precision + recall) }
}

function summarise(perEmotion: ReadonlyMap<string, Counts>): CauseScores {
  const all = [...perEmotion.values()]
  const sum = (key: keyof Counts) => all.reduce((total, counts) => total + counts[key], 0)
  const weight = sum('weight')
  const weighted = (key: keyof CauseScore) =>
    all.reduce((total, counts) => total + scoreOfCounts(counts)[key] * (counts.weight / weight), 0)
  return {
    weighted:
      weight === 0
        ? null
        : { precision: weighted('precision'), recall: weighted('recall'), f1: weighted('f1') },
    pooled: scoreOfCounts({ hits: sum('hits'), candidate: sum('candidate'), reference: sum('reference') })
  }
}

const keyOf = ({ conversation, emotionTurn, causeTurn, emotion }: CausePair) =>
  JSON.stringify([conversation, emotionTurn, causeTurn, emotion])

function unique<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [key(item), item])).values()]
}

function counter(emotions: readonly string[]) {
  const perEmotion = new Map<string, Counts>(
    emotions.map((emotion) => [emotion, { hits: 0, candidate: 0, reference: 0, weight: 0 }])
  )
  const add = (emotion: string, key: keyof Counts, amount = 1) => {
    const counts = perEmotion.get(emotion)
    if (counts) counts[key] += amount
  }
  return { perEmotion, add }
}

/** Pairs of a candidate against a reference; only the listed emotions play a part. */
export function emotionCausePairs(
  reference: readonly CausePair[],
  candidate: readonly CausePair[],
  emotions: readonly string[]
): CauseScores & {
  readonly perEmotion: Readonly<
    Record<
      string,
      CauseScore & { readonly reference: number; readonly candidate: number; readonly hits: number }
    >
  >
} {
  const { perEmotion, add } = counter(emotions)
  const known = new Set(reference.map(keyOf))
  for (const { emotion } of unique(reference, keyOf)) {
    add(emotion, 'reference')
    add(emotion, 'weight')
  }
  for (const pair of unique(candidate, keyOf)) {
    add(pair.emotion, 'candidate')
    if (known.has(keyOf(pair))) add(pair.emotion, 'hits')
  }
  return {
    ...summarise(perEmotion),
    perEmotion: Object.fromEntries(
      [...perEmotion].map(([emotion, { hits, candidate: said, reference: there }]) => [
        emotion,
        {
          ...scoreOfCounts({ hits, candidate: said, reference: there }),
          reference: there,
          candidate: said,
          hits
        }
      ])
    )
  }
}

const spanKey = (span: CauseSpan) => `${keyOf(span)}${span.start}-${span.end}`

/** Spans of a candidate against a reference, strict and proportional. */
export function emotionCauseSpans(
  reference: readonly CauseSpan[],
  candidate: readonly CauseSpan[],
  emotions: readonly string[]
): { readonly strict: CauseScores; readonly proportional: CauseScores } {
  const there = unique(reference, spanKey)
  const said = unique(candidate, spanKey)
  const known = new Set(there.map(spanKey))
  const strict = counter(emotions)
  const shares = counter(emotions)
  const matched = new Set<CauseSpan>()
  for (const span of there) {
    strict.add(span.emotion, 'reference')
    strict.add(span.emotion, 'weight')
    shares.add(span.emotion, 'weight')
  }
  for (const span of said) {
    strict.add(span.emotion, 'candidate')
    if (known.has(spanKey(span))) strict.add(span.emotion, 'hits')
    shares.add(span.emotion, 'candidate', span.end - span.start)
    const best = bestSpan(span, there)
    if (!best) continue
    matched.add(best.span)
    shares.add(span.emotion, 'hits', best.words)
    shares.add(span.emotion, 'reference', best.span.end - best.span.start)
  }
  for (const span of there)
    if (!matched.has(span)) shares.add(span.emotion, 'reference', span.end - span.start)
  return { strict: summarise(strict.perEmotion), proportional: summarise(shares.perEmotion) }
}

function bestSpan(span: CauseSpan, reference: readonly CauseSpan[]) {
  const key = keyOf(span)
  let best: { span: CauseSpan; words: number; covered: number } | undefined
  for (const other of reference) {
    if (keyOf(other) !== key) continue
    const words = Math.min(span.end, other.end) - Math.max(span.start, other.start)
    if (words <= 0) continue
    const covered = words / (other.end - other.start)
    if (!best || covered > best.covered || (covered === best.covered && words > best.words))
      best = { span: other, words, covered }
  }
  return best
}
