import type { ReactNode } from 'react'
import type { CallInput } from '../../../shared/contract'
import { Checkbox } from '../../ui/checkbox'
import { Select } from '../../ui/select'
import { CommitInput } from '../../ui/text-field'

/** How continuous ratings leave the project. */
export type TraceOptions = NonNullable<CallInput<'export.run'>['traces']>

interface TraceChoiceProps {
  readonly value: TraceOptions
  readonly onChange: (value: TraceOptions) => void
  /** CSV or JSON is written: only they hold single takes and another rate. */
  readonly own: boolean
}

/** Lags taken out or not, at which rate, and whether the single takes go along. */
export function TraceChoice({ value, onChange, own }: TraceChoiceProps): ReactNode {
  const rate = value.rateHz === undefined ? '' : String(value.rateHz)
  const setRate = (text: string): boolean => {
    const rateHz = text.trim() === '' ? undefined : Number(text.replace(',', '.'))
    if (rateHz !== undefined && !(rateHz >= 0.1 && rateHz <= 1000)) return false
    onChange({ ...value, rateHz })
    return true
  }
  return (
    <div role="group" aria-label="Traces">
      <h4>Traces</h4>
      <Select
        label="Reaction lags"
        size="small"
        value={value.withLag === false ? 'rated' : 'shifted'}
        options={[
          { id: 'shifted', title: 'Reaction lags taken out' },
          { id: 'rated', title: 'As they were rated' }
        ]}
        onChange={(id) => onChange({ ...value, withLag: id === 'shifted' })}
      />
      <label className="export-rate">
        <CommitInput
          label="Samples a second of traces in CSV and JSON"
          value={rate}
          placeholder="own rate"
          mono
          disabled={!own}
          onCommit={setRate}
        />
        <span className="muted">Hz, in CSV and JSON</span>
      </label>
      <Checkbox
        checked={value.rawTakes ?? false}
        disabled={!own}
        onChange={(rawTakes) => onChange({ ...value, rawTakes })}
      >
        Each take as it was rated, in CSV and JSON
      </Checkbox>
    </div>
  )
}
