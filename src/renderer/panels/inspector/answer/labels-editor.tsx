import type { ReactNode } from 'react'
import { rivalsOf } from '../../../../shared/values/constraints'
import { toggleLabel, withLabel } from '../../../../shared/values/edit-value'
import { focusLabel, useFocusedLabel } from '../../../session/value-focus'
import { colorVar } from '../../../ui/chip'
import { Scale } from '../scale'
import type { EditorProps } from './editor-props'

/** Labels on and off, and below how strong each of those that are on is. */
export function LabelsEditor({ task, value, disabled, segmentId, onChange }: EditorProps): ReactNode {
  const labels = value?.kind === 'labels' ? value.labels : {}
  const focused = useFocusedLabel(segmentId) ?? Object.keys(labels).at(-1)
  const chosen = task.labels.filter((label) => label.id in labels)
  const levels =
    task.levels.length > 0 ? task.levels : [1, 2, 3, 4, 5, 6, 7, 8, 9].map((level) => ({ value: level }))
  return (
    <>
      <div className="label-picker" role="group" aria-label="Labels">
        {task.labels.map((label) => {
          const rivals = [...rivalsOf(task, label.id)].length > 0
          return (
            <button
              key={label.id}
              type="button"
              className="chip"
              style={colorVar(label.color)}
              disabled={disabled}
              aria-pressed={label.id in labels && labels[label.id] !== 0}
              title={[
                label.definition,
                label.key && `Key ${label.key}`,
                rivals ? 'Takes off labels that cannot stand beside it' : ''
              ]
                .filter(Boolean)
                .join('\n')}
              onClick={() => {
                focusLabel(segmentId, label.id)
                onChange(toggleLabel(task, value, label.id))
              }}
            >
              <u aria-hidden="true">{label.letter}</u>
              {label.name}
            </button>
          )
        })}
      </div>
      {chosen.length > 0 && (
        <div className="scales answer-levels">
          {chosen.map((label) => (
            <div
              key={label.id}
              data-focused={label.id === focused ? '' : undefined}
              style={colorVar(label.color)}
            >
              <Scale
                label={label.name}
                values={levels.map((level) => level.value)}
                names={levels.map((level) => String(level.value))}
                titles={levels.map((level) => ('name' in level ? level.name : undefined))}
                value={labels[label.id] ?? undefined}
                disabled={disabled}
                onChange={(level) => {
                  focusLabel(segmentId, label.id)
                  onChange(withLabel(task, value, label.id, level))
                }}
              />
            </div>
          ))}
          <p className="hint">Shift with a digit sets the intensity of the marked label.</p>
        </div>
      )}
    </>
  )
}
