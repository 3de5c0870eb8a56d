import { eegBands } from '../../../shared/signal/dsp/eeg-bands'
import { isDark, lineColors, plotAxis } from '../../ui/plot'
import type { PlotFigure } from '../../ui/plot'
import type { ThemeColors } from '../../ui/theme-colors'
import type { NamedSpectrum } from './spectrum-tables'
import { squared } from './spectrum-tables'

/** More lines than this are drawn thinner and lighter, so that all are seen. */
const FEW = 8
/** More lines than this are not drawn; the mean or fewer channels are. */
const MOST = 128

/** Density by frequency, a line a spectrum, with the bands marked behind. */
export function spectrumFigure({
  spectra,
  unit,
  scale,
  toHz,
  colors
}: {
  spectra: readonly NamedSpectrum[]
  unit: string
  scale: 'log' | 'linear'
  toHz: number
  colors: ThemeColors
}): PlotFigure {
  const there = spectra.filter(({ frequencies }) => frequencies.length > 0).slice(0, MOST)
  const palette = lineColors(isDark())
  const last = Math.min(toHz, Math.max(1, ...there.map(({ frequencies }) => frequencies.at(-1) ?? 0)))
  const within = (one: NamedSpectrum): number => one.frequencies.findLastIndex((hz) => hz <= last + 1e-9) + 1
  const many = there.length > FEW
  return {
    data: there.map((one, at) => ({
      type: 'scatter',
      mode: 'lines',
      name: one.name,
      // The mean taken off makes the bin at 0 Hz meaningless.
      x: [...one.frequencies.subarray(1, within(one))],
      y: [...one.power.subarray(1, within(one))],
      line: { width: many ? 0.8 : 1.4, color: palette[at % palette.length] },
      opacity: many ? 0.7 : 1,
      hovertemplate: `${one.name || 'Power'}: %{y:.4g} ${squared(unit)}/Hz at %{x:.2f} Hz<extra></extra>`
    })),
    layout: {
      showlegend: there.length > 1 && there.length <= FEW,
      legend: {
        x: 1,
        xanchor: 'right',
        y: 1,
        bgcolor: 'rgba(0,0,0,0)',
        font: { size: 11, color: colors.muted }
      },
      shapes: eegBands
        .filter(({ lowHz }, at) => lowHz < last && at % 2 === 0)
        .map(({ lowHz, highHz }) => ({
          type: 'rect',
          layer: 'below',
          xref: 'x',
          yref: 'paper',
          x0: lowHz,
          x1: Math.min(highHz, last),
          y0: 0,
          y1: 1,
          line: { width: 0 },
          fillcolor: colors.hover,
          opacity: 0.6
        })),
      annotations: eegBands
        .filter(({ lowHz, highHz }) => (Math.min(highHz, last) + lowHz) / 2 < last)
        .map(({ name, lowHz, highHz }) => ({
          xref: 'x',
          yref: 'paper',
          x: (lowHz + Math.min(highHz, last)) / 2,
          y: 0,
          yanchor: 'bottom',
          text: highHz - lowHz < last / 16 ? name.slice(0, 1) : name,
          showarrow: false,
          font: { size: 10, color: colors.faint }
        })),
      xaxis: plotAxis(colors, 'Frequency, Hz', { range: [0, last], showgrid: false }),
      yaxis: plotAxis(colors, `${squared(unit)}/Hz`, {
        type: scale === 'log' ? 'log' : 'linear',
        exponentformat: 'power',
        ...(scale === 'linear' ? { rangemode: 'tozero' } : {})
      })
    }
  }
}
