import type { ReactNode } from 'react'
import { useState } from 'react'
import type { SchemeRow } from '../../../shared/domain/rows'
import type { SegmentValue } from '../../../shared/domain/segment-value'
import { attributeTask, type AttributeTask } from '../../../shared/values/attribute'
import { checkValue } from '../../../shared/values/check-value'
import { valueText } from '../../../shared/values/value-text'
import { colorVar, LabelChip } from '../../ui/chip'
import type { EditorDesk } from './editor-desk'
import { PreviewAnswer } from './preview-answer'

/** How an attribute is answered, to be tried out; nothing of it is kept. */
export function Preview({ desk, attributeId }: { desk: EditorDesk; attributeId: string }): ReactNode {
  const { scheme } = desk
  const row: SchemeRow = { id: scheme.id, name: scheme.name, version: '', document: scheme }
  const task = attributeTask(row, attributeId)
  if (!task) return null
  return (
    <aside className="scheme-aside" aria-label="Preview">
      <h4>How it is labelled</h4>
      <Trial key={`${attributeId}/${task.kind}`} task={task} />
      {task.labels.length > 0 && <Looks task={task} />}
    </aside>
  )
}

/** One answer that is given here and there, and what it would be kept as. */
function Trial({ task }: { task: AttributeTask }): ReactNode {
  const [label, setLabel] = useState<string>()
  const [value, setValue] = useState<SegmentValue>()
  const checked = value && checkValue(task, value)
  const said =
    task.kind === 'label'
      ? task.labels.find(({ id }) => id === label)?.name
      : value && checked?.ok && checked.value
        ? valueText(task, checked.value)
        : undefined
  return (
    <>
      <PreviewAnswer task={task} label={label} value={value} onLabel={setLabel} onValue={setValue} />
      <p className="scheme-said" data-bad={checked && !checked.ok ? '' : undefined} role="status">
        {checked && !checked.ok ? checked.error.message : (said ?? 'Try it: nothing is kept.')}
      </p>
    </>
  )
}

/** Labels as they stand in the timeline, by people and by models. */
function Looks({ task }: { task: AttributeTask }): ReactNode {
  return (
    <>
      <h4>In the timeline, by people and by models</h4>
      <div className="scheme-preview">
        {task.labels.slice(0, MOST).map((label) => (
          <span key={label.id} className="scheme-segment" style={colorVar(label.color)}>
            {label.letter} · {label.name}
          </span>
        ))}
      </div>
      <div className="scheme-preview">
        {task.labels.slice(0, MOST).map((label) => (
          <LabelChip key={label.id} label={label} origin="model" note={label.key} />
        ))}
        {task.labels.length > MOST && <span className="faint">and {task.labels.length - MOST} more</span>}
      </div>
    </>
  )
}

const MOST = 14
