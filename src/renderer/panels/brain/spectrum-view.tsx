import type { ReactNode } from 'react'
import { useCallback, useMemo, useState } from 'react'
import { entropyConventions } from '../../../shared/signal/dsp/differential-entropy'
import { eegBands } from '../../../shared/signal/dsp/eeg-bands'
import { copyText } from '../../session/copy-text'
import type { Analysed } from '../../session/signals/analysed'
import { stretchText } from '../../session/signals/analysed'
import { chooseAnalysis } from '../../session/signals/analysis-choice'
import { useAnalysis } from '../../session/signals/use-analysis'
import { Checkbox } from '../../ui/checkbox'
import { CopyMenu, tableItems } from '../../ui/copy-menu'
import { Plot } from '../../ui/plot'
import { Select } from '../../ui/select'
import { AnalysisBar, RangeTool, WindowTools, windowText } from './analysis-bar'
import { BandTable } from './band-table'
import { AnswerState, Made } from './frame'
import { spectrumFigure } from './spectrum-figure'
import { bandTable, measures, shownSpectra, spectrumTable } from './spectrum-tables'
import type { Measure } from './spectrum-tables'
import { viewWords } from './view-words'

const SLOT = 'spectrum'

/** Power by frequency of every channel or their mean, and its bands in numbers. */
export function SpectrumView({ analysed }: { analysed: Analysed }): ReactNode {
  const { stream, view, choice, rows, stretches } = analysed
  const [measure, setMeasure] = useState<Measure>('power')
  const entropy = measure === 'nats' || measure === 'bits'
  const empty =
    stretches.problem ??
    (rows.length === 0 ? 'No channel is chosen. Click one in the Signals panel.' : undefined)
  const { windowSeconds, overlap, taper } = choice
  const state = useAnalysis<'spectrum'>(
    empty === undefined
      ? {
          streamId: stream.id,
          slot: SLOT,
          channels: rows.map(({ index }) => index),
          spans: [...stretches.spans],
          view,
          analysis: { kind: 'spectrum', windowSeconds, overlap, taper, bands: [...eegBands], entropy }
        }
      : undefined
  )
  const result = empty === undefined ? state.shown?.result : undefined
  const shown = useMemo(
    () => result && shownSpectra(result, analysed.all, choice.average),
    [result, analysed.all, choice.average]
  )
  const unit = rows[0]?.unit ?? ''
  const make = useCallback(
    (colors: Parameters<typeof spectrumFigure>[0]['colors']) =>
      spectrumFigure({ spectra: shown ?? [], unit, scale: choice.scale, toHz: choice.toHz, colors }),
    [shown, unit, choice.scale, choice.toHz]
  )
  const left = shown?.[0]
  return (
    <>
      <div className="report-bar">
        <AnalysisBar analysed={analysed} />
        <WindowTools choice={choice} />
        <RangeTool choice={choice} />
        <Select
          size="small"
          label="Scale of power"
          value={choice.scale}
          options={[
            { id: 'log', title: 'Logarithmic' },
            { id: 'linear', title: 'Linear' }
          ]}
          onChange={(id) => chooseAnalysis({ scale: id as 'log' | 'linear' })}
        />
        <Checkbox checked={choice.average} onChange={(average) => chooseAnalysis({ average })}>
          Mean over channels
        </Checkbox>
      </div>
      <AnswerState
        slot={SLOT}
        loading={state.loading}
        share={state.share}
        problem={state.problem}
        empty={empty}
      />
      {shown && left && (
        <div className="brain-body" data-sides>
          <div className="brain-figure" data-large>
            <Plot
              label={`Power by frequency of ${analysed.rowsText} in ${stretchText(stretches)}`}
              make={make}
            />
          </div>
          <div className="brain-numbers">
            <div className="report-bar">
              <Select
                size="small"
                label="Numbers of bands"
                value={measure}
                options={measures(unit).map(({ id, title, hint }) => ({ id, title, hint }))}
                onChange={(id) => setMeasure(id as Measure)}
              />
              <span className="grow" />
              <CopyMenu
                items={() => [
                  ...tableItems('Bands', () => bandTable(shown, unit), copyText),
                  ...tableItems('Spectra', () => spectrumTable(shown, unit), copyText)
                ]}
              />
            </div>
            <BandTable spectra={shown} measure={measure} unit={unit} />
            <Made>
              {analysed.rowsText}
              {analysed.leftOut > 0 ? ` (${analysed.leftOut} bad left out)` : ''}; {stretchText(stretches)};{' '}
              {windowText(choice)}; {left.used} {left.used === 1 ? 'window' : 'windows'} used
              {left.leftOut > 0 ? `, ${left.leftOut} left out for gaps` : ''}. {viewWords(view, stream)}. Band
              power: trapezoids over the bins of the band, both ends included; share: of the sum over the{' '}
              {eegBands.length} bands.
              {entropy &&
                ` Differential entropy (${measure}): ${entropyConventions[measure === 'nats' ? 'de-nats-zero-phase' : 'de-bits-causal'].text}, of values in ${unit || 'their unit'}.`}
              {result &&
                result.asRecorded.length > 0 &&
                ` ${result.asRecorded.length} channels are taken as recorded: the view does not fit their rate.`}
            </Made>
          </div>
        </div>
      )}
    </>
  )
}
