import type { ReactNode } from 'react'
import type { LookStep } from '../../../shared/model-look/model-look'
import { Drawing } from './drawing'
import { factsOf } from './facts-of'

/** One step: its name and figures, and what it made. */
export function StepRow({ step, source }: { readonly step: LookStep; readonly source: string }): ReactNode {
  const { op, parameters, made, unchanged, note, fault } = step
  return (
    <li
      className="look-step"
      data-fault={fault === undefined ? undefined : ''}
      data-short={made || fault !== undefined ? undefined : ''}
    >
      <div className="look-step-name">
        <span className={op === '' ? undefined : 'mono'}>{op === '' ? recorded(source) : op}</span>
        {parameters !== '' && <span className="faint mono look-parameters">{parameters}</span>}
        {made && <span className="muted">{factsOf(made)}</span>}
        {unchanged && <span className="faint">leaves it as it is</span>}
        {note !== undefined && <span className="faint">{note}</span>}
        {fault !== undefined && <p role="alert">{fault}</p>}
      </div>
      {made && <Drawing value={made} />}
    </li>
  )
}

const recorded = (source: string): string => (source === '' ? 'Then' : `“${source}” as it is read`)
