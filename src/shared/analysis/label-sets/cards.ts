import type { LeftOut, NumberCard } from '../../compare/report'
import { wilson } from '../../metrics/proportion-interval'
import type { MetricText } from '../../metrics/base/metric'
import { intensityCorrelationMethod } from '../../metrics/challenge-composites'
import {
  hammingLoss,
  jaccardSamples,
  jaccardSamplesEmptyZero,
  labelSetMacroF1,
  labelSetMicroF1,
  labelSetSampleF1,
  labelSetWeightedF1,
  subsetAccuracy
} from '../../metrics/label-sets'
import { softCosine, softJensenShannon, softKullbackLeibler } from '../../metrics/soft-label'
import type { IntensityRow } from './intensities'
import type { SetNumbers } from './set-numbers'
import type { ShareDistance } from './share-distances'

/** Each number's words, and where it stands among all that one pass over the table gives. */
const METRICS = [
  [subsetAccuracy, 'subsetAccuracy'],
  [labelSetMicroF1, 'f1Micro'],
  [labelSetMacroF1, 'f1Macro'],
  [labelSetWeightedF1, 'f1Weighted'],
  [labelSetSampleF1, 'f1SamplesEmpty1'],
  [jaccardSamples, 'jaccardSamplesEmpty1'],
  [jaccardSamplesEmptyZero, 'jaccardSamplesEmpty0'],
  [hammingLoss, 'hammingLoss']
] as const

/** Cards of sets of labels, with the correlation of their intensities where there are some. */
export function setCards(
  { n, agreement, emptyBoth }: SetNumbers,
  intensities: readonly IntensityRow[],
  leftOut: readonly LeftOut[]
): readonly NumberCard[] {
  const rule =
    emptyBoth === 0
      ? 'No item is empty on both sides.'
      : `${emptyBoth} ${emptyBoth === 1 ? 'item is' : 'items are'} empty on both sides.`
  const cards = METRICS.map(([metric, key]): NumberCard => {
    const value = agreement[key]
    const hits = key === 'subsetAccuracy' ? wilson.compute(Math.round((value ?? 0) * n), n) : undefined
    return {
      ...words(metric, `${metric.convention} ${rule}`),
      value,
      ...(value === null ? { reason: 'There is no item or no label.' } : {}),
      ...(hits && hits.value !== null && hits.interval
        ? { interval: { ...hits.interval, method: `${hits.interval.method}, items taken as independent` } }
        : {}),
      ...{ n, unit: 'segments' as const, leftOut }
    }
  })
  const known = intensities.flatMap(({ pearson }) => (pearson === null ? [] : [pearson]))
  if (known.length === 0) return cards
  const mean = known.reduce((sum, r) => sum + r, 0)
  const card = (id: string, name: string, value: number, convention: string): NumberCard => ({
    ...words({ ...intensityCorrelationMethod, id, name }, convention),
    value,
    ...{ n, unit: 'segments', leftOut }
  })
  const undefinedLabels = intensities.length - known.length
  return [
    ...cards,
    card(
      'intensity_pearson',
      'Intensity r',
      mean / known.length,
      undefinedLabels === 0
        ? 'Mean over all labels.'
        : `Mean over the ${known.length} labels that have one; ${undefinedLabels} are constant on a side.`
    ),
    ...(undefinedLabels === 0
      ? []
      : [
          card(
            'intensity_pearson_0',
            'Intensity r (undefined 0)',
            mean / intensities.length,
            'Mean over all labels; those that are constant on a side count as 0.'
          )
        ])
  ]
}

/** Cards of mixtures: means over items of their distances. */
export function shareCards(
  distances: readonly ShareDistance[],
  leftOut: readonly LeftOut[]
): readonly NumberCard[] {
  const card = (
    metric: MetricText,
    of: (one: ShareDistance) => number | null,
    reason: string,
    name = metric.name
  ): NumberCard => {
    const known = distances.flatMap((one) => of(one) ?? [])
    const lacking = distances.length - known.length
    return {
      ...words(metric, `Mean over items. ${metric.convention}`),
      name,
      value: known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0) / known.length,
      ...(known.length === 0 ? { reason } : {}),
      n: known.length,
      unit: 'segments',
      leftOut: lacking === 0 ? leftOut : [...leftOut, { reason, count: lacking, unit: 'segments' }]
    }
  }
  return [
    card(
      softKullbackLeibler,
      ({ kl }) => kl,
      'The candidate gives nothing to a label that the reference has: infinite.'
    ),
    card(softCosine, ({ cosine }) => cosine, 'A mixture is empty.'),
    card(softJensenShannon, ({ jsd }) => jsd, 'A mixture is empty.'),
    card(
      {
        ...{ id: 'share_rank_order', name: 'Rank order', source: 'Spearman 1904' },
        definition: 'Spearman correlation of the shares over all labels, for every item',
        convention: 'Mid-ranks for equal shares.',
        missingPolicy: 'An item whose shares are all alike on a side has none.'
      },
      ({ rankOrder }) => rankOrder,
      'The shares are all alike on a side.'
    )
  ]
}

const words = (metric: MetricText, convention: string) => ({
  id: metric.id,
  name: metric.name,
  definition: metric.definition,
  convention,
  source: metric.source,
  missingPolicy: metric.missingPolicy
})
