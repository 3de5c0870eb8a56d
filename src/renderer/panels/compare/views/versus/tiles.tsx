import type { ReactNode } from 'react'
import type { VersusAnswer } from '../../../../../shared/contract/analysis/versus'
import type { VerdictKind } from '../../../../../shared/analysis/versus/verdicts'
import { amountText, formatCount } from '../../../../ui/format'

type Opened = Exclude<VerdictKind, 'left-out'>

/** Verdicts in the order in which they are shown, with what they are called. */
export const verdictTexts: readonly {
  readonly kind: Opened
  readonly title: string
  readonly hint: string
  readonly tone: 'good' | 'bad' | 'quiet'
}[] = [
  { kind: 'fixed', title: 'Put right', hint: 'A is wrong, B is right', tone: 'good' },
  { kind: 'broken', title: 'Broken', hint: 'A is right, B is wrong', tone: 'bad' },
  { kind: 'both-right', title: 'Both right', hint: 'A and B say what the reference says', tone: 'quiet' },
  {
    kind: 'both-wrong-same',
    title: 'Same error',
    hint: 'A and B say the same, the reference another',
    tone: 'quiet'
  },
  {
    kind: 'both-wrong-different',
    title: 'Two errors',
    hint: 'A, B and the reference say three things',
    tone: 'quiet'
  }
]

interface TilesProps {
  readonly answer: Pick<VersusAnswer, 'amounts' | 'time'>
  readonly timeless: boolean
  readonly opened: Opened | undefined
  readonly onOpen: (kind: Opened, title: string) => void
}

/** How many items, and how much of the timeline, have each verdict; a click plays them. */
export const Tiles = ({ answer, timeless, opened, onOpen }: TilesProps): ReactNode => (
  <div className="versus-tiles" role="group" aria-label="Who is right">
    {verdictTexts.map(({ kind, title, hint, tone }) => (
      <button
        key={kind}
        type="button"
        className="versus-tile"
        data-tone={tone}
        aria-pressed={opened === kind}
        title={hint}
        onClick={() => onOpen(kind, title)}
      >
        <span className="faint">{title}</span>
        <b>{formatCount(answer.amounts[kind].items)}</b>
        <span className="mono faint">{timeless ? 'items' : amountText(answer.time[kind] / 1e6, 's')}</span>
      </button>
    ))}
  </div>
)
