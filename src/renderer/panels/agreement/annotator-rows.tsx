import type { ReactNode } from 'react'
import { Fragment } from 'react'
import type { AnnotatorRow, LabelBias } from '../../../shared/agreement/report'
import type { ShareCell } from '../../../shared/compare/report'
import type { AgreementAnswer } from '../../../shared/contract'
import type { Author } from '../../../shared/domain/rows'
import { AuthorOption } from '../../ui/author-option'
import { formatCount, shortShare } from '../../ui/format'
import { heat } from './heat'

interface AnnotatorRowsProps {
  readonly report: Pick<AgreementAnswer, 'annotators' | 'speeds' | 'speedConvention' | 'cards'>
  readonly author: (id: string) => Pick<Author, 'name' | 'color' | 'kind'>
  readonly labelName: (id: string) => string
}

/** What each annotator did: agreement with the others, how much, how long, how fast, and which labels more or less than the others. */
export function AnnotatorRows({ report, author, labelName }: AnnotatorRowsProps): ReactNode {
  return (
    <table className="number-table" aria-label="Annotators">
      <thead>
        <tr>
          <th scope="col">Annotator</th>
          <th scope="col" title="Mean of the pairwise Cohen's kappas with the others">
            Kappa
          </th>
          <th scope="col" title="Krippendorff's alpha of the others when this annotator is left out">
            α without
          </th>
          <th scope="col" title="Labelled segments; declined ones (cannot rate) after the plus">
            Labelled
          </th>
          <th scope="col" title="Mean length of the labelled segments">
            Length
          </th>
          <th
            scope="col"
            title="Time under a label / length of the recordings in which the annotator has a track"
          >
            Of the time
          </th>
          <th scope="col" title={report.speedConvention}>
            Edits / h
          </th>
        </tr>
      </thead>
      <tbody>
        {report.annotators.map((row) => (
          <Fragment key={row.authorId}>
            <tr>
              <th scope="row" rowSpan={2}>
                <AuthorOption author={author(row.authorId)} />
              </th>
              <td>
                <span
                  className="agree-tinted"
                  title={row.kappa.reason}
                  style={{ background: heat(row.kappa.value, 0, 1) }}
                >
                  {shortShare(row.kappa.value)}
                </span>
              </td>
              <td title={row.alphaWithout.reason}>
                {shortShare(row.alphaWithout.value)}
                <Gain without={row.alphaWithout.value} all={report.cards[0]?.value ?? null} />
              </td>
              <td>
                {formatCount(row.labelled)}
                {row.declined > 0 && <span className="faint"> + {formatCount(row.declined)}</span>}
              </td>
              <td title={row.meanSeconds.reason}>
                {cellText(row.meanSeconds, (value) => `${value.toFixed(2)} s`)}
              </td>
              <td title={row.labelledShare.reason}>
                {cellText(row.labelledShare, (value) => `${(100 * value).toFixed(1)} %`)}
              </td>
              <Speed row={row} report={report} />
            </tr>
            <tr>
              <td colSpan={6} className="agree-bias" title={biasText(row.bias, labelName)}>
                {mostBiased(row.bias).length > 0 ? (
                  <>
                    Bias in points:
                    {mostBiased(row.bias).map(({ label, own, others }) => (
                      <span key={label}>
                        {labelName(label)} <b>{points(own - others)}</b>
                      </span>
                    ))}
                  </>
                ) : (
                  (row.distance.reason ?? 'Uses the labels as the others do.')
                )}
              </td>
            </tr>
          </Fragment>
        ))}
      </tbody>
    </table>
  )
}

function Speed({ row, report }: { row: AnnotatorRow; report: Pick<AgreementAnswer, 'speeds'> }): ReactNode {
  const speed = report.speeds.find(({ authorId }) => authorId === row.authorId)
  return (
    <td title={speed?.perHour.reason}>
      {speed ? cellText(speed.perHour, (value) => formatCount(Math.round(value))) : '–'}
    </td>
  )
}

/** By how much alpha changes without the annotator. */
function Gain({ without, all }: { without: number | null; all: number | null }): ReactNode {
  if (without === null || all === null || Math.abs(without - all) < 0.0005) return null
  const gain = without - all
  return (
    <span className={gain > 0 ? 'agree-gain' : 'faint'}>
      {' '}
      {gain > 0 ? '+' : '−'}
      {shortShare(Math.abs(gain))}
    </span>
  )
}

const cellText = (cell: ShareCell, text: (value: number) => string): string =>
  cell.value === null ? '–' : text(cell.value)

const SHOWN = 3
/** Differences below one percentage point are not worth a word. */
const LEAST = 0.01

/** Labels with the largest difference to the others, at most three. */
export const mostBiased = (bias: readonly LabelBias[]): readonly LabelBias[] =>
  bias
    .filter(({ own, others }) => Math.abs(own - others) >= LEAST)
    .sort((a, b) => Math.abs(b.own - b.others) - Math.abs(a.own - a.others))
    .slice(0, SHOWN)

const points = (difference: number): string =>
  `${difference < 0 ? '−' : '+'}${Math.abs(Math.round(100 * difference))}`

const biasText = (bias: readonly LabelBias[], name: (label: string) => string): string =>
  bias
    .map(
      ({ label, own, others }) =>
        `${name(label)}: ${(100 * own).toFixed(1)} %, others ${(100 * others).toFixed(1)} %`
    )
    .join('\n')
