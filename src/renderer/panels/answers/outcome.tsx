import type { ReactNode } from 'react'
import { useEffect, useMemo, useState } from 'react'
import type { AnswersPreview } from '../../../shared/contract/answers'
import type { AnswerMapping } from '../../../shared/external/answer-mapping'
import { outOfSetRate } from '../../../shared/external/answer-summary'
import { call, CallError } from '../../client'
import { schemeOf } from '../../session/project'
import { labelOrId } from '../../session/label-or-id'
import { LabelChip } from '../../ui/chip'
import { Skeleton } from '../../ui/empty'
import { formatCount, plural } from '../../ui/format'

/** A column that is being chosen is asked about once the hand rests, milliseconds. */
const REST_MS = 150

/** What reading the file would give: how many rows find their place, which labels, and what is outside of them. */
export function Outcome({ path, mapping }: { path: string; mapping: AnswerMapping | undefined }): ReactNode {
  const { value, problem, loading } = usePreview(path, mapping)
  if (!mapping) return <aside className="answers-outcome faint">Choose the column with the answers.</aside>
  if (problem)
    return (
      <aside className="answers-outcome" role="alert">
        <p>{problem.message}</p>
        {problem.hint && <p className="faint">{problem.hint}</p>}
      </aside>
    )
  if (!value)
    return (
      <aside className="answers-outcome">
        <Skeleton height={160} />
      </aside>
    )
  const rate = outOfSetRate(value)
  const scheme = schemeOf(mapping.target.schemeId)
  return (
    <aside className="answers-outcome" aria-label="What comes of it" aria-busy={loading}>
      <h3 className="section-head">What comes of it</h3>
      <p>
        <b>
          {formatCount(value.placed)} of {plural(value.rows, 'row')}
        </b>{' '}
        {value.placed === 1 ? 'finds its place' : 'find their place'}
        {value.partly ? ' (of the first rows)' : ''}
      </p>
      <p data-tone={rate !== null && rate > 0.1 ? 'warn' : undefined}>
        <b>{rate === null ? 'no answers' : `${(100 * rate).toFixed(1)} %`}</b> outside the labels
        {value.outOfSet > 0 ? ` (${formatCount(value.outOfSet)})` : ''}
      </p>
      {value.repeated > 0 && (
        <p className="faint">
          {plural(value.repeated, 'row repeats', 'rows repeat')} an earlier one and would be left out.
        </p>
      )}
      <ul className="answers-labels" aria-label="Answers by label">
        {Object.entries(value.labels).map(([id, count]) => (
          <li key={id}>
            <LabelChip label={labelOrId(scheme, id, mapping.target.attributeId)} origin="model" />
            <span className="mono">{formatCount(count)}</span>
          </li>
        ))}
      </ul>
      {value.others.length > 0 && (
        <>
          <h4>Outside the labels</h4>
          <ul className="answers-others" aria-label="Answers outside the labels">
            {value.others.slice(0, 100).map(({ text, count, why }) => (
              <li key={`${why} ${text}`}>
                <span className="truncate" title={text}>
                  {text === '' ? '(empty)' : text}
                </span>
                <span className="faint">{reasons[why] ?? ''}</span>
                <span className="mono">{formatCount(count)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {value.lost > 0 && (
        <>
          <h4>{plural(value.lost, 'row names', 'rows name')} nothing in the project</h4>
          <ul className="answers-others" aria-label="Rows without a place">
            {value.lostKeys.map(({ key, line }) => (
              <li key={line}>
                <span className="truncate" title={key}>
                  {key}
                </span>
                <span className="faint">line {line}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </aside>
  )
}

const reasons: Readonly<Record<string, string>> = {
  pattern: 'pattern finds nothing',
  several: 'several labels',
  empty: 'empty',
  sum: 'left out: not 1'
}

function usePreview(path: string, mapping: AnswerMapping | undefined) {
  const [state, setState] = useState<{
    readonly value?: AnswersPreview
    readonly problem?: { readonly message: string; readonly hint?: string }
    readonly loading: boolean
  }>({ loading: true })
  const key = JSON.stringify(mapping)
  const asked = useMemo<AnswerMapping | undefined>(
    () => (key === undefined ? undefined : JSON.parse(key)),
    [key]
  )
  useEffect(() => {
    if (!asked) return
    let here = true
    const timer = setTimeout(() => {
      setState((before) => ({ ...before, loading: true }))
      call('answers.preview', { path, mapping: asked }).then(
        (value) => here && setState({ value, loading: false }),
        (error: unknown) => {
          if (!here || (error instanceof CallError && error.problem.code === 'superseded')) return
          setState({
            problem: error instanceof CallError ? error.problem : { message: String(error) },
            loading: false
          })
        }
      )
    }, REST_MS)
    return () => {
      here = false
      clearTimeout(timer)
    }
  }, [path, asked])
  return state
}
