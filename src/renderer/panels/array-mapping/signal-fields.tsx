import type { ReactNode } from 'react'
import type { ArrayAxis, ListedArrays, MappingDraft } from '../../../shared/arrays/array-mapping'
import { mappingOf } from '../../../shared/arrays/propose-mapping'
import { Button } from '../../ui/button'
import { Select } from '../../ui/select'
import { Field } from '../../ui/text-field'
import { channelsFrom, channelsText, listFrom, numberFrom } from './field-text'
import { TypedField } from './typed-field'

type Signal = MappingDraft['signals'][number]

const axisOptions: readonly { readonly id: ArrayAxis; readonly title: string }[] = [
  { id: 'time', title: 'time' },
  { id: 'channel', title: 'channels' },
  { id: 'trial', title: 'trials' },
  { id: 'feature', title: 'features of a channel' },
  { id: 'first', title: 'take the first only' }
]

/** Which array is a signal, and what its axes, samples and channels are. */
export function SignalFields({
  signal,
  arrays,
  onChange,
  onRemove
}: {
  readonly signal: Signal
  readonly arrays: readonly ListedArrays[]
  readonly onChange: (signal: Signal) => void
  /** Absent for the only signal. */
  readonly onRemove: (() => void) | undefined
}): ReactNode {
  const numbers = arrays.filter(({ kind, file }) => kind === 'numbers' && file === undefined)
  const found = numbers.find(({ pattern }) => pattern === signal.array)
  const choose = (pattern: string): void => {
    const array = numbers.find((one) => one.pattern === pattern)
    const guess = array && mappingOf(array, arrays).signals[0]
    if (guess) onChange({ ...guess, name: signal.name })
  }
  const setAxis = (axis: number, role: ArrayAxis): void =>
    onChange({ ...signal, axes: signal.axes.map((own, i) => (i === axis ? role : own)) })
  return (
    <fieldset className="arrays-part">
      <legend>{signal.name}</legend>
      <div className="arrays-row">
        <Field label="Array">
          {(id) => (
            <Select
              id={id}
              label="Array of the signal"
              value={signal.array}
              options={numbers.map(({ pattern }) => ({ id: pattern, title: pattern }))}
              onChange={choose}
            />
          )}
        </Field>
        <TypedField
          label="Samples a second (Hz)"
          value={signal.rateHz}
          text={(rate) => (rate === undefined ? '' : String(rate))}
          parse={(text) => positive(numberFrom(text))}
          onChange={(rateHz) => onChange({ ...signal, rateHz })}
        />
        <TypedField
          label="Unit"
          value={signal.unit}
          text={String}
          parse={(text) => text.trim()}
          onChange={(unit) => onChange({ ...signal, unit })}
        />
        {onRemove && (
          <Button tone="quiet" onClick={onRemove}>
            Remove
          </Button>
        )}
      </div>
      <div className="arrays-row">
        {(found?.shape ?? []).map((size, axis) => (
          <Field
            key={axis}
            label={`Axis ${axis + 1}: ${size}${found?.varies.includes(axis) ? ' and others' : ''}`}
          >
            {(id) => (
              <Select
                id={id}
                label={`Axis ${axis + 1} counts`}
                value={signal.axes[axis]}
                options={axisOptions}
                onChange={(role) => {
                  const chosen = axisOptions.find((option) => option.id === role)
                  if (chosen) setAxis(axis, chosen.id)
                }}
              />
            )}
          </Field>
        ))}
      </div>
      <TypedField
        label="Names of the channels"
        hint="In order, parted by commas; a unit of its own in brackets: GSR [µS]. Empty: they are numbered."
        multiline
        value={signal.channels}
        text={channelsText}
        parse={channelsFrom}
        onChange={(channels) => onChange({ ...signal, channels })}
      />
      {signal.axes.includes('feature') && (
        <TypedField
          label="Names of the features"
          value={signal.features}
          text={(names) => names.join(', ')}
          parse={listFrom}
          onChange={(features) => onChange({ ...signal, features })}
        />
      )}
    </fieldset>
  )
}

const positive = (value: number | undefined): number | undefined =>
  value !== undefined && value > 0 ? value : undefined
