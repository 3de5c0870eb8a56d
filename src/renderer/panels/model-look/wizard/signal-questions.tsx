import type { ReactNode } from 'react'
import type { ModelDraft } from '../../../../shared/model-wizard/model-draft'
import { Checkbox } from '../../../ui/checkbox'
import { NumberField } from './number-field'
import { ListField } from './list-field'
import type { PageProps } from './page-props'

/** Rate, filter, reference and names of channels. */
export function SignalQuestions({ draft, onChange }: PageProps): ReactNode {
  const { signal } = draft
  const set = (change: Partial<ModelDraft['signal']>): void =>
    onChange({ ...draft, signal: { ...signal, ...change } })
  const count = draft.inputs.map(({ use }) => (use.kind === 'channels' ? use.count : undefined)).find(Boolean)
  return (
    <>
      <NumberField
        label="Sample rate, Hz"
        value={signal.rateHz}
        min={0.1}
        max={100_000}
        onChange={(rateHz) => onChange(atRate(draft, rateHz))}
      />
      <div className="wizard-row">
        <NumberField
          label="High-pass, Hz (0: none)"
          value={signal.lowHz}
          min={0}
          max={signal.rateHz / 2}
          onChange={(lowHz) => set({ lowHz })}
        />
        <NumberField
          label="Low-pass, Hz (0: none)"
          value={signal.highHz}
          min={0}
          max={signal.rateHz / 2}
          onChange={(highHz) => set({ highHz })}
        />
      </div>
      <Checkbox
        checked={signal.reference === 'average'}
        onChange={(on) => set({ reference: on ? 'average' : 'none' })}
      >
        Less the mean of all channels
      </Checkbox>
      <Checkbox checked={signal.normalized} onChange={(normalized) => set({ normalized })}>
        Each channel is brought to zero mean and unit variance
      </Checkbox>
      <ListField
        label="Channels in the order of the network"
        values={signal.channels}
        hint={
          count === undefined
            ? 'One on each line, or with commas. None: all of the recording.'
            : `${count} names, one on each line or with commas. None: all of the recording, which then needs ${count}.`
        }
        onChange={(channels) => set({ channels })}
      />
    </>
  )
}

/** Windows of a fixed number of samples change their length with the rate. */
function atRate(draft: ModelDraft, rateHz: number): ModelDraft {
  const samples = draft.inputs
    .map(({ use }) => (use.kind === 'channels' ? use.samples : undefined))
    .find((count) => count !== undefined)
  const windowSec = samples === undefined ? draft.unit.windowSec : samples / rateHz
  return {
    ...draft,
    signal: { ...draft.signal, rateHz },
    unit: { ...draft.unit, windowSec, hopSec: samples === undefined ? draft.unit.hopSec : windowSec / 2 }
  }
}
