import type { ReactNode } from 'react'
import { useEffect } from 'react'
import type { AnnotatorDrift } from '../../../shared/agreement/annotator-drift'
import { labelOrId } from '../../session/label-or-id'
import { closeDialog } from '../../session/dialogs'
import { copyText } from '../../session/copy-text'
import { useProject } from '../../session/project'
import { useAnswer } from '../../session/use-answer'
import { AuthorDot } from '../../ui/chip'
import { Button } from '../../ui/button'
import { CopyMenu, tableItems } from '../../ui/copy-menu'
import { Dialog } from '../../ui/dialog'
import { formatCount, shortShare } from '../../ui/format'
import { annotatorsOf, recallChoice, useChoice } from './choice'
import { changedLabels, driftTable, reportText, type ReportNames } from './annotator-report-text'
import { Sparkline } from './sparkline'
import * as tables from './tables'
import './agreement.css'

/** What each annotator did, against the others and from beginning to end; to be copied as text or tables. */
export default function AnnotatorReportDialog(): ReactNode {
  useEffect(() => void recallChoice(), [])
  const index = useProject((state) => state.index)
  const { query } = useChoice()
  const report = useAnswer('agreement.report', query, annotatorsOf).shown?.value
  const answer = useAnswer('agreement.drift', query, annotatorsOf)
  const drift = answer.shown?.value
  const scheme = report && index.schemes.get(report.schemeId)
  const names: ReportNames = {
    author: (id) => index.authors.get(id)?.name ?? 'Gone',
    label: (id) => labelOrId(scheme, id, report?.attributeId).name
  }
  const all: tables.Names = {
    ...names,
    recording: (id) => index.recordings.get(id)?.name ?? 'Gone',
    person: () => ''
  }
  return (
    <Dialog
      title="Annotator report"
      widthPx={860}
      onClose={closeDialog}
      foot={<Button onClick={closeDialog}>Close</Button>}
      head={
        report &&
        drift && (
          <CopyMenu
            items={() => [
              { title: 'Copy as text', run: () => copyText(reportText(report, drift, names)) },
              ...tableItems('Annotators', () => tables.annotatorsTable(report, all), copyText),
              ...tableItems('Drift', () => driftTable(drift.drifts, names), copyText)
            ]}
          />
        )
      }
    >
      {!query ? (
        <p className="agree-quiet">Fewer than two annotators have labels, so there is nothing to compare.</p>
      ) : answer.problem ? (
        <p className="agree-quiet">
          {answer.problem.message} {answer.problem.hint}
        </p>
      ) : !report || !drift ? (
        <p className="agree-quiet" role="status">
          The report is being computed…
        </p>
      ) : (
        <div className="agree-report">
          <table className="number-table" aria-label="Drift of each annotator">
            <thead>
              <tr>
                <th scope="col">Annotator</th>
                <th scope="col">Kappa</th>
                <th scope="col">First third</th>
                <th scope="col">Last third</th>
                <th scope="col">Change</th>
                <th scope="col">Along the work</th>
                <th scope="col">Labels</th>
              </tr>
            </thead>
            <tbody>
              {drift.drifts.map((row) => (
                <tr key={row.authorId}>
                  <th scope="row">
                    <AuthorDot
                      color={index.authors.get(row.authorId)?.color ?? '#7d8590'}
                      kind={index.authors.get(row.authorId)?.kind ?? 'human'}
                    />{' '}
                    {names.author(row.authorId)}
                  </th>
                  <td>
                    {shortShare(
                      report.annotators.find(({ authorId }) => authorId === row.authorId)?.kappa.value ?? null
                    )}
                  </td>
                  <DriftCells row={row} />
                </tr>
              ))}
            </tbody>
          </table>
          {drift.drifts.map((row) => {
            const changed = changedLabels(row, names.label)
            return (
              changed !== '' && (
                <p key={row.authorId} className="agree-quiet selectable">
                  <b>{names.author(row.authorId)}</b>, last third against first: {changed}.
                </p>
              )
            )
          })}
          <p className="agree-quiet selectable">{drift.convention}</p>
        </div>
      )}
    </Dialog>
  )
}

function DriftCells({ row }: { row: AnnotatorDrift }): ReactNode {
  const { first, last, change, curve, third, n } = row
  if (change.value === null)
    return (
      <td colSpan={5} className="agree-why">
        {change.reason}
      </td>
    )
  const around = change.interval && (
    <span className="faint">
      {' '}
      [{signed(change.interval.low)}, {signed(change.interval.high)}]
    </span>
  )
  return (
    <>
      <td>{shortShare(first.value)}</td>
      <td>{shortShare(last.value)}</td>
      <td title={change.interval?.method}>
        {signed(change.value)}
        {around}
      </td>
      <td>
        <Sparkline values={curve} label={`Agreement with the others along the work`} />
      </td>
      <td title={`${formatCount(third)} in each third`}>{formatCount(n)}</td>
    </>
  )
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${shortShare(Math.abs(value))}`
