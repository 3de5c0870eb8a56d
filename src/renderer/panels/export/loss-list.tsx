import { ChevronDown, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { useId, useState } from 'react'
import type { ExportLosses } from '../../../shared/contract'
import { plural } from '../../ui/format'
import { formatTitle } from './formats'
import type { Losses } from './use-losses'

/** More sentences than this are a count until asked for. */
const SHORT = 2

interface LossListProps {
  readonly losses: Losses
  /** Whether JSON is written too, and the predictions for each frame in it. */
  readonly json: boolean
  readonly frames: boolean
}

/** What the chosen formats of other programs cannot hold, format by format. */
export function LossList({ losses, json, frames }: LossListProps): ReactNode {
  const { found, loading, problem } = losses
  const told = found.filter(({ problems }) => problems.length > 0)
  const unframed = !frames && told.some(({ problems }) => problems.some(({ code }) => code === 'loss.frames'))
  const kept = unframed ? 'all but the per-frame predictions' : 'all of it'
  return (
    <div className="export-losses" role="group" aria-label="What these formats leave out" aria-busy={loading}>
      <h4>What these formats leave out</h4>
      {problem && (
        <p role="alert">
          {problem.message} {problem.hint}
        </p>
      )}
      {told.map((one) => (
        <OneFormat key={one.format} {...one} />
      ))}
      {told.length === 0 && !problem && (
        <p className="faint">{loading ? 'Looking…' : 'Nothing: they hold all of it.'}</p>
      )}
      {told.length > 0 && (
        <p className="faint">
          {json ? `The JSON beside them keeps ${kept}.` : `Choose JSON too, which keeps ${kept}.`}
        </p>
      )}
    </div>
  )
}

function OneFormat({ format, problems }: ExportLosses): ReactNode {
  const id = useId()
  const long = problems.length > SHORT
  const [open, setOpen] = useState(false)
  const title = formatTitle(format)
  return (
    <div className="export-loss">
      {long ? (
        <button
          type="button"
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          onClick={() => setOpen(!open)}
        >
          {open ? <ChevronDown size={12} /> : <ChevronRight size={12} />}
          <strong>{title}</strong>
          <span>{plural(problems.length, 'kind')} of loss</span>
        </button>
      ) : (
        <strong>{title}</strong>
      )}
      {(!long || open) && (
        <ul id={id}>
          {problems.map(({ message }) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
