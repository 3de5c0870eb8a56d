import type { ReactNode } from 'react'
import { useState } from 'react'
import { giveShare } from '../../../../shared/values/shares'
import { focusLabel, useFocusedLabel } from '../../../session/value-focus'
import { Button } from '../../../ui/button'
import { colorVar } from '../../../ui/chip'
import { Slider } from '../../../ui/slider'
import type { EditorProps } from './editor-props'

type Shares = Readonly<Record<string, number>>

/** Shares of a whole: moving one lets the others keep their proportions, so that they always sum to 1. */
export function SharesEditor({ task, value, disabled, segmentId, onChange }: EditorProps): ReactNode {
  const [dragged, setDragged] = useState<Shares>()
  const stored: Shares = value?.kind === 'shares' ? value.shares : {}
  const shares = dragged ?? stored
  const focused = useFocusedLabel(segmentId)
  const ids = task.labels.map((label) => label.id)
  /** Labels without a share stay without, unless there is no other to take from. */
  const give = (id: string, share: number): Shares => {
    const used = ids.filter((other) => other === id || (stored[other] ?? 0) > 0)
    return giveShare(stored, id, share, used.length > 1 ? used : share === 1 ? [id] : ids)
  }
  const commit = (next: Shares): void => {
    setDragged(undefined)
    onChange({ kind: 'shares', shares: { ...next } })
  }
  return (
    <fieldset className="shares" disabled={disabled}>
      <div className="shares-bar" aria-hidden="true">
        {task.labels.map((label) =>
          (shares[label.id] ?? 0) > 0 ? (
            <i key={label.id} style={{ ...colorVar(label.color), flexGrow: shares[label.id] }}>
              {(shares[label.id] ?? 0) > 0.08 ? label.letter : ''}
            </i>
          ) : null
        )}
      </div>
      {task.labels.map((label) => (
        <div
          key={label.id}
          className="shares-row"
          data-focused={label.id === focused ? '' : undefined}
          style={colorVar(label.color)}
        >
          <span className="truncate" title={label.key && `Key ${label.key}`}>
            <i className="shares-dot" />
            {label.name}
          </span>
          <Slider
            label={`Share of ${label.name}, percent`}
            min={0}
            max={100}
            step={1}
            value={Math.round((shares[label.id] ?? 0) * 100)}
            onChange={(percent) => setDragged(give(label.id, percent / 100))}
            onCommit={(percent) => {
              focusLabel(segmentId, label.id)
              commit(give(label.id, percent / 100))
            }}
          />
          <span className="mono">{Math.round((shares[label.id] ?? 0) * 100)} %</span>
        </div>
      ))}
      <div className="inspector-row">
        <Button
          size="small"
          disabled={disabled}
          onClick={() => commit(Object.fromEntries(ids.map((id) => [id, 1 / ids.length])))}
        >
          Share evenly
        </Button>
        <Button
          size="small"
          disabled={disabled || Object.keys(stored).length === 0}
          onClick={() => onChange(undefined)}
        >
          Take away
        </Button>
      </div>
    </fieldset>
  )
}
