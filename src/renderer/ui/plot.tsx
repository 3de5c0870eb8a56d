import plotly from 'plotly.js-strict-dist-min'
import type { ReactNode } from 'react'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { onThemeChange, themeColors } from './theme-colors'
import type { ThemeColors } from './theme-colors'
import './plot.css'

/** A figure of Plotly: SVG and heatmap traces only, so that no WebGL is needed. */
export interface PlotFigure {
  readonly data: readonly object[]
  readonly layout: object
}

interface PlotProps {
  /** What it shows, in words. */
  readonly label: string
  readonly make: (colors: ThemeColors) => PlotFigure
  /** The place that is pointed at on the first axis, undefined when the pointer leaves. */
  readonly onPoint?: (x: number | undefined) => void
  /** The place that was clicked. */
  readonly onPick?: (x: number) => void
  /** Room at the right, for a scale of colours, px. */
  readonly rightPx?: number
  /** Over the axes of the figure. */
  readonly children?: ReactNode
}

/** Room around the axes, px; fixed, so that what lies over a figure knows where its axes are. */
export const PLOT_MARGIN = { l: 58, r: 14, t: 12, b: 40 } as const

/** A figure in the colours of the theme, as large as its place. */
export function Plot({
  label,
  make,
  onPoint,
  onPick,
  rightPx = PLOT_MARGIN.r,
  children
}: PlotProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null)
  const handlers = useRef({ onPoint, onPick })
  const listening = useRef(false)
  const theme = useSyncExternalStore(onThemeChange, () => document.documentElement.dataset['theme'])
  useEffect(() => {
    handlers.current = { onPoint, onPick }
  })
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const colors = themeColors()
    const { data, layout } = make(colors)
    void plotly
      .react(element, {
        data,
        layout: { ...base(colors), margin: { ...PLOT_MARGIN, r: rightPx }, ...layout },
        config: { displayModeBar: false }
      })
      .then(() => {
        if (listening.current) return
        listening.current = true
        listen(element, handlers)
      })
  }, [theme, make, rightPx])
  useEffect(() => {
    const element = frame.current
    if (!element) return
    // Places change their size without the window: panels are dragged, lists open.
    const size = new ResizeObserver(() => {
      if (listening.current && element.clientWidth > 0 && element.clientHeight > 0)
        void plotly.Plots.resize(element)
    })
    size.observe(element)
    return () => {
      size.disconnect()
      plotly.purge(element)
    }
  }, [])
  return (
    <div className="plot" role="img" aria-label={label}>
      <div ref={frame} className="plot-frame" />
      {children && (
        <div
          className="plot-over"
          style={{ inset: `${PLOT_MARGIN.t}px ${rightPx}px ${PLOT_MARGIN.b}px ${PLOT_MARGIN.l}px` }}
        >
          {children}
        </div>
      )}
    </div>
  )
}

function listen(
  element: HTMLElement,
  handlers: { readonly current: Pick<PlotProps, 'onPoint' | 'onPick'> }
): void {
  const figure = element as unknown as PlotlyElement
  figure.on('plotly_hover', ({ points }) => handlers.current.onPoint?.(Number(points[0]?.x)))
  figure.on('plotly_unhover', () => handlers.current.onPoint?.(undefined))
  figure.on('plotly_click', ({ points }) => handlers.current.onPick?.(Number(points[0]?.x)))
}

/** Plotly makes the element a source of events of its own. */
interface PlotlyElement {
  on(name: string, listener: (event: { readonly points: readonly { readonly x: number }[] }) => void): void
}

const FONT = 'Inter Variable, Inter, Helvetica, Arial, sans-serif'

const base = (colors: ThemeColors): object => ({
  paper_bgcolor: 'rgba(0,0,0,0)',
  plot_bgcolor: 'rgba(0,0,0,0)',
  font: { family: FONT, size: 11, color: colors.text },
  showlegend: false,
  hovermode: 'closest',
  hoverlabel: { bgcolor: colors.raised, bordercolor: colors.edge, font: { color: colors.text, size: 11 } }
})

/** An axis with its title, in the theme's colours. */
export const plotAxis = (colors: ThemeColors, title: string, more: object = {}): object => ({
  gridcolor: colors.line,
  linecolor: colors.line,
  zerolinecolor: colors.line,
  zeroline: false,
  ticks: '',
  fixedrange: true,
  tickfont: { color: colors.muted },
  title: { text: title, font: { size: 11, color: colors.muted }, standoff: 6 },
  ...more
})

/** Colours of lines that stand for groups or channels, told apart with the common colour-vision deficiencies (Okabe & Ito), brighter on dark ground. */
export const lineColors = (dark: boolean): readonly string[] =>
  dark
    ? ['#6fb1f0', '#e6a14a', '#57c8a0', '#e58fc0', '#f0d75c', '#ef7d62', '#b9a5f0', '#9fd3e8']
    : ['#1f6fbf', '#b26200', '#0b7a57', '#a83f80', '#8a6d00', '#c2402a', '#6a4fc0', '#2b7c98']

/** Whether the dark theme is on. */
export const isDark = (): boolean => document.documentElement.dataset['theme'] !== 'light'
