import type { ReactNode } from 'react'
import { actionUnitCode, actionUnitName, intensityLetter } from '../../../../shared/values/action-unit'
import { withLabel, withoutLabel } from '../../../../shared/values/edit-value'
import { focusLabel, useFocusedLabel } from '../../../session/value-focus'
import type { EditorProps } from './editor-props'

const LEVELS = [1, 2, 3, 4, 5] as const

/** Action units in a grid: one row each, present without intensity or from A (trace) to E (maximum). */
export function ActionUnits({ task, value, disabled, segmentId, onChange }: EditorProps): ReactNode {
  const labels = value?.kind === 'labels' ? value.labels : {}
  const focused = useFocusedLabel(segmentId) ?? Object.keys(labels).at(-1)
  const set = (id: string, level: number | null): void => {
    focusLabel(segmentId, id)
    onChange(
      labels[id] === level && id in labels ? withoutLabel(value, id) : withLabel(task, value, id, level)
    )
  }
  return (
    <div className="action-units" role="grid" aria-label="Action units">
      {task.labels.map(({ id, key }) => {
        const present = id in labels && labels[id] !== 0
        const name = actionUnitName(id) ?? id
        return (
          <div
            key={id}
            role="row"
            data-present={present ? '' : undefined}
            data-focused={id === focused ? '' : undefined}
          >
            <button
              type="button"
              role="gridcell"
              className="action-unit"
              aria-pressed={present}
              disabled={disabled}
              title={key && `Key ${key}`}
              onClick={() => {
                focusLabel(segmentId, id)
                onChange(present ? withoutLabel(value, id) : withLabel(task, value, id, null))
              }}
            >
              <b>{actionUnitCode(id, null)}</b> <span className="truncate">{name}</span>
            </button>
            {LEVELS.map((level) => (
              <button
                key={level}
                type="button"
                role="gridcell"
                disabled={disabled}
                aria-pressed={labels[id] === level}
                aria-label={`${actionUnitCode(id, level)}, ${name}`}
                title={task.levels.find((known) => known.value === level)?.name}
                onClick={() => set(id, level)}
              >
                {intensityLetter(level)}
              </button>
            ))}
          </div>
        )
      })}
    </div>
  )
}
