import { useCallback, useEffect, useMemo, useRef } from 'react'
import type { Take } from '../../../../shared/domain/rows'
import { clock } from '../../../session/clock'
import { useProject } from '../../../session/project'
import { dimsOf } from '../../../session/rating/trace-attributes'
import { useTakes } from '../../../session/takes'
import { ContextMenu } from '../../../ui/menu'
import { LaneCanvas, type Painting } from '../lane-canvas'
import { STRIP_FROM, type Lane } from '../lanes'
import { paintGrid } from '../paint-grid'
import { paintTrace } from '../paint-trace'
import { paintTraceHeat } from '../paint-trace-heat'
import { openTiles, type Tile, type Tiles } from '../tiles'
import { traceMenu } from '../trace-menu'

/** Single takes drawn behind the trace; those further down could not be told apart. */
const TAKES_SHOWN = 6

interface Sources {
  readonly composed: readonly Tiles[]
  /** By dimension, the takes from below. */
  readonly takes: readonly (readonly Tiles[])[]
}

/** Continuous ratings of one track: each dimension with its range, the trace, and its takes faintly behind it. */
export function TraceLane({ lane }: { readonly lane: Extract<Lane, { kind: 'track' }> }): React.JSX.Element {
  const { track, author } = lane
  const takes = useTakes(track.id)
  const scheme = useProject((state) => state.index.schemes.get(track.schemeId))
  const ids = useMemo(() => track.trace?.dims ?? takes[0]?.dims ?? [track.attributeId], [track, takes])
  const dims = useMemo(() => dimsOf(scheme, track.attributeId, ids), [scheme, track.attributeId, ids])
  const rateHz = track.trace?.rateHz ?? takes[0]?.rateHz ?? 25
  const sources = useRef<Sources>({ composed: [], takes: [] })
  const invalidate = useRef<() => void>(() => undefined)

  useEffect(() => {
    const opened = openSources(track.id, takes, ids, rateHz, () => invalidate.current())
    sources.current = opened
    invalidate.current()
    return () => [...opened.composed, ...opened.takes.flat()].forEach((tiles) => tiles.dispose())
  }, [track.id, takes, ids, rateHz])

  const subscribe = useCallback((changed: () => void) => {
    invalidate.current = changed
    return () => void (invalidate.current = () => undefined)
  }, [])
  const paint = useCallback(
    (painting: Painting) => {
      paintGrid(painting)
      if (takes.length === 0) return empty(painting, 'Nothing is rated yet.')
      if (takes.every(({ hidden }) => hidden)) return empty(painting, 'All takes are hidden.')
      const free = track.trace?.mode === 'unbounded'
      const draw = dims.length < STRIP_FROM ? paintTrace : paintTraceHeat
      draw(painting, {
        rows: dims.map((dim, index) => ({
          name: dim.name,
          min: free ? undefined : dim.min,
          max: free ? undefined : dim.max,
          neutral: free ? 0 : dim.neutral,
          tile: sources.current.composed[index]?.at(painting.view),
          takes: (sources.current.takes[index] ?? []).flatMap((tiles): Tile[] => {
            const tile = tiles.at(painting.view)
            return tile ? [tile] : []
          })
        })),
        color: author?.color ?? painting.theme.accent,
        byModel: author?.kind === 'model',
        steps: track.trace?.mode === 'binary',
        rateHz
      })
    },
    [takes, dims, track.trace?.mode, author, rateHz]
  )
  const shown = takes.filter(({ hidden }) => !hidden).length
  const label = `Ratings of ${lane.title}: ${dims.map(({ name }) => name).join(', ')}, ${shown} of ${takes.length} takes shown`
  return (
    <ContextMenu items={() => traceMenu(track)}>
      <div className="tl-trace" data-takes={takes.length}>
        <LaneCanvas paint={paint} subscribe={subscribe} label={label} />
      </div>
    </ContextMenu>
  )
}

function openSources(
  trackId: string,
  takes: readonly Take[],
  dims: readonly string[],
  rateHz: number,
  onLoaded: () => void
): Sources {
  const shown = takes.filter(({ hidden }) => !hidden)
  const lastEnd = takes.reduce((last, { end }) => Math.max(last, end), 0)
  const limits = { duration: Math.max(clock.state().duration, lastEnd), rateHz }
  const open = (kind: 'trace' | 'take', id: string, dim: number): Tiles =>
    openTiles(
      ({ from, to, columns }) =>
        `lab://tiles/${kind}/${encodeURIComponent(id)}?from=${from}&to=${to}&px=${columns}&dim=${dim}`,
      limits,
      onLoaded
    )
  const behind = shown.length > 1 ? shown.slice(-TAKES_SHOWN) : []
  return {
    composed: shown.length === 0 ? [] : dims.map((_, dim) => open('trace', trackId, dim)),
    takes: dims.map((dim, index) =>
      behind.flatMap((take) => (take.dims.includes(dim) ? [open('take', take.id, index)] : []))
    )
  }
}

function empty({ context, heightPx, theme }: Painting, text: string): void {
  context.font = `11px ${theme.font}`
  context.textBaseline = 'middle'
  context.fillStyle = theme.faint
  context.fillText(text, 10, heightPx / 2)
}
