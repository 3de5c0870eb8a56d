import type { NumberCard } from '../../../../../shared/compare/report'
import type { VersusAnswer } from '../../../../../shared/contract/analysis/versus'
import { confusionMetrics } from '../../../../../shared/metrics'
import { mcnemarMethod } from '../../../../../shared/metrics/mcnemar'
import { pairedBootstrapMethod, signFlipMethod } from '../../../../../shared/metrics/paired-comparison'

/** Cards of a comparison: differences of scores, McNemar's test, the sign flip test. */
export interface VersusCards {
  readonly scores: readonly NumberCard[]
  readonly tests: readonly NumberCard[]
}

/** Every number of the comparison with what is needed to quote it. */
export function versusCards(answer: VersusAnswer, seed: number): VersusCards {
  const { mcnemar, tests, clusterNoun, amounts } = answer
  const n = mcnemar.both + mcnemar.neither + mcnemar.onlyA + mcnemar.onlyB
  const common = {
    n,
    unit: 'segments' as const,
    leftOut:
      amounts['left-out'].items === 0
        ? []
        : [
            {
              reason: 'The reference, A or B has no label there.',
              count: amounts['left-out'].items,
              unit: 'segments' as const
            }
          ]
  }
  const scores = tests.scores.map((score): NumberCard => {
    const metric = confusionMetrics.get(score.metric)
    const digits = (value: number | null) => (value === null ? 'not defined' : value.toFixed(4))
    return {
      ...common,
      id: `${score.metric}_difference`,
      name: `Δ ${metric.name}`,
      value: score.difference,
      ...(score.difference === null ? { reason: 'The score of one of the two is not defined.' } : {}),
      ...(score.percentile
        ? {
            interval: {
              low: score.percentile[0],
              high: score.percentile[1],
              level: 0.95,
              method: `percentile, paired bootstrap of ${tests.clusters} ${clusterNoun}, ${score.resamples} resamples, seed ${seed}`
            }
          }
        : { intervalReason: score.reason ?? 'The score is not defined in the resamples.' }),
      definition: `${metric.definition}; B less A on the same items: A ${digits(score.a)}, B ${digits(score.b)}`,
      convention: [
        metric.convention,
        pairedBootstrapMethod.convention,
        score.basic
          ? `Basic interval [${digits(score.basic[0])}, ${digits(score.basic[1])}], standard error ${digits(score.standardError)}, two-sided p ${pText(score.p)}.`
          : ''
      ].join(' '),
      source: `${metric.source}; ${pairedBootstrapMethod.source}`,
      missingPolicy: `${metric.missingPolicy} ${score.undefinedResamples > 0 ? `Undefined in ${score.undefinedResamples} resamples.` : ''}`
    }
  })
  const test = (
    id: string,
    name: string,
    value: number | null,
    method: { definition: string; convention: string; source: string; missingPolicy: string },
    note = ''
  ): NumberCard => ({
    ...common,
    id,
    name,
    value,
    ...(value === null ? { reason: 'No item tells the two apart.' } : {}),
    intervalReason: note,
    definition: method.definition,
    convention: method.convention,
    source: method.source,
    missingPolicy: method.missingPolicy
  })
  const apart = `${mcnemar.onlyB} put right, ${mcnemar.onlyA} broken`
  return {
    scores,
    tests: [
      test('mcnemar_exact', 'McNemar, exact p', mcnemar.exactP, mcnemarMethod, apart),
      test('mcnemar_mid', 'McNemar, mid-p', mcnemar.midP, mcnemarMethod, apart),
      test(
        'mcnemar_chi2',
        'McNemar χ², p',
        mcnemar.chi2P,
        mcnemarMethod,
        `χ² ${mcnemar.chi2?.toFixed(3) ?? '–'}`
      ),
      test(
        'mcnemar_chi2_corrected',
        'McNemar χ² corrected, p',
        mcnemar.chi2CorrectedP,
        mcnemarMethod,
        `χ² ${mcnemar.chi2Corrected?.toFixed(3) ?? '–'}`
      ),
      {
        ...test('sign_flip', `Sign flip of ${clusterNoun}, p`, tests.signFlip?.p ?? null, signFlipMethod),
        ...(tests.signFlip
          ? { intervalReason: `mean difference ${tests.signFlip.mean.toFixed(3)}` }
          : { reason: tests.signFlipReason ?? 'It is not defined.' }),
        convention: `${signFlipMethod.convention} What is flipped is the difference of accuracy of each of ${tests.clusters} ${clusterNoun}; McNemar takes items as independent, this does not.`
      }
    ]
  }
}

/** A p value as papers have it. */
export const pText = (p: number | null): string =>
  p === null ? '–' : p < 0.001 ? '< .001' : p.toFixed(3).replace(/^0/, '')
