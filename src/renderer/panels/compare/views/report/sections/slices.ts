import { call } from '../../../../../client'
import type { TextTable } from '../../../../../ui/text-table'
import { dotFigure } from '../figures'
import type { ReportSection } from './section'

/** Facets of more groups than this are no figure. */
const MOST_GROUPS = 30
/** Slices below this number of items are not searched. */
const LEAST = 20

/** Scores of groups, and the slices with most errors. */
export const slicesSection: ReportSection = {
  id: 'slices',
  title: 'Slices',
  hint: 'Accuracy by person, field and place, and the slices with the strongest evidence of more errors',
  async make({ query, goesOn }) {
    const first = await call('analysis.slices', { ...query, facet: 'label' })
    const wanted = first.facets
      .filter(
        ({ id }) =>
          id === 'label' || id === 'person' || id === 'recording.group' || id.startsWith('person.field:')
      )
      .slice(0, 8)
    const tables: { name: string; title: string; table: TextTable }[] = []
    const figures = []
    for (const [at, facet] of wanted.entries()) {
      goesOn()
      const { report, name } =
        facet.id === 'label' ? first : await call('analysis.slices', { ...query, facet: facet.id })
      const digits = (value: number | null | undefined): string => value?.toFixed(6) ?? ''
      const table: TextTable = [
        [
          name,
          'n',
          'speakers',
          report.metric.name,
          'low',
          'high',
          'difference to the rest',
          'low',
          'high',
          'people'
        ],
        ...report.rows.map((row) => [
          row.name,
          String(row.n),
          String(row.clusters),
          digits(row.score.value),
          digits(row.score.interval?.low),
          digits(row.score.interval?.high),
          digits(row.difference.value),
          digits(row.difference.interval?.low),
          digits(row.difference.interval?.high),
          digits(row.ceiling?.value)
        ])
      ]
      tables.push({
        name: `slices-${at + 1}`,
        title: `By ${name.toLowerCase()}`,
        table
      })
      const rows = report.rows.flatMap(({ name: group, n, score, ceiling }) =>
        score.value === null
          ? []
          : [
              {
                name: `${group} (${n})`,
                value: score.value,
                ...(score.interval ? { low: score.interval.low, high: score.interval.high } : {}),
                ...(ceiling?.value == null ? {} : { mark: ceiling.value })
              }
            ]
      )
      if (rows.length > 1 && rows.length <= MOST_GROUPS)
        figures.push({
          name: `slices-${at + 1}`,
          title: `${report.metric.name} by ${name.toLowerCase()}`,
          figure: dotFigure(rows, report.metric.name, 'people'),
          width: 720,
          height: 90 + 26 * rows.length
        })
    }
    goesOn()
    const worst = await call('analysis.worstSlices', { ...query, least: LEAST, limit: 20 })
    const found: TextTable = [
      ['slice', 'n', 'accuracy', 'elsewhere', 'difference', 'p', 'corrected p'],
      ...worst.slices.map((slice) => [
        slice.name,
        String(slice.n),
        slice.accuracy.toFixed(6),
        slice.rest.toFixed(6),
        slice.difference.toFixed(6),
        slice.p.toExponential(2),
        slice.corrected.toExponential(2)
      ])
    ]
    return {
      title: 'Slices',
      paragraphs: [
        `${first.report.metric.name}: ${first.report.metric.definition}. ${first.report.metric.convention}`,
        `${worst.tests} slices of at least ${LEAST} items, of one facet or of two joined, were looked at; p is exact and one-sided, corrected by Benjamini and Hochberg.`
      ],
      cards: [],
      tables: [
        ...tables,
        ...(worst.slices.length > 0
          ? [
              {
                name: 'worst-slices',
                title: 'Slices with most evidence of errors',
                table: found
              }
            ]
          : [])
      ],
      figures
    }
  }
}
