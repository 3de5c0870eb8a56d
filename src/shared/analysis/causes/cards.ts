import type { LeftOut, NumberCard } from '../../compare/report'
import type { Method } from '../../metrics/base/metric'
import type { CauseScores } from '../../metrics/emotion-causes'
import { emotionCausePairsMethod, emotionCauseSpansMethod } from '../../metrics/emotion-causes'

/** Cards of pair and span scores. @param n pairs that either side has */
export function causeCards(
  scores: { readonly pairs: CauseScores; readonly strict: CauseScores; readonly proportional: CauseScores },
  spans: boolean,
  n: number,
  leftOut: readonly LeftOut[]
): readonly NumberCard[] {
  const card = (
    method: Method,
    id: string,
    name: string,
    value: number | null,
    what: string
  ): NumberCard => ({
    id,
    name,
    value,
    ...(value === null ? { reason: 'The reference links no emotion to a cause.' } : {}),
    definition: `${what} of: ${method.definition}`,
    convention: method.convention,
    source: method.source,
    missingPolicy: method.missingPolicy,
    n,
    unit: 'segments',
    leftOut
  })
  const group = (method: Method, id: string, name: string, { weighted, pooled }: CauseScores) => [
    card(method, `${id}_weighted`, `${name} F1`, weighted?.f1 ?? null, 'F1 weighted by the reference'),
    card(
      method,
      `${id}_micro`,
      `${name} F1, pooled`,
      weighted === null ? null : pooled.f1,
      'F1 of all emotions pooled'
    )
  ]
  const { weighted } = scores.pairs
  return [
    ...group(emotionCausePairsMethod, 'cause_pairs', 'Pairs', scores.pairs),
    card(
      emotionCausePairsMethod,
      'cause_precision',
      'Precision',
      weighted?.precision ?? null,
      'Precision weighted by the reference'
    ),
    card(
      emotionCausePairsMethod,
      'cause_recall',
      'Recall',
      weighted?.recall ?? null,
      'Recall weighted by the reference'
    ),
    ...(spans
      ? [
          ...group(emotionCauseSpansMethod, 'cause_strict', 'Spans, strict', scores.strict),
          ...group(emotionCauseSpansMethod, 'cause_proportional', 'Spans, proportional', scores.proportional)
        ]
      : [])
  ]
}
