import { ArrowDown, ArrowUp, Table2 } from 'lucide-react'
import type { KeyboardEvent, ReactNode } from 'react'
import { useMemo, useState } from 'react'
import { defaultCards } from '../../../../../shared/compare/comparison-report'
import { confusionMetrics } from '../../../../../shared/metrics'
import { runAction } from '../../../../session/actions'
import { chooseCompareView } from '../../../../session/compare-views'
import { copyText } from '../../../../session/copy-text'
import { useProject } from '../../../../session/project'
import { AuthorOption } from '../../../../ui/author-option'
import { Button } from '../../../../ui/button'
import { CopyMenu, tableItems } from '../../../../ui/copy-menu'
import { Empty } from '../../../../ui/empty'
import { plural } from '../../../../ui/format'
import { Progress } from '../../../../ui/progress'
import { RecordingsChoice } from '../../../../ui/recordings-choice'
import { Select } from '../../../../ui/select'
import { choose, useRecordingIds } from '../../choice'
import type { ViewProps } from '../view'
import { CellDetail } from './cell-detail'
import { ScoreCell } from './score-cell'
import { labelSets } from './label-sets'
import { overviewTable } from './overview-table'
import { orderRows } from './order-rows'
import { useScores } from './use-scores'
import './overview.css'

/** Every author beside every label set, by one score, with how well people do on the same items. */
export default function Overview(_: ViewProps): ReactNode {
  const index = useProject((state) => state.index)
  const recordingIds = useRecordingIds()
  const [metric, setMetric] = useState<string>('uar')
  const [order, setOrder] = useState<{ readonly set: string; readonly down: boolean }>()
  const [chosen, setChosen] = useState<string>()
  const { sets, candidates } = useMemo(() => labelSets(index), [index])
  const pairs = useMemo(
    () =>
      sets.flatMap((set) =>
        candidates
          .filter(({ author }) => author.id !== set.author.id)
          .map(({ author }) => ({
            key: `${set.key} ${author.id}`,
            query: {
              referenceAuthorId: set.author.id,
              candidateAuthorId: author.id,
              schemeId: set.schemeId,
              recordingIds: recordingIds.filter((id) => index.recordings.has(id))
            }
          }))
      ),
    [sets, candidates, recordingIds, index.recordings]
  )
  const { scores, done } = useScores(pairs)
  const rows = useMemo(
    () => orderRows(candidates, scores, metric, order),
    [candidates, scores, metric, order]
  )

  if (pairs.length === 0)
    return (
      <Empty
        icon={<Table2 size={20} />}
        title="No label set and no model to measure against it"
        action={
          <Button tone="primary" onClick={() => runAction('model.run')}>
            Run a model…
          </Button>
        }
      >
        Here every model and every annotator stands beside every set of labels. Label something or import
        labels, and run a model.
      </Empty>
    )
  const schemeName = (id: string): string => index.schemes.get(id)?.name ?? id
  const detail = chosen === undefined ? undefined : scores.get(chosen)
  const open = (key: string): void => {
    const pair = pairs.find((candidate) => candidate.key === key)
    if (!pair) return
    choose({
      reference: pair.query.referenceAuthorId,
      candidate: pair.query.candidateAuthorId,
      schemeId: pair.query.schemeId
    })
    chooseCompareView('confusion')
  }
  return (
    <>
      <div className="report-bar" role="group" aria-label="What is compared">
        <label className="compare-author">
          <span className="faint">Score</span>
          <Select
            label="Score"
            size="small"
            value={metric}
            options={defaultCards.map((id) => ({
              id,
              title: confusionMetrics.get(id).name,
              hint: confusionMetrics.get(id).definition
            }))}
            onChange={setMetric}
          />
        </label>
        <RecordingsChoice
          className="compare-recordings"
          recordings={index.recordings}
          chosenIds={recordingIds}
          onChoose={(ids) => choose({ recordingIds: ids })}
        />
        <span className="grow" />
        {done < pairs.length && (
          <span className="overview-progress" role="status">
            <Progress label="Scores" share={done / pairs.length} widthPx={80} /> {done} of{' '}
            {plural(pairs.length, 'score')}
          </span>
        )}
        <CopyMenu
          items={() =>
            tableItems('Overview', () => overviewTable({ rows, sets, scores, metric, schemeName }), copyText)
          }
        />
      </div>
      <div className="overview-body" aria-busy={done < pairs.length}>
        <table
          className="overview"
          aria-label="Scores of every author against every label set"
          onKeyDown={stepByArrow}
        >
          <thead>
            <tr>
              <th scope="col">Author</th>
              {sets.map((set) => (
                <th
                  key={set.key}
                  scope="col"
                  aria-sort={order?.set === set.key ? (order.down ? 'descending' : 'ascending') : undefined}
                >
                  <button
                    type="button"
                    className="table-sort"
                    title={`Sort by the score against ${set.author.name}`}
                    onClick={() =>
                      setOrder((now) => ({ set: set.key, down: now?.set === set.key ? !now.down : true }))
                    }
                  >
                    <span className="truncate">{set.author.name}</span>
                    {order?.set === set.key && (order.down ? <ArrowDown size={12} /> : <ArrowUp size={12} />)}
                  </button>
                  <span className="faint truncate">
                    {schemeName(set.schemeId)} · {set.labelled.toLocaleString('en-GB')}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ author, labelled }) => (
              <tr key={author.id}>
                <th scope="row">
                  <AuthorOption author={author} />
                  <span className="faint">{plural(labelled, 'label')}</span>
                </th>
                {sets.map((set) => {
                  const key = `${set.key} ${author.id}`
                  return (
                    <td key={set.key}>
                      {set.author.id !== author.id && (
                        <ScoreCell
                          score={scores.get(key)}
                          metric={metric}
                          name={`${author.name} against ${set.author.name}`}
                          chosen={chosen === key}
                          onChoose={() => setChosen(key)}
                          onOpen={() => open(key)}
                        />
                      )}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
        <p className="faint overview-hint">
          A score with its interval; below it how many items, and how well people do on the same items. Enter
          or a double click opens the confusion.
        </p>
        {detail?.kind === 'score' && chosen !== undefined && (
          <CellDetail score={detail} onOpen={() => open(chosen)} />
        )}
      </div>
    </>
  )
}

/** Arrows go from cell to cell. */
function stepByArrow(event: KeyboardEvent<HTMLElement>): void {
  const cell = document.activeElement?.closest('td')
  const row = cell?.parentElement
  if (!cell || !row) return
  const column = [...row.children].indexOf(cell)
  const across = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
  const down = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (across === 0 && down === 0) return
  event.preventDefault()
  event.stopPropagation()
  const rows = [...(row.parentElement?.children ?? [])]
  for (let x = column + across, y = rows.indexOf(row) + down; ; x += across, y += down) {
    const next = rows[y]?.children[x]
    if (!next) return
    const button = next.querySelector('button')
    if (button) {
      button.focus()
      return
    }
  }
}
