import type { ReactNode } from 'react'
import type { Stream } from '../../../shared/domain/rows'
import { channelTypeNames } from '../../../shared/signal/channel-type'
import type { SignalRow } from '../../session/signals/channels'
import { markBad } from '../../session/signals/channel-edits'
import { chooseChannels, useSignals } from '../../session/signals/signal-state'
import type { SignalLook } from '../../session/signals/signal-state'
import { scaleText } from './scale-text'
import type { RowScale } from './scales'

/** Rows that are drawn beside the ones in view, so that scrolling shows no holes. */
const BESIDE = 2
/** Below this height a label has no room. */
const LABEL_PX = 9

/** Names of the channels beside their rows; a click chooses, a double click marks as bad. */
export function Gutter({
  stream,
  rows,
  firstRow,
  rowPx,
  heightPx,
  scales,
  look
}: {
  stream: Stream
  rows: readonly SignalRow[]
  firstRow: number
  rowPx: number
  heightPx: number
  scales: readonly RowScale[]
  look: SignalLook
}): ReactNode {
  const chosen = useSignals((state) => state.chosen)
  if (look.mode === 'butterfly') {
    const scale = scales[0]
    return (
      <div className="sig-gutter sig-gutter-one">
        <b>{rows.length} channels</b>
        {scale && <span className="faint mono">±{scaleText(scale.half, scale.unit)}</span>}
      </div>
    )
  }
  const from = Math.max(0, Math.floor(firstRow) - BESIDE)
  const to = Math.min(rows.length, Math.ceil(firstRow + heightPx / Math.max(1, rowPx)) + BESIDE)
  // Labels closer together than text is high are thinned out.
  const every = Math.max(1, Math.ceil(LABEL_PX / Math.max(0.1, rowPx)))
  return (
    <div className="sig-gutter" role="listbox" aria-label="Channels" aria-multiselectable>
      {rows.slice(from, to).map((row, i) => {
        const at = from + i
        const scale = scales[at]
        if (at % every !== 0) return null
        return (
          <button
            key={row.index}
            type="button"
            role="option"
            aria-selected={chosen.includes(row.index)}
            data-bad={row.bad || undefined}
            className="sig-label"
            style={{ top: (at - firstRow) * rowPx, height: rowPx * every }}
            title={`${row.label}: ${channelTypeNames[row.type]}, ${row.rateHz} Hz${row.unit ? `, ${row.unit}` : ''}${row.bad ? '. Marked as bad' : ''}`}
            onClick={(event) =>
              chooseChannels(chosenAfter(chosen, row.index, event.ctrlKey || event.metaKey))
            }
            onDoubleClick={() => {
              // A row of several channels does not say which of them is bad.
              if (row.channels.length === 1) void markBad(stream, row.channels, !row.bad)
            }}
          >
            <span className="truncate">{row.label}</span>
            {scale && rowPx >= 26 && (
              <span className="sig-scale mono">±{scaleText(scale.half, scale.unit)}</span>
            )}
          </button>
        )
      })}
    </div>
  )
}

const chosenAfter = (chosen: readonly number[], index: number, more: boolean): readonly number[] =>
  !more
    ? chosen.length === 1 && chosen[0] === index
      ? []
      : [index]
    : chosen.includes(index)
      ? chosen.filter((each) => each !== index)
      : [...chosen, index]
