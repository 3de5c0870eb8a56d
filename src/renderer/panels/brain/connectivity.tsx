import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import { eegBands } from '../../../shared/signal/dsp/eeg-bands'
import { copyText } from '../../session/copy-text'
import type { Analysed } from '../../session/signals/analysed'
import { stretchText } from '../../session/signals/analysed'
import { chooseAnalysis } from '../../session/signals/analysis-choice'
import { useAnalysis } from '../../session/signals/use-analysis'
import { CopyMenu, tableItems } from '../../ui/copy-menu'
import { Select } from '../../ui/select'
import { Slider } from '../../ui/slider'
import { AnalysisBar, WindowTools, windowText } from './analysis-bar'
import { ConnectionGraph } from './connection-graph'
import { ConnectionMatrix } from './connection-matrix'
import { connectionTable, linksAbove, strongest } from './connections'
import { AnalysisFrame, AnswerState, Made } from './frame'
import { viewWords } from './view-words'

const SLOT = 'connectivity'

const connections = [
  {
    id: 'coherence',
    title: 'Coherence',
    text: 'mean over the bins of the band of |Sxy|² / (Sxx Syy) (Carter, Knapp & Nuttall 1973)'
  },
  {
    id: 'imaginary-coherence',
    title: 'Imaginary coherence',
    text: 'mean over the bins of the band of |Im Sxy| / √(Sxx Syy), blind to mixing without delay (Nolte et al. 2004)'
  },
  {
    id: 'phase-locking',
    title: 'Phase-locking value',
    text: 'of the phases of the signals in the band, zero-phase Butterworth band-pass of order 4 (Lachaux et al. 1999)'
  }
] as const
type Connection = (typeof connections)[number]['id']

/** How channels go together in a band: every pair as a matrix and as lines on the head. */
export default function ConnectivityPanel(): ReactNode {
  return (
    <AnalysisFrame
      name="connectivity"
      purpose="How channels go together appears here, once a recording with several channels is open."
    >
      {(analysed) => <Connectivity analysed={analysed} />}
    </AnalysisFrame>
  )
}

function Connectivity({ analysed }: { analysed: Analysed }): ReactNode {
  const { stream, view, choice, rows, stretches } = analysed
  const [connection, setConnection] = useState<Connection>('coherence')
  const [threshold, setThreshold] = useState(0.5)
  const band = eegBands.find(({ name }) => name === choice.band) ?? eegBands[2]
  const labelled = choice.stretch.startsWith('track:')
  const empty =
    stretches.problem ??
    (rows.length < 2
      ? 'Connectivity needs two channels or more. Choose them in the Signals panel.'
      : undefined)
  const { windowSeconds, overlap, taper } = choice
  const state = useAnalysis<'connectivity'>(
    empty === undefined && band
      ? {
          streamId: stream.id,
          slot: SLOT,
          channels: rows.map(({ index }) => index),
          spans: stretches.spans.map(({ fromUs, toUs }) => ({ fromUs, toUs })),
          view,
          analysis: { kind: 'connectivity', windowSeconds, overlap, taper, band: { ...band }, connection }
        }
      : undefined
  )
  const result = empty === undefined && !state.problem ? state.shown?.result : undefined
  const shown = useMemo(
    () => result?.channels.flatMap((index) => rows.find((row) => row.index === index) ?? []) ?? [],
    [result, rows]
  )
  const how = connections.find(({ id }) => id === connection)
  const links = result ? linksAbove(result, threshold) : []
  return (
    <>
      <div className="report-bar">
        <AnalysisBar analysed={analysed} />
        <Select
          size="small"
          label="Measure"
          value={connection}
          options={connections.map(({ id, title }) => ({ id, title }))}
          onChange={(id) => setConnection(id as Connection)}
        />
        <Select
          size="small"
          label="Band"
          value={band?.name}
          options={eegBands.map(({ name, lowHz, highHz }) => ({
            id: name,
            title: name,
            hint: `${lowHz}–${highHz} Hz`
          }))}
          onChange={(name) => chooseAnalysis({ band: name })}
        />
        {connection !== 'phase-locking' && <WindowTools choice={choice} />}
        <span className="grow" />
        {result && (
          <CopyMenu items={() => tableItems('Matrix', () => connectionTable(result, shown), copyText)} />
        )}
      </div>
      <AnswerState
        slot={SLOT}
        loading={state.loading}
        share={state.share}
        problem={state.problem}
        empty={empty}
      />
      {result && shown.length === result.channels.length && (
        <div className="brain-body" data-sides>
          <div className="brain-figure" data-large>
            <ConnectionMatrix result={result} rows={shown} title={`${how?.title} in ${band?.name}`} />
          </div>
          <div className="brain-numbers">
            <div className="report-bar">
              <span className="muted">Lines from</span>
              <span className="brain-slider">
                <Slider
                  label="Lines from"
                  value={threshold}
                  min={0}
                  max={1}
                  step={0.01}
                  onChange={setThreshold}
                />
              </span>
              <b className="mono">{threshold.toFixed(2)}</b>
              <span className="muted">
                {links.length} of {(shown.length * (shown.length - 1)) / 2} pairs
              </span>
            </div>
            <ConnectionGraph stream={stream} rows={shown} links={links} />
            <Made>
              Strongest: {strongest(result, shown, 3) || 'none'}. {how?.title}: {how?.text}; {band?.name}{' '}
              {band?.lowHz}–{band?.highHz} Hz; {analysed.rowsText}
              {analysed.leftOut > 0 ? ` (${analysed.leftOut} bad left out)` : ''}; {stretchText(stretches)}
              {labelled ? ', all labels together' : ''};{' '}
              {connection === 'phase-locking'
                ? `${result.used} samples`
                : `${windowText(choice)}; ${result.used} windows used${result.leftOut > 0 ? `, ${result.leftOut} left out for gaps` : ''}`}
              . {viewWords(view, stream)}.
            </Made>
          </div>
        </div>
      )}
    </>
  )
}
