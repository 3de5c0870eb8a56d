import type { ReactNode } from 'react'
import type { Label } from '../../../shared/domain/scheme'
import { labelPicture } from '../../session/pages/pictures'
import { inTurn } from '../../session/in-turn'
import { colorVar } from '../../ui/chip'
import { Kbd } from '../../ui/kbd'

/** The labels with their digits, to be read and clicked. */
export const Keys = ({
  title,
  labels
}: {
  readonly title: string
  readonly labels: readonly Label[]
}): ReactNode => (
  <div className="gl-keys" role="toolbar" aria-label={`Labels of ${title}`}>
    {labels.slice(0, 12).map((label) => (
      <button
        key={label.id}
        type="button"
        className="chip"
        style={colorVar(label.color)}
        title={label.definition}
        disabled={label.key === undefined}
        onClick={() => void inTurn(() => labelPicture(Number(label.key)))}
      >
        <u aria-hidden="true">{label.letter}</u>
        <span className="truncate">{label.name}</span>
        {label.key !== undefined && <Kbd>{label.key}</Kbd>}
      </button>
    ))}
  </div>
)
