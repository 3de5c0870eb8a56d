import type { ReactNode } from 'react'
import { channelTypeNames } from '../../../shared/signal/channel-type'
import type { ChannelType } from '../../../shared/signal/channel-type'
import type { Analysed } from '../../session/signals/analysed'
import { chooseAnalysis } from '../../session/signals/analysis-choice'
import type { AnalysisChoice, StretchChoice } from '../../session/signals/analysis-choice'
import { plainSeconds } from '../../session/signals/plain-seconds'
import { showStream } from '../../session/signals/signal-state'
import { streamTitle } from '../../session/sync'
import { Select } from '../../ui/select'

/** Which signal, which channels, which time: the same in every panel of analyses. */
export function AnalysisBar({ analysed, time = true }: { analysed: Analysed; time?: boolean }): ReactNode {
  const { choice, all, tracks } = analysed
  const types = [...new Set(all.map(({ type }) => type))]
  return (
    <>
      <StreamSelect analysed={analysed} />
      <Select
        size="small"
        label="Channels"
        value={choice.channels}
        options={[
          { id: 'auto', title: 'Chosen, or all of a kind', hint: 'Chosen in the Signals panel' },
          { id: 'chosen', title: 'Chosen channels', hint: 'Click them in the Signals panel' },
          ...types.map((type) => ({ id: type, title: `All ${channelTypeNames[type]}`, hint: 'but bad ones' }))
        ]}
        onChange={(id) => chooseAnalysis({ channels: id as 'auto' | 'chosen' | ChannelType })}
      />
      {time && (
        <Select
          size="small"
          label="Time"
          value={choice.stretch}
          options={[
            { id: 'auto', title: 'Selection, or what is in view' },
            { id: 'selection', title: 'Selection' },
            { id: 'view', title: 'What is in view' },
            { id: 'all', title: 'All of it' },
            ...tracks.map(({ id, name }) => ({ id: `track:${id}`, title: `Labels of ${name}` }))
          ]}
          onChange={(id) => chooseAnalysis({ stretch: id as StretchChoice })}
        />
      )}
    </>
  )
}

/** Which signal, where there are several. */
export const StreamSelect = ({ analysed: { stream, streams } }: { analysed: Analysed }): ReactNode =>
  streams.length > 1 ? (
    <Select
      size="small"
      label="Signal"
      value={stream.id}
      options={streams.map((each) => ({ id: each.id, title: streamTitle(each) }))}
      onChange={showStream}
    />
  ) : null

const WINDOWS = [0.25, 0.5, 1, 2, 4, 8, 16]

/** How time is cut for spectra. */
export function WindowTools({ choice }: { choice: AnalysisChoice }): ReactNode {
  return (
    <>
      <Select
        size="small"
        label="Window length"
        value={String(choice.windowSeconds)}
        options={WINDOWS.map((seconds) => ({
          id: String(seconds),
          title: `${seconds} s windows`,
          hint: `${Number((1 / seconds).toPrecision(3))} Hz apart`
        }))}
        onChange={(id) => chooseAnalysis({ windowSeconds: Number(id) })}
      />
      <Select
        size="small"
        label="Overlap"
        value={String(choice.overlap)}
        options={[0, 0.25, 0.5, 0.75, 0.9].map((overlap) => ({
          id: String(overlap),
          title: `${overlap * 100} % overlap`
        }))}
        onChange={(id) => chooseAnalysis({ overlap: Number(id) })}
      />
      <Select
        size="small"
        label="Taper"
        value={choice.taper}
        options={[
          { id: 'hann', title: 'Hann' },
          { id: 'hamming', title: 'Hamming' },
          { id: 'boxcar', title: 'Rectangular' }
        ]}
        onChange={(id) => chooseAnalysis({ taper: id as AnalysisChoice['taper'] })}
      />
    </>
  )
}

/** Up to which frequency pictures go. */
export const RangeTool = ({ choice }: { choice: AnalysisChoice }): ReactNode => (
  <Select
    size="small"
    label="Highest frequency"
    value={String(choice.toHz)}
    options={[20, 30, 45, 60, 100, 250, 1000].map((hz) => ({ id: String(hz), title: `to ${hz} Hz` }))}
    onChange={(id) => chooseAnalysis({ toHz: Number(id) })}
  />
)

const TAPERS = { hann: 'Hann', hamming: 'Hamming', boxcar: 'rectangular' } as const

/** How a spectrum was made, for a methods section. */
export const windowText = ({ windowSeconds, overlap, taper }: AnalysisChoice): string =>
  `Welch, ${plainSeconds(windowSeconds)} ${TAPERS[taper]} windows, ${overlap * 100} % overlap, mean taken off each`
