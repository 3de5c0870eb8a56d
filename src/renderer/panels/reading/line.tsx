import type { CSSProperties, ReactNode } from 'react'
import { memo } from 'react'
import { markedPieces } from '../../../shared/documents/mark-lanes'
import type { DrawnMark } from './use-marks'

/** Distance of underlines that lie below each other, pixels. */
const LANE_PX = 5

/** One line of the text, cut where marks begin and end; each mark is a line of its colour below the words. */
export const Line = memo(
  function Line({
    from,
    words,
    marks,
    lanes,
    chosen
  }: {
    readonly from: number
    readonly words: string
    /** Those that meet this line. */
    readonly marks: readonly DrawnMark[]
    readonly lanes: ReadonlyMap<string, number>
    readonly chosen: string | undefined
  }): ReactNode {
    return (
      <p dir="auto" data-from={from}>
        {markedPieces(from, from + words.length, marks, lanes).map((piece) => {
          const letters = piece.marks.filter(({ starts }) => starts).map(({ mark }) => mark.label.letter)
          return (
            <span
              key={piece.from}
              data-from={piece.from}
              data-letters={letters.length > 0 ? letters.join(' ') : undefined}
              data-chosen={piece.marks.some(({ mark }) => mark.key === chosen) ? '' : undefined}
              className={piece.marks.length > 0 ? 'rd-mark' : undefined}
              style={piece.marks.length > 0 ? underlines(piece.marks) : undefined}
              title={
                piece.marks.map(({ mark }) => `${mark.label.name}, ${mark.authorName}`).join('\n') ||
                undefined
              }
            >
              {words.slice(piece.from - from, piece.to - from)}
            </span>
          )
        })}
      </p>
    )
  },
  (before, after) =>
    before.words === after.words &&
    before.from === after.from &&
    meets(before) === meets(after) &&
    before.marks.length === after.marks.length &&
    before.marks.every((mark, index) => {
      const other = after.marks[index]
      return mark.key === other?.key && before.lanes.get(mark.key) === after.lanes.get(other.key)
    })
)

/** The chosen mark where it lies in this line. */
const meets = ({ marks, chosen }: { marks: readonly DrawnMark[]; chosen: string | undefined }) =>
  marks.find(({ key }) => key === chosen)?.key

function underlines(marks: readonly { readonly mark: DrawnMark; readonly lane: number }[]): CSSProperties {
  const lanes = Math.max(...marks.map(({ lane }) => lane)) + 1
  const line = ({ label, mine }: DrawnMark): string =>
    mine
      ? `linear-gradient(${label.color}, ${label.color})`
      : `repeating-linear-gradient(90deg, ${label.color} 0 4px, transparent 4px 7px)`
  return {
    '--c': marks[0]?.mark.label.color,
    paddingBottom: lanes * LANE_PX,
    backgroundImage: marks.map(({ mark }) => line(mark)).join(', '),
    backgroundSize: '100% 3px',
    backgroundRepeat: 'no-repeat',
    backgroundPosition: marks.map(({ lane }) => `0 calc(100% - ${(lanes - 1 - lane) * LANE_PX}px)`).join(', ')
  } as CSSProperties
}
