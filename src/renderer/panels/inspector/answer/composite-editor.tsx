import type { ReactNode } from 'react'
import { toggleAxis } from '../../../../shared/values/edit-value'
import { axisChoices } from '../../../../shared/values/strongest-label'
import { focusPart, useFocusedPart } from '../../../session/value-focus'
import { colorVar } from '../../../ui/chip'
import type { EditorProps } from './editor-props'

/** One label of each axis; together they are the class. */
export function CompositeEditor({ task, value, disabled, segmentId, onChange }: EditorProps): ReactNode {
  const chosen = axisChoices(task, value?.kind === 'labels' ? value.labels : {})
  const focused = useFocusedPart(segmentId)
  return task.axes.map((axis, index) => (
    <div key={axis.id} className="answer-part" data-focused={index === focused ? '' : undefined}>
      <span className="answer-part-name">{titled(axis.id)}</span>
      <div className="label-picker" role="group" aria-label={titled(axis.id)}>
        {axis.labels.map((label, number) => (
          <button
            key={label.id}
            type="button"
            className="chip"
            style={colorVar(label.color)}
            disabled={disabled}
            aria-pressed={label.id === chosen[index]}
            title={[label.definition, number < 9 && `Key ${number + 1}`].filter(Boolean).join('\n')}
            onClick={() => {
              focusPart(segmentId, (index + 1) % task.axes.length)
              onChange(toggleAxis(task, value, axis.id, label.id))
            }}
          >
            <u aria-hidden="true">{label.letter}</u>
            {label.name}
          </button>
        ))}
      </div>
    </div>
  ))
}

const titled = (id: string): string => id.charAt(0).toUpperCase() + id.slice(1)
