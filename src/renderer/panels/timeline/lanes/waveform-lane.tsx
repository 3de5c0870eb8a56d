import { useCallback, useEffect, useRef } from 'react'
import WaveSurfer from 'wavesurfer.js'
import { toMaster, toMedia } from '../../../../shared/domain/time'
import { columnGrid } from '../../../../shared/signal/columns'
import { timeToX, type Viewport } from '../../../session/viewport'
import { onThemeChange, themeColors } from '../../../ui/theme-colors'
import { LaneCanvas, type Painting } from '../lane-canvas'
import type { Stream } from '../../../../shared/domain/rows'
import type { Lane } from '../lanes'
import { paintGrid } from '../paint-grid'
import { paintSamples } from '../paint-samples'
import { openTiles, type Tile, type Tiles } from '../tiles'

/** Below this many samples in a pixel the samples themselves are drawn. */
const EXACT_BELOW = 256

/** Sound of a stream: wavesurfer draws peaks of the stretch in view, our own canvas the samples when zoomed in. */
export function WaveformLane({
  lane,
  heightPx
}: {
  readonly lane: Extract<Lane, { kind: 'waveform' }>
  readonly heightPx: number
}): React.JSX.Element {
  const { stream } = lane
  const rateHz = stream.info.sampleRateHz ?? 16_000
  const host = useRef<HTMLDivElement>(null)
  const wave = useRef<Wave | undefined>(undefined)
  const tiles = useRef<Tiles | undefined>(undefined)
  const invalidate = useRef<() => void>(() => undefined)
  const gain = useRef(1)

  useEffect(() => {
    // Peaks of a fresh import are still being computed; the stream's row changes when they are there.
    if (stream.cache['peaks'] === undefined) return
    const abort = new AbortController()
    void readGain(stream, abort.signal).then((value) => {
      if (abort.signal.aborted) return
      gain.current = value
      invalidate.current()
    })
    tiles.current = openTiles(
      ({ from, to, columns }) =>
        `lab://tiles/peaks/${encodeURIComponent(stream.id)}?from=${toMedia(stream, from)}&to=${toMedia(stream, to)}&px=${columns}`,
      { duration: toMaster(stream, stream.duration), rateHz },
      () => invalidate.current()
    )
    invalidate.current()
    return () => {
      abort.abort()
      tiles.current?.dispose()
      tiles.current = undefined
    }
  }, [stream, rateHz])

  useEffect(() => {
    if (!host.current) return
    wave.current = openWave(host.current, heightPx)
    invalidate.current()
    const stop = onThemeChange(() => wave.current?.recolor())
    return () => {
      stop()
      wave.current?.dispose()
      wave.current = undefined
    }
  }, [heightPx])

  const subscribe = useCallback((changed: () => void) => {
    invalidate.current = changed
    return () => void (invalidate.current = () => undefined)
  }, [])
  const paint = useCallback(
    (painting: Painting) => {
      paintGrid(painting)
      const { view, context, theme } = painting
      const tile = tiles.current?.at(view)
      const exact = ((view.span / 1e6) * rateHz) / view.widthPx < EXACT_BELOW
      wave.current?.show(exact ? undefined : tile, view, gain.current)
      if (tile && exact) paintSamples(painting, tile, gain.current, sampleTimes(stream, rateHz, tile))
      if (tile) return
      context.font = `11px ${theme.font}`
      context.textBaseline = 'middle'
      context.fillStyle = theme.faint
      const words =
        tiles.current?.state() === 'failed' ? 'The waveform is not ready yet' : 'Reading the waveform'
      context.fillText(words, 10, painting.heightPx / 2)
    },
    [rateHz, stream]
  )
  return (
    <>
      <LaneCanvas paint={paint} subscribe={subscribe} label={`Waveform of ${stream.name}`} />
      <div ref={host} className="tl-wave" aria-hidden="true" />
    </>
  )
}

interface Wave {
  /** Show a slice in its place; undefined hides the drawing. */
  show(tile: Tile | undefined, view: Viewport, gain: number): void
  recolor(): void
  dispose(): void
}

/** Wavesurfer over a slice: it gets peaks and their length, never a file, so it never decodes. */
function openWave(host: HTMLElement, heightPx: number): Wave {
  const colors = (): { waveColor: string; progressColor: string } => ({
    waveColor: themeColors().wave,
    progressColor: themeColors().wave
  })
  const surfer = WaveSurfer.create({
    container: host,
    height: heightPx,
    interact: false,
    cursorWidth: 0,
    hideScrollbar: true,
    autoScroll: false,
    autoCenter: false,
    ...colors()
  })
  let shown: Tile | undefined
  let basePx = 0
  let shownGain = 1
  return {
    show(tile, view, gain) {
      host.style.visibility = tile ? 'visible' : 'hidden'
      if (!tile) return
      if (tile !== shown || gain !== shownGain) {
        shown = tile
        shownGain = gain
        basePx = timeToX(view, tile.to) - timeToX(view, tile.from)
        host.style.width = `${basePx}px`
        const [highs, lows] = split(tile, gain)
        void surfer.load('', [highs, lows], (tile.to - tile.from) / 1e6).catch(() => undefined)
      }
      const [left, right] = [timeToX(view, tile.from), timeToX(view, tile.to)]
      host.style.transform = `translateX(${left}px) scaleX(${(right - left) / Math.max(1, basePx)})`
    },
    recolor: () => surfer.setOptions(colors()),
    dispose: () => surfer.destroy()
  }
}

/** Maxima for the upper half and minima for the lower, as wavesurfer wants them. */
function split(tile: Tile, gain: number): readonly [Float32Array, Float32Array] {
  const highs = new Float32Array(tile.columns)
  const lows = new Float32Array(tile.columns)
  for (let column = 0; column < tile.columns; column++) {
    lows[column] = clamp((tile.data[2 * column] || 0) * gain)
    highs[column] = clamp((tile.data[2 * column + 1] || 0) * gain)
  }
  return [highs, lows]
}

const clamp = (value: number): number => Math.max(-1, Math.min(1, value))

/** Most that quiet sound is enlarged. */
const MAX_GAIN = 12

/** Enlargement with which the loudest moment of a recording fills its lane; the same everywhere, so that loudness can be compared. */
async function readGain(stream: Stream, signal: AbortSignal): Promise<number> {
  try {
    const answer = await fetch(
      `lab://tiles/peaks/${encodeURIComponent(stream.id)}?from=0&to=${stream.duration}&px=1`,
      { signal }
    )
    if (!answer.ok) return 1
    const [low = -1, high = 1] = new Float32Array(await answer.arrayBuffer())
    const peak = Math.max(Math.abs(low), Math.abs(high))
    return peak > 0 ? Math.min(MAX_GAIN, 0.96 / peak) : 1
  } catch {
    return 1
  }
}

/** Time of the first sample in a column of a slice; a column may begin anywhere between two samples. */
function sampleTimes(stream: Stream, rateHz: number, tile: Tile): (column: number) => number | undefined {
  const sound = { startUs: 0, rateHz, sampleCount: Infinity }
  const from = toMedia(stream, tile.from)
  const { first, perColumn } = columnGrid(sound, from, toMedia(stream, tile.to), tile.columns)
  return (column) => {
    const left = first + column * perColumn
    const sample = Math.ceil(left - 1e-6)
    return sample < left + perColumn - 1e-6 ? toMaster(stream, (sample / rateHz) * 1e6) : undefined
  }
}
