import type { ReactNode } from 'react'
import { mainAttribute } from '../../../shared/domain/labels'
import type { SchemeRow } from '../../../shared/domain/rows'
import { SchemeDocument } from '../../../shared/domain/scheme'
import { attributeTask, type AttributeTask } from '../../../shared/values/attribute'
import { ratingText } from '../../../shared/values/value-text'
import { LabelChip } from '../../ui/chip'

/** Attributes of a scheme that a track of segments or points can answer, and the one that is meant without a choice. */
export function attributeChoices(scheme: SchemeRow | undefined): {
  readonly choices: readonly { readonly id: string; readonly title: string }[]
  readonly usual: string | undefined
} {
  const attributes = SchemeDocument.safeParse(scheme?.document).data?.attributes ?? []
  const tasks = attributes
    .map(({ id }) => attributeTask(scheme, id))
    .filter((task) => task !== undefined)
    .filter(({ kind }) => kind !== 'trace' && kind !== 'relation')
  const main = mainAttribute(scheme)
  return {
    choices: tasks.map((task) => ({ id: task.id, title: `${task.name}: ${KINDS[task.kind]}` })),
    usual: tasks.some(({ id }) => id === main) ? main : tasks[0]?.id
  }
}

const KINDS: Readonly<Record<AttributeTask['kind'], string>> = {
  label: 'one label',
  labels: 'several labels',
  composite: 'one label of each axis',
  shares: 'shares of a whole',
  ratings: 'ratings',
  terms: 'free words',
  explanation: 'explanation',
  spans: 'stretches of text',
  trace: 'continuous trace',
  relation: 'links'
}

/** What will be asked: labels, scales with their range, or clues. */
export function AttributePreview({
  scheme,
  attributeId
}: {
  readonly scheme: SchemeRow | undefined
  readonly attributeId: string | undefined
}): ReactNode {
  const task = attributeId === undefined ? undefined : attributeTask(scheme, attributeId)
  if (!task) return <p className="hint">This scheme asks for nothing that a track can hold.</p>
  const scales = task.dimensions.map(
    (dimension) => `${dimension.name} ${ratingText(dimension.min)} to ${ratingText(dimension.max)}`
  )
  const words = task.kind === 'terms' ? task.vocabulary.seed : task.clueTags
  return (
    <>
      {scales.length > 0 && <p className="hint">{scales.join(', ')}</p>}
      {words.length > 0 && <p className="hint">{words.join(', ')}</p>}
      {task.labels.length > 0 && (
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 5, maxHeight: 110, overflowY: 'auto' }}>
          {task.labels.map((label) => (
            <LabelChip key={label.id} label={label} note={label.key} />
          ))}
        </div>
      )}
    </>
  )
}
