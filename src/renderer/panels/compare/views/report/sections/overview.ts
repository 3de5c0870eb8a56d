import { confusionMetrics } from '../../../../../../shared/metrics'
import { call, CallError } from '../../../../../client'
import { project, schemeOf } from '../../../../../session/project'
import { labelSets } from '../../overview/label-sets'
import { overviewTable } from '../../overview/overview-table'
import { valueOf } from '../../overview/order-rows'
import type { PairScore } from '../../overview/use-scores'
import { dotFigure } from '../figures'
import type { ReportSection } from './section'

const METRIC = 'uar'

/** Every author against every label set. */
export const overviewSection: ReportSection = {
  id: 'overview',
  title: 'All authors',
  hint: 'Every model and annotator against every label set, with the human ceiling',
  async make({ query, goesOn }) {
    const { sets, candidates } = labelSets(project().index)
    const scores = new Map<string, PairScore>()
    for (const set of sets)
      for (const { author } of candidates) {
        if (author.id === set.author.id) continue
        goesOn()
        const asked = {
          referenceAuthorId: set.author.id,
          candidateAuthorId: author.id,
          schemeId: set.schemeId,
          recordingIds: query.recordingIds
        }
        try {
          scores.set(`${set.key} ${author.id}`, {
            kind: 'score',
            query: asked,
            value: await call('analysis.score', asked)
          })
        } catch (error) {
          // A pair that has nothing in common is no line of the table.
          if (!(error instanceof CallError)) throw error
        }
      }
    const { name, definition } = confusionMetrics.get(METRIC)
    const rows = sets.flatMap((set) =>
      candidates.flatMap(({ author }) => {
        const score = scores.get(`${set.key} ${author.id}`)
        const value = valueOf(score, METRIC)
        if (value === undefined || score?.kind !== 'score') return []
        const interval = score.value.cards.find(({ id }) => id === METRIC)?.interval
        const people = score.value.ceiling?.scores[METRIC]?.value
        return [
          {
            name: `${author.name} / ${set.author.name}`,
            value,
            ...(interval ? { low: interval.low, high: interval.high } : {}),
            ...(people == null ? {} : { mark: people })
          }
        ]
      })
    )
    const table = overviewTable({
      rows: candidates,
      sets,
      scores,
      metric: METRIC,
      schemeName: (id) => schemeOf(id)?.name ?? id
    })
    return {
      title: 'All authors',
      paragraphs: [
        `${name} of every author against every label set: ${definition}. The red line is how well people do on the same items: each person against the majority of the others.`
      ],
      cards: [],
      tables: [
        {
          name: 'overview',
          title: `${name} of all authors`,
          table,
          shown: [
            ['candidate / reference', name, 'interval', 'people'],
            ...rows.map(({ name: pair, value, low, high, mark }) => [
              pair,
              value.toFixed(3),
              low === undefined ? '' : `[${low.toFixed(3)}, ${high?.toFixed(3)}]`,
              mark?.toFixed(3) ?? ''
            ])
          ]
        }
      ],
      figures:
        rows.length === 0
          ? []
          : [
              {
                name: 'overview',
                title: `${name} of all authors with intervals (candidate / reference)`,
                figure: dotFigure(rows, name, 'people'),
                width: 720,
                height: 90 + 30 * rows.length
              }
            ]
    }
  }
}
