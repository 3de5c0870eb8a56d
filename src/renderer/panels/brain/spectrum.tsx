import type { ReactNode } from 'react'
import { useState } from 'react'
import { PanelHead } from '../../ui/panel-head'
import { Tabs } from '../../ui/tabs'
import { AnalysisFrame } from './frame'
import { SpectrogramView } from './spectrogram-view'
import { SpectrumView } from './spectrum-view'

const tabs = [
  { id: 'spectrum', title: 'Spectrum', hint: 'Power by frequency, and the powers of bands' },
  { id: 'spectrogram', title: 'Spectrogram', hint: 'Power by time and frequency of one channel' },
  { id: 'bands', title: 'Bands over time', hint: 'Band powers along the stretch, of one channel' }
] as const

/** Power of signals by frequency: spectra and band powers, spectrograms, band powers over time. */
export default function SpectrumPanel(): ReactNode {
  const [tab, setTab] = useState<(typeof tabs)[number]['id']>('spectrum')
  return (
    <AnalysisFrame
      name="spectrum"
      purpose="Spectra and band powers of EEG, ECG and other signals appear here, once a recording with a signal is open."
    >
      {(analysed) => (
        <>
          <PanelHead>
            <Tabs label="What is shown" value={tab} options={tabs} onChange={setTab} />
          </PanelHead>
          {tab === 'spectrum' ? (
            <SpectrumView analysed={analysed} />
          ) : (
            <SpectrogramView analysed={analysed} shows={tab} />
          )}
        </>
      )}
    </AnalysisFrame>
  )
}
