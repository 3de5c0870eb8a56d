import type { Sliced } from '../agreement/sliced'
import type { Segment } from '../domain/rows'
import { presentLabels } from '../values/constraints'
import {
  hammingLoss,
  jaccardSamples,
  labelSetMacroF1,
  labelSetMicroF1,
  labelSetSampleF1,
  labelSetTally,
  subsetAccuracy
} from '../metrics/label-sets'
import type { ComparisonItem, LeftOut, NumberCard } from './report'

/** Items between two pauses. */
const SLICE = 500

/** Each number's words, and where it stands among all that one pass over the table gives. */
const METRICS = [
  [subsetAccuracy, 'subsetAccuracy'],
  [jaccardSamples, 'jaccardSamplesEmpty1'],
  [labelSetSampleF1, 'f1SamplesEmpty1'],
  [labelSetMicroF1, 'f1Micro'],
  [labelSetMacroF1, 'f1Macro'],
  [hammingLoss, 'hammingLoss']
] as const

/**
 * Numbers about all labels that were given side by side, over the segments that were paired by their strongest ones:
 * exact match, Jaccard, F1 over items and labels, Hamming loss. A segment with one label is a set of one; a label of
 * level 0 is absent. None where nobody gave several labels.
 * @param labels ids of all labels of the attribute, which are the columns of the table
 * @param segmentOf the segment with an id; undefined for one whose labels belong to another attribute, of which only
 * the label that it was paired by counts
 */
export function* labelSetCards(
  items: readonly ComparisonItem[],
  labels: readonly string[],
  segmentOf: (id: string) => Segment | undefined,
  leftOut: readonly LeftOut[]
): Sliced<readonly NumberCard[]> {
  let several = false
  const row = (id: string, paired: string): readonly number[] => {
    const value = segmentOf(id)?.value
    const present = new Set(value?.kind === 'labels' ? presentLabels(value.labels) : [paired])
    several ||= present.size > 1
    return labels.map((label) => (present.has(label) ? 1 : 0))
  }
  const tally = labelSetTally(labels.length)
  for (const [i, item] of items.entries()) {
    if (i % SLICE === SLICE - 1) yield
    tally.add(row(item.referenceSegmentId, item.reference), row(item.candidateSegmentId, item.candidate))
  }
  if (!several) return []
  const numbers = tally.agreement()
  return METRICS.map(([metric, key]): NumberCard => {
    const number = numbers[key]
    return {
      id: metric.id,
      name: metric.name,
      value: number,
      ...(number === null ? { reason: 'There is no item or no label.' } : {}),
      intervalReason: 'no interval is made for sets of labels',
      definition: metric.definition,
      convention: `${metric.convention} All labels of a segment count, in pairs found by the strongest ones.`,
      source: metric.source,
      missingPolicy: metric.missingPolicy,
      n: items.length,
      unit: 'segments',
      leftOut
    }
  })
}
