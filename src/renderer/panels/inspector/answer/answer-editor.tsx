import type { ReactNode } from 'react'
import { CANNOT_RATE } from '../../../../shared/domain/rows'
import { LabelPicker } from '../label-picker'
import { ActionUnits } from './action-units'
import { CompositeEditor } from './composite-editor'
import type { EditorProps } from './editor-props'
import { ExplanationEditor } from './explanation-editor'
import { LabelsEditor } from './labels-editor'
import { MissingCodes } from './missing-codes'
import { RatingsEditor } from './ratings-editor'
import { SharesEditor } from './shares-editor'
import { TermsEditor } from './terms-editor'
import './answer.css'

interface AnswerEditorProps extends EditorProps {
  readonly label: string | undefined
  /** Heading; the name of what is asked when absent. */
  readonly title?: string
  readonly onLabel: (label: string | null) => void
  /** Code of the scheme for why it cannot be rated. */
  readonly missing?: string | undefined
  readonly onMissing?: (code: string | null) => void
}

/** The answer of a segment, in the form that its scheme asks for. */
export function AnswerEditor({
  label,
  title,
  onLabel,
  missing,
  onMissing,
  ...props
}: AnswerEditorProps): ReactNode {
  const { task, disabled } = props
  const codes = onMissing && (
    <MissingCodes task={task} code={missing} disabled={disabled} onCode={onMissing} />
  )
  if (task.kind === 'label')
    return task.labels.length === 0 ? null : (
      <section>
        <h3>{title ?? 'Label'}</h3>
        <LabelPicker
          labels={task.labels}
          value={label}
          disabled={disabled}
          onChange={onLabel}
          cannotRate={CANNOT_RATE}
          mixOf={task.mixOf}
        />
        {codes}
      </section>
    )
  const editor = editorOf(props)
  if (!editor) return null
  const declined = label === CANNOT_RATE
  return (
    <section aria-label={task.name} className="answer">
      <header className="answer-head">
        <h3>{title ?? task.name}</h3>
        <button
          type="button"
          className="answer-decline"
          aria-pressed={declined}
          disabled={disabled}
          title="Looked at and declined. Key 0"
          onClick={() => onLabel(declined ? null : CANNOT_RATE)}
        >
          Cannot rate
        </button>
      </header>
      {editor}
      {codes}
    </section>
  )
}

function editorOf(props: EditorProps): ReactNode {
  switch (props.task.kind) {
    case 'labels':
      return props.task.actionUnits ? <ActionUnits {...props} /> : <LabelsEditor {...props} />
    case 'composite':
      return <CompositeEditor {...props} />
    case 'shares':
      return <SharesEditor {...props} />
    case 'ratings':
      return <RatingsEditor {...props} />
    case 'terms':
      return <TermsEditor {...props} />
    case 'explanation':
      return <ExplanationEditor {...props} />
    case 'label':
    case 'spans':
    case 'trace':
    case 'relation':
      return null
  }
}
