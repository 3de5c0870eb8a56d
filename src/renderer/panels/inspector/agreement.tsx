import type { CSSProperties, ReactNode } from 'react'
import { useEffect, useState } from 'react'
import type { ComparisonReport } from '../../../shared/compare/report'
import { labelOf } from '../../../shared/domain/labels'
import type { Author, Segment } from '../../../shared/domain/rows'
import { call } from '../../client'
import { currentAuthorId } from '../../session/author'
import { choosePreset } from '../../session/layout'
import { project, useProject } from '../../session/project'
import { Button } from '../../ui/button'
import { comparedPair } from './compared-pair'

/** The table is read again this long after the last edit. */
const REST_MS = 500
/** More labels than this do not fit beside each other here. */
const MOST_LABELS = 9

/** How the annotator and a model agree over the whole project, small; Compare shows it whole. */
export function Agreement({ segment }: { segment: Segment }): ReactNode {
  const track = useProject((state) => state.index.tracks.get(segment.trackId))
  const index = useProject((state) => state.index)
  const revision = useProject((state) => state.snapshot?.revision)
  const pair = track && comparedPair(index, track, currentAuthorId())
  const report = useReport(pair?.reference.id, pair?.candidate.id, revision)
  if (!track || !pair || !report || report.confusion.labels.length > MOST_LABELS || report.n === 0)
    return null
  return (
    <section>
      <h3>
        {pair.reference.name} against {pair.candidate.name}
      </h3>
      <Matrix
        report={report}
        schemeId={track.schemeId}
        reference={pair.reference}
        candidate={pair.candidate}
      />
      <p className="note">{summary(report)}</p>
      <Button size="small" onClick={() => choosePreset('compare')}>
        Open Compare
      </Button>
    </section>
  )
}

function useReport(
  reference: string | undefined,
  candidate: string | undefined,
  revision: number | undefined
): ComparisonReport | undefined {
  const [report, setReport] = useState<{ readonly key: string; readonly value: ComparisonReport }>()
  const key = `${reference} ${candidate}`
  const known = report?.key === key
  useEffect(() => {
    if (reference === undefined || candidate === undefined) return
    let here = true
    const timer = setTimeout(
      () => {
        // Two authors who cannot be compared have no table here; Compare says why.
        call('compare.report', { referenceAuthorId: reference, candidateAuthorId: candidate }).then(
          (value) => here && setReport({ key, value }),
          () => here && setReport(undefined)
        )
      },
      known ? REST_MS : 0
    )
    return () => {
      here = false
      clearTimeout(timer)
    }
    // `known` only says how long to wait; a report that arrives must not ask for the next one.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [reference, candidate, key, revision])
  return known ? report?.value : undefined
}

interface MatrixProps {
  readonly report: ComparisonReport
  readonly schemeId: string
  readonly reference: Author
  readonly candidate: Author
}

function Matrix({ report, schemeId, reference, candidate }: MatrixProps): ReactNode {
  const { labels, counts } = report.confusion
  const scheme = project().index.schemes.get(schemeId)
  const marks = labels.map((id) => labelOf(scheme, id))
  return (
    <table className="matrix" aria-label={`Rows ${reference.name}, columns ${candidate.name}`}>
      <thead>
        <tr>
          <td />
          {marks.map((label, index) => (
            <th key={labels[index]} scope="col" title={label?.name}>
              {label?.letter}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {counts.map((row, index) => {
          const total = row.reduce((sum, count) => sum + count, 0)
          return (
            <tr key={labels[index]}>
              <th scope="row" title={marks[index]?.name}>
                {marks[index]?.letter}
              </th>
              {row.map((count, column) => (
                <td
                  key={labels[column]}
                  title={`${marks[index]?.name} labelled ${marks[column]?.name}: ${count} of ${total}`}
                  data-right={index === column ? '' : undefined}
                  style={
                    { '--share': `${total > 0 ? Math.round((75 * count) / total) : 0}%` } as CSSProperties
                  }
                >
                  {count}
                </td>
              ))}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** The numbers under the table: UAR with its interval, kappa, how many. */
function summary(report: ComparisonReport): string {
  const card = (id: string): ComparisonReport['cards'][number] | undefined =>
    report.cards.find((candidate) => candidate.id === id)
  const uar = card('uar')
  const kappa = card('cohen_kappa')
  const left = report.leftOut.reduce((sum, entry) => sum + entry.count, 0)
  const number = (value: number | null | undefined, digits: number): string =>
    value == null ? 'not defined' : value.toFixed(digits)
  const interval = uar?.interval ? ` [${uar.interval.low.toFixed(3)}, ${uar.interval.high.toFixed(3)}]` : ''
  return [
    `UAR ${number(uar?.value, 3)}${interval}`,
    `kappa ${number(kappa?.value, 2)}`,
    `n ${report.n}, ${left} left out`
  ].join(' · ')
}
