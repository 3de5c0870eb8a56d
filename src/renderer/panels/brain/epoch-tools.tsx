import type { ReactNode } from 'react'
import { chooseEpochs } from '../../session/signals/epoch-choice'
import type { EpochChoice } from '../../session/signals/epoch-choice'
import { Checkbox } from '../../ui/checkbox'
import { CommitInput } from '../../ui/text-field'

/** Times of epochs and of their baseline, and the size above which they are rejected. */
export function EpochTools({ choice, unit }: { choice: EpochChoice; unit: string }): ReactNode {
  return (
    <>
      <Milliseconds
        label="Epoch from, ms"
        value={choice.fromMs}
        onChange={(fromMs) => chooseEpochs({ fromMs })}
      />
      <span className="muted">to</span>
      <Milliseconds label="Epoch to, ms" value={choice.toMs} onChange={(toMs) => chooseEpochs({ toMs })} />
      <span className="muted">ms</span>
      <Checkbox checked={choice.baseline} onChange={(baseline) => chooseEpochs({ baseline })}>
        Less the mean
      </Checkbox>
      {choice.baseline && (
        <>
          <Milliseconds
            label="Baseline from, ms"
            value={choice.baselineFromMs}
            onChange={(baselineFromMs) => chooseEpochs({ baselineFromMs })}
          />
          <span className="muted">to</span>
          <Milliseconds
            label="Baseline to, ms"
            value={choice.baselineToMs}
            onChange={(baselineToMs) => chooseEpochs({ baselineToMs })}
          />
        </>
      )}
      <span className="muted">Reject above</span>
      <span className="brain-number">
        <CommitInput
          label={`Reject above, ${unit} from top to bottom`}
          mono
          placeholder="none"
          value={choice.peakToPeak === undefined ? '' : String(choice.peakToPeak)}
          onCommit={(text) => {
            const size = Number(text.replace(',', '.'))
            if (text.trim() === '') chooseEpochs({ peakToPeak: undefined })
            else if (size > 0) chooseEpochs({ peakToPeak: size })
            else return false
            return true
          }}
        />
      </span>
      <span className="muted">{unit}</span>
    </>
  )
}

const Milliseconds = ({
  label,
  value,
  onChange
}: {
  label: string
  value: number
  onChange: (ms: number) => void
}): ReactNode => (
  <span className="brain-number">
    <CommitInput
      label={label}
      mono
      value={String(value)}
      onCommit={(text) => {
        const ms = Number(text.replace('−', '-').replace(',', '.'))
        if (text.trim() === '' || !Number.isFinite(ms) || Math.abs(ms) > 60_000) return false
        onChange(ms)
        return true
      }}
    />
  </span>
)
