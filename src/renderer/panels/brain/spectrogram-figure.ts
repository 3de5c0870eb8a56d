import type { Stream } from '../../../shared/domain/rows'
import { toMaster } from '../../../shared/domain/time'
import type { SpectrogramResult } from '../../../shared/signal/analyses/spectrogram'
import { eegBands } from '../../../shared/signal/dsp/eeg-bands'
import { isDark, lineColors, plotAxis } from '../../ui/plot'
import type { PlotFigure } from '../../ui/plot'
import type { TextTable } from '../../ui/text-table'
import type { ThemeColors } from '../../ui/theme-colors'
import { squared } from './spectrum-tables'

interface Input {
  readonly result: SpectrogramResult
  readonly stream: Stream
  /** Seconds of the recording. */
  readonly range: readonly [number, number]
  readonly unit: string
  readonly colors: ThemeColors
}

/** Share of the values that lie below the darkest and above the brightest colour. */
const CLIPPED = 0.02

/** Power in decibels (10 log10 of the density) by time and frequency. */
export function spectrogramFigure({ result, stream, range, unit, colors }: Input): PlotFigure {
  const { frequencies, times, power } = result
  const bins = frequencies.length
  const decibels = power.map((value) => 10 * Math.log10(value))
  const sorted = decibels.filter(Number.isFinite).sort()
  const at = (share: number): number => sorted[Math.round((sorted.length - 1) * share)] ?? 0
  return {
    data: [
      {
        type: 'heatmap',
        x: seconds(times, stream),
        y: [...frequencies],
        z: Array.from({ length: bins }, (_, k) =>
          Array.from(times, (_time, t) => {
            const value = decibels[t * bins + k] ?? NaN
            return Number.isFinite(value) ? value : null
          })
        ),
        zmin: at(CLIPPED),
        zmax: at(1 - CLIPPED),
        zsmooth: false,
        colorscale: 'Viridis',
        colorbar: {
          thickness: 8,
          outlinewidth: 0,
          x: 1,
          xpad: 6,
          title: { text: `dB (${squared(unit)}/Hz)`, side: 'right', font: { size: 10 } },
          tickfont: { color: colors.muted, size: 10 }
        },
        showscale: true,
        hovertemplate: `%{x:.2f} s, %{y:.1f} Hz: %{z:.1f} dB of ${squared(unit)}/Hz<extra></extra>`
      }
    ],
    layout: {
      xaxis: plotAxis(colors, 'Time of the recording, s', { range: [...range], showgrid: false }),
      yaxis: plotAxis(colors, 'Frequency, Hz', {
        range: [0, frequencies.at(-1) ?? 1],
        showgrid: false
      })
    }
  }
}

/** Powers of the bands along the stretch. */
export function bandsFigure({ result, stream, range, unit, colors }: Input): PlotFigure {
  const palette = lineColors(isDark())
  const x = seconds(result.times, stream)
  return {
    data: eegBands.map(({ name, lowHz, highHz }, at) => ({
      type: 'scatter',
      mode: 'lines',
      name,
      x,
      y: Array.from(result.bands[at] ?? [], (value) => (Number.isFinite(value) ? value : null)),
      connectgaps: false,
      line: { width: 1.4, color: palette[at % palette.length] },
      hovertemplate: `${name} (${lowHz}–${highHz} Hz): %{y:.4g} ${squared(unit)} at %{x:.2f} s<extra></extra>`
    })),
    layout: {
      showlegend: true,
      legend: { x: 1.01, y: 1, bgcolor: 'rgba(0,0,0,0)', font: { size: 11 } },
      xaxis: plotAxis(colors, 'Time of the recording, s', { range: [...range], showgrid: false }),
      yaxis: plotAxis(colors, squared(unit), { type: 'log', exponentformat: 'power' })
    }
  }
}

/** Band powers along time, for copying. */
export const bandsTable = ({ times, bands }: SpectrogramResult, stream: Stream, unit: string): TextTable => [
  [
    'time, s',
    ...eegBands.map(({ name, lowHz, highHz }) => `${name} ${lowHz}-${highHz} Hz, ${squared(unit)}`)
  ],
  ...seconds(times, stream).map((time, t) => [
    String(time),
    ...eegBands.map((_, at) => {
      const value = bands[at]?.[t] ?? NaN
      return Number.isFinite(value) ? String(value) : ''
    })
  ])
]

const seconds = (times: Float64Array, stream: Stream): number[] =>
  Array.from(times, (time) => toMaster(stream, time) / 1e6)
