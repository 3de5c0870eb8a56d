import type { ReactNode } from 'react'
import type { MelFigures } from '../../../../shared/model-wizard/model-draft'
import { withMel, withRate } from '../../../../shared/model-wizard/with-rate'
import { Checkbox } from '../../../ui/checkbox'
import { Select } from '../../../ui/select'
import { Field } from '../../../ui/text-field'
import { NumberField } from './number-field'
import type { PageProps } from './page-props'

const SCALES = [
  { id: 'slaney', title: 'Slaney (librosa)' },
  { id: 'htk', title: 'HTK (torchaudio)' }
] as const
const NORMS = [
  { id: 'slaney', title: 'of equal area' },
  { id: 'none', title: 'of equal height' }
] as const
const LOGS = [
  { id: 'ln', title: 'natural' },
  { id: 'log10', title: 'to base 10' },
  { id: 'db', title: 'decibels' }
] as const

/** Rate and level of sound, and the figures of a spectrogram. */
export function SoundQuestions({
  draft,
  onChange,
  spectrum
}: PageProps & { readonly spectrum: boolean }): ReactNode {
  return (
    <>
      <NumberField
        label="Sample rate, Hz"
        value={draft.rateHz}
        min={1000}
        max={192_000}
        whole
        onChange={(rateHz) => onChange(withRate(draft, rateHz))}
      />
      <Checkbox checked={draft.normalized} onChange={(normalized) => onChange({ ...draft, normalized })}>
        Each piece is brought to zero mean and unit variance
      </Checkbox>
      {spectrum && <Spectrum draft={draft} onChange={onChange} />}
    </>
  )
}

function Spectrum({ draft, onChange }: PageProps): ReactNode {
  const { mel } = draft
  const set = (change: Partial<MelFigures>): void => onChange(withMel(draft, { ...mel, ...change }))
  return (
    <>
      <div className="wizard-row">
        <NumberField
          label="Mel bands"
          value={mel.bands}
          min={1}
          max={1024}
          whole
          onChange={(bands) => set({ bands })}
        />
        <NumberField
          label="FFT, samples"
          value={mel.nFft}
          min={2}
          max={65_536}
          whole
          onChange={(nFft) => set({ nFft })}
        />
      </div>
      <div className="wizard-row">
        <NumberField
          label="Window, samples"
          value={mel.win}
          min={1}
          max={mel.nFft}
          whole
          onChange={(win) => set({ win })}
        />
        <NumberField
          label="Hop, samples"
          value={mel.hop}
          min={1}
          max={65_536}
          whole
          onChange={(hop) => set({ hop })}
        />
      </div>
      <div className="wizard-row">
        <NumberField
          label="From, Hz"
          value={mel.fMin}
          min={0}
          max={mel.fMax}
          onChange={(fMin) => set({ fMin })}
        />
        <NumberField
          label="To, Hz"
          value={mel.fMax}
          min={mel.fMin + 1}
          max={draft.rateHz / 2}
          onChange={(fMax) => set({ fMax })}
        />
      </div>
      <div className="wizard-row">
        <Field label="Mel scale">
          {(id) => (
            <Select
              id={id}
              label="Mel scale"
              value={mel.scale}
              options={SCALES}
              onChange={(chosen) => set({ scale: SCALES.find((one) => one.id === chosen)?.id ?? mel.scale })}
            />
          )}
        </Field>
        <Field label="Bands are">
          {(id) => (
            <Select
              id={id}
              label="Bands are"
              value={mel.norm}
              options={NORMS}
              onChange={(chosen) => set({ norm: NORMS.find((one) => one.id === chosen)?.id ?? mel.norm })}
            />
          )}
        </Field>
      </div>
      <div className="wizard-row">
        <Field label="Logarithm">
          {(id) => (
            <Select
              id={id}
              label="Logarithm"
              value={mel.log}
              options={LOGS}
              onChange={(chosen) => set({ log: LOGS.find((one) => one.id === chosen)?.id ?? mel.log })}
            />
          )}
        </Field>
      </div>
    </>
  )
}
