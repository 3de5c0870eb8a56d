import type { ReactNode } from 'react'
import { MeasureSettings } from '../../../shared/physio/measures/settings'
import { choosePhysio } from '../../session/physio/choice'
import type { Measured } from '../../session/physio/use-measured'
import { typesOf } from '../../session/signals/channels'
import { toast } from '../../session/toasts'
import { Checkbox } from '../../ui/checkbox'
import { Select } from '../../ui/select'
import { CommitInput } from '../../ui/text-field'

/** How beats are corrected, and every threshold that the numbers of this recording depend on. */
export function SettingsBar({ measured }: { measured: Measured }): ReactNode {
  const { choice, chosen, streams } = measured
  const { settings } = choice
  const types = new Set(streams.flatMap((stream) => [...typesOf(stream).keys()]))
  const set = (patch: Partial<MeasureSettings>): void => choosePhysio({ settings: { ...settings, ...patch } })
  return (
    <div className="physio-tools" role="group" aria-label="How it is measured">
      {chosen.beats !== undefined && (
        <>
          <Select
            size="small"
            label="Correction of beats"
            value={settings.correction}
            options={[
              { id: 'off', title: 'Beats as marked', hint: 'Intervals beside ectopic beats left out' },
              { id: 'rule', title: 'Corrected by a rule', hint: 'Shortest and longest interval' },
              {
                id: 'lipponen-tarvainen',
                title: 'Corrected after Lipponen & Tarvainen',
                hint: '2019; as Kubios and NeuroKit'
              }
            ]}
            onChange={(id) => set({ correction: MeasureSettings.shape.correction.parse(id) })}
          />
          {settings.correction === 'rule' && (
            <>
              <Threshold
                name="shortestMs"
                label="Shortest interval"
                unit="ms"
                settings={settings}
                set={set}
              />
              <Threshold name="longestMs" label="Longest interval" unit="ms" settings={settings} set={set} />
            </>
          )}
          <Threshold name="pauseMs" label="Pause above" unit="ms" settings={settings} set={set} />
          <Threshold name="interpolationHz" label="Interpolated at" unit="Hz" settings={settings} set={set} />
        </>
      )}
      {chosen.responses !== undefined && (
        <Threshold name="leastAmplitude" label="Smallest response" unit="" settings={settings} set={set} />
      )}
      {types.has('eda') && (
        <Select
          size="small"
          label="Tonic and phasic part"
          value={settings.parts}
          options={[
            { id: 'highpass', title: 'Tonic below 0.05 Hz', hint: 'NeuroKit, Biopac' },
            { id: 'median', title: 'Tonic by median of 4 s' }
          ]}
          onChange={(id) => set({ parts: MeasureSettings.shape.parts.parse(id) })}
        />
      )}
      {chosen.breaths !== undefined && (
        <Threshold
          name="longestBreath"
          label="Breaths apart at most"
          unit="s"
          settings={settings}
          set={set}
        />
      )}
      {types.has('emg') && (
        <>
          <Threshold name="emgHighpassHz" label="Muscles from" unit="Hz" settings={settings} set={set} />
          <Threshold name="emgLowpassHz" label="Envelope to" unit="Hz" settings={settings} set={set} />
        </>
      )}
      {types.has('eeg') && (
        <Checkbox checked={choice.bands} onChange={(bands) => choosePhysio({ bands })}>
          EEG band powers
        </Checkbox>
      )}
      {types.has('eeg') && choice.bands && (
        <Select
          size="small"
          label="EEG of band powers"
          value={choice.bandsOf}
          options={[
            {
              id: 'view',
              title: 'EEG as shown',
              hint: 'Reference, filters and components of the Signals panel'
            },
            { id: 'recorded', title: 'EEG as recorded' }
          ]}
          onChange={(id) => choosePhysio({ bandsOf: id === 'view' ? 'view' : 'recorded' })}
        />
      )}
      {types.has('eeg') && (
        <Threshold
          name="windowSeconds"
          label="Windows of band powers"
          unit="s"
          settings={settings}
          set={set}
        />
      )}
    </div>
  )
}

type NumberName = {
  [K in keyof MeasureSettings]: MeasureSettings[K] extends number ? K : never
}[keyof MeasureSettings]

function Threshold({
  name,
  label,
  unit,
  settings,
  set
}: {
  name: NumberName
  label: string
  unit: string
  settings: MeasureSettings
  set: (patch: Partial<MeasureSettings>) => void
}): ReactNode {
  const commit = (text: string): boolean => {
    const value = Number(text.trim().replace(',', '.'))
    const read = MeasureSettings.shape[name].safeParse(text.trim() === '' ? undefined : value)
    if (!read.success) {
      toast(`"${text}" is no number that ${label.toLowerCase()} can be.`, {
        hint: 'Write a number, for instance the one that stood there before.'
      })
      return false
    }
    set({ [name]: read.data })
    return true
  }
  return (
    <label className="physio-threshold">
      <span>{label}</span>
      <CommitInput
        label={unit === '' ? label : `${label}, ${unit}`}
        mono
        value={String(settings[name])}
        onCommit={commit}
      />
      {unit !== '' && <span className="muted">{unit}</span>}
    </label>
  )
}
