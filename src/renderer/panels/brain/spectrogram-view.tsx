import type { ReactNode } from 'react'
import { useCallback, useMemo, useState } from 'react'
import { micros, toMaster } from '../../../shared/domain/time'
import { eegBands } from '../../../shared/signal/dsp/eeg-bands'
import { copyText } from '../../session/copy-text'
import { requestSeek } from '../../session/selection'
import type { Analysed } from '../../session/signals/analysed'
import { stretchText } from '../../session/signals/analysed'
import { useAnalysis } from '../../session/signals/use-analysis'
import { CopyMenu, tableItems } from '../../ui/copy-menu'
import { Plot } from '../../ui/plot'
import { Select } from '../../ui/select'
import type { ThemeColors } from '../../ui/theme-colors'
import { AnalysisBar, RangeTool, WindowTools, windowText } from './analysis-bar'
import { AnswerState, Made } from './frame'
import { PlayheadLine } from './playhead-line'
import { bandsFigure, bandsTable, spectrogramFigure } from './spectrogram-figure'
import { viewWords } from './view-words'

const SLOT = 'spectrogram'

/** One channel over time: a heatmap of its power, or the powers of its bands, with the playhead. */
export function SpectrogramView({
  analysed,
  shows
}: {
  analysed: Analysed
  shows: 'spectrogram' | 'bands'
}): ReactNode {
  const { stream, view, choice, rows, stretches } = analysed
  const [picked, setPicked] = useState<number>()
  const row = rows.find(({ index }) => index === picked) ?? rows[0]
  const labelled = choice.stretch.startsWith('track:')
  const empty =
    stretches.problem ??
    (labelled
      ? 'A spectrogram shows one stretch: choose the selection, what is in view, or all of it.'
      : row === undefined
        ? 'No channel is chosen. Click one in the Signals panel.'
        : undefined)
  const { windowSeconds, overlap, taper, toHz } = choice
  const state = useAnalysis<'spectrogram'>(
    empty === undefined && row
      ? {
          streamId: stream.id,
          slot: SLOT,
          channels: [row.index],
          spans: [...stretches.spans],
          view,
          analysis: { kind: 'spectrogram', windowSeconds, overlap, taper, toHz, bands: [...eegBands] }
        }
      : undefined
  )
  const shown = empty === undefined ? state.shown : undefined
  const span = shown?.query.spans[0]
  const range = useMemo(
    () => span && ([toMaster(stream, span.fromUs) / 1e6, toMaster(stream, span.toUs) / 1e6] as const),
    [span, stream]
  )
  const unit = row?.unit ?? ''
  const make = useCallback(
    (colors: ThemeColors) =>
      shown && range
        ? (shows === 'bands' ? bandsFigure : spectrogramFigure)({
            result: shown.result,
            stream,
            range,
            unit,
            colors
          })
        : { data: [], layout: {} },
    [shown, range, shows, stream, unit]
  )
  return (
    <>
      <div className="report-bar">
        <AnalysisBar analysed={analysed} />
        {rows.length > 1 && (
          <Select
            size="small"
            label="Channel"
            value={String(row?.index ?? '')}
            options={rows.map(({ index, label }) => ({ id: String(index), title: label }))}
            onChange={(id) => setPicked(Number(id))}
          />
        )}
        <WindowTools choice={choice} />
        {shows === 'spectrogram' && <RangeTool choice={choice} />}
        <span className="grow" />
        {shown && (
          <CopyMenu
            items={() =>
              tableItems('Band power over time', () => bandsTable(shown.result, stream, unit), copyText)
            }
          />
        )}
      </div>
      <AnswerState
        slot={SLOT}
        loading={state.loading}
        share={state.share}
        problem={state.problem}
        empty={empty}
      />
      {shown && range && row && (
        <div className="brain-body" data-fills>
          <div className="brain-figure" data-fills>
            <Plot
              label={`${shows === 'bands' ? 'Band powers over time' : 'Power by time and frequency'} of ${row.label}`}
              make={make}
              rightPx={shows === 'spectrogram' ? 74 : 86}
              onPick={(seconds) => requestSeek(micros(seconds * 1e6))}
            >
              <PlayheadLine from={range[0] * 1e6} to={range[1] * 1e6} />
            </Plot>
          </div>
          <Made>
            {row.label}, {stretchText(stretches)}; {windowText(choice).replace('Welch, ', '')}
            {shown.result.windowsPerColumn > 1
              ? `; each column is the mean of ${shown.result.windowsPerColumn} windows`
              : ''}
            . {viewWords(view, stream)}. A click moves the playhead.
          </Made>
        </div>
      )}
    </>
  )
}
