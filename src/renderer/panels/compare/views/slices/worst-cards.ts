import type { WorstSlice } from '../../../../../shared/analysis/slices/worst-slice'
import type { CallOutput } from '../../../../../shared/contract'
import type { NumberCardContent } from '../../../../ui/number-card'

/** Numbers of one slice that was found, with how the search was made. */
export function worstCards(
  answer: CallOutput<'analysis.worstSlices'>,
  slice: WorstSlice,
  compared: string,
  correction: 'bh' | 'holm'
): readonly NumberCardContent[] {
  const facts = [
    ['Compared', compared],
    ['Slice', slice.name],
    ['Data', `revision r${answer.revision.toLocaleString('en-GB')}`]
  ] as const
  const shared = { n: slice.n, unit: 'items', leftOut: [], facts }
  return [
    {
      ...shared,
      name: 'Accuracy here',
      value: slice.accuracy,
      interval: slice.interval,
      definition: 'items on which both agree / items of the slice',
      convention: 'Items taken as independent in the interval.',
      source: 'Wilson 1927, JASA 22, 209-212'
    },
    ...(slice.ceiling
      ? [
          {
            ...shared,
            name: 'Human ceiling here',
            value: slice.ceiling.value,
            definition: 'share of the other people’s labels on the same items that agree with the reference',
            convention: 'Pooled: a person counts as often as they labelled.',
            n: slice.ceiling.n,
            unit: 'labels'
          }
        ]
      : []),
    {
      ...shared,
      name: 'Against the rest',
      value: slice.difference,
      interval: slice.differenceInterval,
      definition: 'accuracy of the slice minus accuracy of all other items',
      convention: 'Items taken as independent in the interval; p by groups does not.',
      source: 'Newcombe 1998, Statistics in Medicine 17, 873-890',
      n: answer.n
    },
    {
      ...shared,
      name: 'p, corrected',
      value: slice.corrected,
      definition:
        'chance of so few right items in a random draw of as many items (Fisher’s exact test, one-sided), corrected for all slices that were looked at',
      convention: `${correction === 'holm' ? 'Holm' : 'Benjamini and Hochberg'} over ${answer.tests} slices; of slices in the same direction (below or above a cut) the best is listed, the others count as worse, which makes p larger. Items taken as independent.`,
      source:
        correction === 'holm'
          ? 'Holm 1979, Scandinavian Journal of Statistics 6, 65-70'
          : 'Benjamini & Hochberg 1995, JRSS B 57, 289-300'
    },
    {
      ...shared,
      name: `p by ${answer.noun}`,
      value: slice.clusteredP,
      ...(slice.clusteredReason === undefined ? {} : { reason: slice.clusteredReason }),
      definition: `difference over its standard error with items of one of the ${answer.noun} hanging together, one-sided`,
      convention: `t with one degree of freedom fewer than there are ${answer.noun}; not corrected for the search.`,
      source: 'Rao & Scott 1992, Biometrics 48, 577-585'
    }
  ]
}
