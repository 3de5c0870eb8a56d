import type { LeftOut, NumberCard } from '../../compare/report'
import { sumBootstrap } from '../../agreement/sum-bootstrap'
import type { Sliced } from '../../agreement/sliced'
import type { IntervalOrReason } from '../../metrics/base/cluster-bootstrap'
import { cardOf, confidenceTexts } from './card-texts'
import { properScores } from './proper-scores'
import { binsOf, classBets, reliability } from './reliability'
import type { Binning } from './reliability'
import type { ClassConfidence, ConfidenceNumbers } from './report'
import { riskCoverage } from './risk-coverage'
import type { Bets, ScoredItems } from './scored-items'

/** What the numbers are made of. */
export interface ConfidenceInput {
  readonly bets: Bets
  /** Absent: only the confidence of the answer is known, and whether it is right. */
  readonly items?: ScoredItems
  readonly labels: readonly string[]
  readonly bins: number
  readonly binning: Binning
  readonly leftOut: readonly LeftOut[]
  /** Cluster of every item for resampling, 0 and up, and what a cluster is, in the plural. */
  readonly cluster: Int32Array
  readonly clusters: number
  readonly noun: string
}

/** Fewer clusters than this have too few distinct resamples: items are drawn instead. */
const FEWEST_CLUSTERS = 5

const WITHOUT_SCORES = 'The candidate gave its confidence, not a score for every label.'

/** All numbers about the confidence of some items, with intervals from resampled clusters. */
export function* confidenceNumbers(input: ConfidenceInput): Sliced<ConfidenceNumbers> {
  const { bets, items, bins, binning, leftOut } = input
  const n = bets.confidence.length
  const shown = reliability(bets, bins, binning)
  const width = binning === 'width' ? shown : reliability(bets, bins, 'width')
  yield
  const mass = binning === 'mass' ? shown : reliability(bets, bins, 'mass')
  yield
  const classes = items ? yield* classRows(items, input.labels, bins) : []
  const classwise = meanOf(classes.map(({ ece }) => ece))
  const proper = items && properScores(items)
  yield
  const risk = riskCoverage(bets)
  yield
  const sums = (column: ArrayLike<number>): number | null => {
    let sum = 0
    for (let i = 0; i < n; i++) sum += column[i] ?? 0
    return n === 0 ? null : sum / n
  }
  const drawn = yield* intervals(input)
  const texts = confidenceTexts(bins)
  const card = (
    id: keyof typeof texts,
    value: number | null | undefined,
    interval?: IntervalOrReason,
    reason?: string
  ): NumberCard =>
    cardOf(texts[id], value ?? null, {
      n,
      leftOut,
      interval,
      reason: items || value !== undefined ? (reason ?? 'There is no item.') : WITHOUT_SCORES
    })
  const impossible = proper?.impossible ?? 0
  return {
    bins: shown.bins,
    classes,
    risk: { n, points: risk.points },
    cards: [
      card('accuracy', sums(bets.right), drawn[0]),
      card('confidence', sums(bets.confidence), drawn[1]),
      card('ece', width.ece, drawn[2]),
      card('mce', width.mce),
      card('eceMass', mass.ece),
      card('classwise', items && classwise),
      card('brier', proper?.brier, drawn[3]),
      card(
        'logLoss',
        proper?.logLoss,
        proper?.logLoss === null ? undefined : drawn[4],
        impossible > 0
          ? `The true label of ${impossible} ${impossible === 1 ? 'item has' : 'items has'} probability 0: infinite.`
          : undefined
      ),
      card('aurc', risk.aurc),
      card('excess', risk.excess)
    ]
  }
}

function* classRows(
  items: ScoredItems,
  labels: readonly string[],
  bins: number
): Sliced<readonly ClassConfidence[]> {
  const rows: ClassConfidence[] = []
  for (let c = 0; c < items.k; c++) {
    const bets = classBets(items, c, items.truth)
    let support = 0
    let sum = 0
    for (let i = 0; i < items.n; i++) {
      support += bets.right[i] ?? 0
      sum += bets.confidence[i] ?? 0
    }
    rows.push({
      label: labels[c] ?? '',
      support,
      meanProbability: items.n === 0 ? null : sum / items.n,
      ece: reliability(bets, bins).ece
    })
    yield
  }
  return rows
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length
}

/** Intervals of accuracy, mean confidence, ECE, Brier and log loss; bins stay where they are. */
function* intervals(input: ConfidenceInput): Sliced<readonly IntervalOrReason[]> {
  const { bets, items, bins, cluster, clusters, noun } = input
  const n = bets.confidence.length
  const used = new Set(cluster).size
  const byItems = used < FEWEST_CLUSTERS
  if (byItems && n > 50_000)
    return [...Array(5)].map(() => ({ reason: `There are too few ${noun} to resample.` }))
  const place = binsOf(bets.confidence, bins, 'width')
  const at = { right: bins, confidence: 2 * bins, brier: 3 * bins, loss: 3 * bins + 1, n: 3 * bins + 2 }
  const vectors = Array.from({ length: byItems ? n : clusters }, () => new Float64Array(3 * bins + 3))
  for (let i = 0; i < n; i++) {
    const sum = vectors[byItems ? i : (cluster[i] ?? 0)]
    if (!sum) continue
    const b = place[i] ?? 0
    const add = (where: number, amount: number): void => {
      sum[where] = (sum[where] ?? 0) + amount
    }
    add(b, 1)
    add(at.right + b, bets.right[i] ?? 0)
    add(at.confidence + b, bets.confidence[i] ?? 0)
    add(at.n, 1)
    if (items) {
      add(at.brier, squaresOf(items, i))
      add(at.loss, -Math.log(items.probabilities[i * items.k + (items.truth[i] ?? 0)] ?? 0))
    }
    if (i % 20_000 === 19_999) yield
  }
  return yield* sumBootstrap(
    vectors.filter((sum) => (sum[at.n] ?? 0) > 0),
    (sum) => {
      const total = sum[at.n] ?? 0
      if (total === 0) return [null, null, null, null, null]
      let [right, confidence, ece] = [0, 0, 0]
      for (let b = 0; b < bins; b++) {
        const [hits, sure] = [sum[at.right + b] ?? 0, sum[at.confidence + b] ?? 0]
        right += hits
        confidence += sure
        ece += Math.abs(sure - hits)
      }
      const loss = (sum[at.loss] ?? 0) / total
      return [
        right / total,
        confidence / total,
        ece / total,
        items ? (sum[at.brier] ?? 0) / total : null,
        items && Number.isFinite(loss) ? loss : null
      ]
    },
    { noun: byItems ? `items taken as independent (${noun}: ${used}, too few to resample)` : noun }
  )
}

function squaresOf({ k, probabilities, truth }: ScoredItems, item: number): number {
  let sum = 0
  for (let c = 0; c < k; c++) {
    const apart = (probabilities[item * k + c] ?? 0) - (c === truth[item] ? 1 : 0)
    sum += apart * apart
  }
  return sum
}
