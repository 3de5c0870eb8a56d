import type { AnnotatorDrift } from '../../../shared/agreement/annotator-drift'
import type { AgreementAnswer } from '../../../shared/contract'
import type { TextTable } from '../../ui/text-table'
import { mostBiased } from './annotator-rows'

/** Names of what ids stand for. */
export interface ReportNames {
  readonly author: (id: string) => string
  readonly label: (id: string) => string
}

/** Changes below two percentage points are not worth a word. */
const LEAST = 0.02
const SHOWN = 3

/** The labels whose share changed most between the thirds: "Anger +12 points, Fear −8 points"; empty where none did. */
export const changedLabels = (
  { labels }: Pick<AnnotatorDrift, 'labels'>,
  label: (id: string) => string
): string =>
  labels
    .filter(({ first, last }) => Math.abs(last - first) >= LEAST)
    .slice(0, SHOWN)
    .map((row) => `${label(row.label)} ${points(row.last - row.first)} points`)
    .join(', ')

/** One row for each annotator, with the share of every label in the first and the last third. */
export const driftTable = (drifts: readonly AnnotatorDrift[], names: ReportNames): TextTable => {
  const labels = drifts.find((row) => row.labels.length > 0)?.labels.map(({ label }) => label) ?? []
  return [
    [
      'annotator',
      'labels with a time',
      'without',
      'in a third',
      'first answer',
      'last answer',
      'agreement first third',
      'agreement last third',
      'change',
      'change low',
      'change high',
      'reason',
      ...labels.flatMap((label) => [`${names.label(label)} first`, `${names.label(label)} last`])
    ],
    ...drifts.map((row) => [
      names.author(row.authorId),
      String(row.n),
      String(row.leftOut),
      String(row.third),
      row.from ?? '',
      row.to ?? '',
      number(row.first.value),
      number(row.last.value),
      number(row.change.value),
      number(row.change.interval?.low),
      number(row.change.interval?.high),
      row.change.reason ?? '',
      ...labels.flatMap((label) => {
        const found = row.labels.find((each) => each.label === label)
        return [number(found?.first), number(found?.last)]
      })
    ])
  ]
}

/** The report as a page of text. */
export function reportText(
  report: Pick<AgreementAnswer, 'annotators' | 'convention' | 'speeds' | 'speedConvention'>,
  drift: {
    readonly drifts: readonly AnnotatorDrift[]
    readonly convention: string
    readonly revision: number
  },
  names: ReportNames
): string {
  const blocks = report.annotators.map((row) => {
    const own = drift.drifts.find(({ authorId }) => authorId === row.authorId)
    const speed = report.speeds.find(({ authorId }) => authorId === row.authorId)?.perHour
    const bias = mostBiased(row.bias)
      .map(({ label, own: mine, others }) => `${names.label(label)} ${points(mine - others)} points`)
      .join(', ')
    const change = own?.change
    return [
      names.author(row.authorId),
      `Labelled ${row.labelled} of ${row.segments} segments, declined ${row.declined}.`,
      `Mean kappa with the others: ${said(row.kappa)}.`,
      `Alpha of the others without: ${said(row.alphaWithout)}.`,
      `Bias against the others: ${bias === '' ? 'none above one point' : bias}.`,
      ...(own && change
        ? [
            change.value === null
              ? `Drift: not defined (${change.reason ?? ''})`
              : `Drift: agreement ${said(own.first)} in the first third, ${said(own.last)} in the last (${own.third} labels each); change ${change.value.toFixed(3)}${change.interval ? ` [${change.interval.low.toFixed(3)}, ${change.interval.high.toFixed(3)}]` : ''}.`,
            ...(changedLabels(own, names.label) === ''
              ? []
              : [`Labels, last third against first: ${changedLabels(own, names.label)}.`])
          ]
        : []),
      ...(speed && speed.value !== null ? [`Speed: ${Math.round(speed.value)} edits an hour.`] : [])
    ].join('\n')
  })
  return [
    ...blocks,
    `Units: ${report.convention}`,
    `Drift: ${drift.convention}`,
    `Speed: ${report.speedConvention}`,
    `Revision of the data: r${drift.revision}`
  ].join('\n\n')
}

const said = ({
  value,
  reason
}: {
  readonly value: number | null
  readonly reason?: string | undefined
}): string => (value === null ? `not defined (${reason ?? 'no reason'})` : value.toFixed(3))

const points = (difference: number): string =>
  `${difference < 0 ? '−' : '+'}${Math.abs(Math.round(100 * difference))}`

const number = (value: number | null | undefined): string =>
  value === null || value === undefined ? '' : String(Math.round(value * 1e6) / 1e6)
