import type { ReactNode } from 'react'
import type { LookAnswer, LookOutput, ModelLook } from '../../../shared/model-look/model-look'
import { labelOrId } from '../../session/label-or-id'
import { schemeOf } from '../../session/project'
import { plural } from '../../ui/format'
import { short } from './facts-of'
import { StepRow } from './step-row'

/** What the network gave, and what its answers come to. */
export function LookAnswers({ look }: { readonly look: ModelLook }): ReactNode {
  const { stopped, provider, seconds } = look
  const told = look.outputs.toSorted((a, b) => Number(a.aux) - Number(b.aux))
  return (
    <div className="look-answers" role="region" aria-label="Answers" tabIndex={0}>
      {stopped !== undefined && <p role="alert">{stopped}</p>}
      {told.map((output) => (
        <Output key={output.id} output={output} />
      ))}
      {stopped === undefined && provider !== undefined && seconds !== undefined && (
        <p className="faint">
          One run on {provider}, {(seconds * 1000).toFixed(1)} ms.
        </p>
      )}
    </div>
  )
}

function Output({ output }: { readonly output: LookOutput }): ReactNode {
  const { id, name, task, raw, steps, answer } = output
  if (!raw && !answer) return null
  return (
    <section aria-label={`Output ${id}`}>
      <h3>
        <span className="mono">{id}</span>
        <span className="faint">
          {task}
          {name === id ? '' : `, from ${name}`}
        </span>
      </h3>
      {answer && <Bars answer={answer} schemeId={output.schemeId} />}
      <ol className="look-list" aria-label={`Steps of ${id}`}>
        {raw && <StepRow step={{ op: 'the network gives', parameters: '', made: raw }} source="" />}
        {steps.map((step, i) => (
          <StepRow key={i} step={step} source="" />
        ))}
      </ol>
    </section>
  )
}

/** Three digits behind the point, as shares are told; large numbers as they are. */
const told = (score: number): string =>
  Math.abs(score) < 100 ? score.toFixed(3).replace('-', '−') : short(score)

/** Strongest first where there are many. */
const MOST_BARS = 12

function Bars({ answer, schemeId }: { readonly answer: LookAnswer; readonly schemeId: string }): ReactNode {
  const { labels, scores, rows, row, chosen, text, spans } = answer
  const scheme = schemeOf(schemeId)
  const all = labels.map((label, i) => ({ label, score: scores[i] ?? null }))
  const shown =
    all.length > MOST_BARS
      ? all.toSorted((a, b) => (b.score ?? -Infinity) - (a.score ?? -Infinity)).slice(0, MOST_BARS)
      : all
  const numbers = all.flatMap(({ score }) => score ?? [])
  const reach = Math.max(1e-9, ...numbers.map(Math.abs))
  const most = numbers.every((score) => score >= 0 && score <= 1) ? 1 : reach
  const strongest = Math.max(...numbers)
  return (
    <>
      {text !== undefined && <p className="selectable">“{text}”</p>}
      <dl className="look-bars" aria-label="Answer">
        {shown.map(({ label, score }) => (
          <div key={label} data-strongest={score === strongest ? '' : undefined}>
            <dt className="truncate">{labelOrId(scheme, label).name}</dt>
            <dd>
              <span className="look-bar">
                <i
                  data-negative={score !== null && score < 0 ? '' : undefined}
                  style={{ width: `${(100 * Math.abs(score ?? 0)) / most}%` }}
                />
              </span>
              <span className="mono">{score === null ? '–' : told(score)}</span>
            </dd>
          </div>
        ))}
      </dl>
      {all.length > shown.length && <p className="faint">and {all.length - shown.length} weaker ones</p>}
      {rows > 1 && (
        <p className="faint">
          {row === undefined ? `Mean of ${plural(rows, 'row')}.` : `Row ${row + 1} of ${rows}.`}
        </p>
      )}
      {chosen && chosen.length > 0 && (
        <p className="muted">Says: {chosen.map((id) => labelOrId(scheme, id).name).join(', ')}</p>
      )}
      {spans && (
        <ul className="look-spans">
          {spans.map(({ fromSeconds, toSeconds, label }, i) => (
            <li key={i}>
              <span className="mono">
                {fromSeconds.toFixed(2)} to {toSeconds.toFixed(2)} s
              </span>{' '}
              {labelOrId(scheme, label).name}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
