import { useCallback, useEffect, useMemo, useRef } from 'react'
import { toMaster, toMedia } from '../../../../shared/domain/time'
import { LaneCanvas, type Painting } from '../lane-canvas'
import { channelsIn, type Lane } from '../lanes'
import { paintGrid } from '../paint-grid'
import { paintSignal, scaleOf, type SignalScale } from '../paint-signal'
import { openTiles, type Tile, type Tiles } from '../tiles'

/** Lines by place on the head: front in blue, back in green, so that neighbours can be told apart. */
const COLORS = ['#6aa3d5', '#7fb5a0'] as const

/** Channels of a signal stream that share a unit, drawn from slices of its pyramid. */
export function SignalLane({
  lane,
  heightPx
}: {
  readonly lane: Extract<Lane, { kind: 'signal' }>
  readonly heightPx: number
}): React.JSX.Element {
  const { stream } = lane
  const count = channelsIn(heightPx, lane.channels.length)
  const channels = useMemo(() => lane.channels.slice(0, count), [lane.channels, count])
  const rateHz = stream.info.channels?.[channels[0] ?? 0]?.rateHz ?? 1
  const tiles = useRef<Tiles | undefined>(undefined)
  const scale = useRef<{ readonly tile: Tile; readonly scale: SignalScale } | undefined>(undefined)
  const invalidate = useRef<() => void>(() => undefined)
  const key = channels.join(',')

  useEffect(() => {
    // A file that is read in place is drawn from itself while its overview is made.
    if (stream.cache['pyramid'] === undefined && stream.cache['layout'] === undefined) return
    const duration = toMaster(stream, stream.duration)
    tiles.current = openTiles(
      ({ from, to, columns }) =>
        `lab://tiles/signal/${encodeURIComponent(stream.id)}?from=${toMedia(stream, from)}&to=${toMedia(stream, to)}&px=${columns}&channels=${key}`,
      { duration, rateHz },
      () => invalidate.current()
    )
    invalidate.current()
    return () => {
      tiles.current?.dispose()
      tiles.current = undefined
    }
  }, [stream, key, rateHz])

  const subscribe = useCallback((changed: () => void) => {
    invalidate.current = changed
    return () => void (invalidate.current = () => undefined)
  }, [])
  const paint = useCallback(
    (painting: Painting) => {
      paintGrid(painting)
      const tile = tiles.current?.at(painting.view)
      if (!tile || tile.data.length < tile.columns * 2 * channels.length)
        return message(painting, tiles.current?.state() === 'failed')
      if (scale.current?.tile !== tile) scale.current = { tile, scale: scaleOf(tile, channels.length) }
      const labels = channels.map((channel) =>
        (stream.info.channels?.[channel]?.label ?? String(channel + 1)).replace(/\.+$/, '')
      )
      const colorOf = (index: number): string =>
        channels.length === 1
          ? painting.theme.accent
          : (COLORS[index < channels.length / 2 ? 0 : 1] ?? painting.theme.accent)
      paintSignal(painting, { tile, scale: scale.current.scale, labels, unit: lane.detail, colorOf, rateHz })
    },
    [channels, lane.detail, stream, rateHz]
  )
  return (
    <LaneCanvas
      paint={paint}
      subscribe={subscribe}
      label={`${lane.title}, ${channels.length} of ${lane.channels.length} channels in ${lane.detail}`}
    />
  )
}

function message({ context, heightPx, theme }: Painting, failed: boolean): void {
  context.font = `11px ${theme.font}`
  context.textBaseline = 'middle'
  context.fillStyle = theme.faint
  context.fillText(
    failed ? 'This signal cannot be read. See Problems.' : 'Reading the signal',
    10,
    heightPx / 2
  )
}
