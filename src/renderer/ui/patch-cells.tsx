import type { CSSProperties, ReactNode } from 'react'
import type { PictureBox } from '../../shared/explain/picture-box'
import type { PictureCell } from '../../shared/explain/picture-cells'
import './patch-cells.css'

/** Parts of a picture tinted by what is said of them, laid over it: the parent has `position`. */
export function PatchCells({
  cells,
  place = WHOLE,
  label,
  titleOf
}: {
  readonly cells: readonly PictureCell[]
  /** Where the cells lie in the parent; all of it when absent. */
  readonly place?: PictureBox
  readonly label: string
  /** Words for a cell; absent: the cells take no pointer. */
  readonly titleOf?: (cell: PictureCell) => string
}): ReactNode {
  return (
    <div
      className="patch-cells"
      role="img"
      aria-label={label}
      style={percent(place)}
      data-silent={titleOf ? undefined : ''}
    >
      {cells.map((cell) => (
        <span
          key={`${cell.x} ${cell.y}`}
          data-tone={cell.tone}
          style={{ ...percent(cell), '--share': cell.share } as CSSProperties}
          title={titleOf?.(cell)}
        >
          {signOf(cell)}
        </span>
      ))}
    </div>
  )
}

const WHOLE: PictureBox = { x: 0, y: 0, w: 1, h: 1 }

const percent = ({ x, y, w, h }: PictureBox): CSSProperties => ({
  left: `${x * 100}%`,
  top: `${y * 100}%`,
  width: `${w * 100}%`,
  height: `${h * 100}%`
})

/** Strong effects say their direction without colour, too. */
const signOf = ({ tone, share }: PictureCell): string =>
  share < 0.5 ? '' : tone === 'for' ? '+' : tone === 'against' ? '−' : ''
