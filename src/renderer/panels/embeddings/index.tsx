import type { ReactNode } from 'react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { ChartScatter } from 'lucide-react'
import type { EmbeddingMap, EmbeddingRef, EmbeddingSet } from '../../../shared/contract/embeddings'
import { micros } from '../../../shared/domain/time'
import { runAction } from '../../session/actions'
import {
  clearEmbeddings,
  drawMap,
  embeddingStore,
  findNear,
  readEmbeddingLabels,
  readSets,
  sameSet
} from '../../session/embeddings'
import { personOf, recordingOf, useProject } from '../../session/project'
import { setQueue, type QueueItem } from '../../session/selection'
import { openRecording, requestSeek } from '../../session/selection'
import { useQueueStrip } from '../../session/use-queue-strip'
import { Button } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { Empty, Skeleton } from '../../ui/empty'
import { formatCount, formatWhen, plural } from '../../ui/format'
import { PanelHead } from '../../ui/panel-head'
import { QueueStrip } from '../../ui/queue-strip'
import { Section } from '../../ui/section'
import { Select } from '../../ui/select'
import { embeddingChoice, labelSources, mapTitles } from './choices'
import { HeadPart } from './head-part'
import { MOST_NAMED, byColumn, byLabel, byRecording, type PointColors } from './point-colors'
import { Scatter } from './scatter'
import './embeddings.css'

const keyOf = ({ runId, outputId }: EmbeddingRef): string => `${runId} ${outputId}`

/** What models see alike: embeddings as a map, their neighbours, and heads that learn from labels. */
export default function EmbeddingsPanel(): ReactNode {
  const projectId = useProject((state) => state.snapshot?.project.id)
  const runs = useProject((state) => state.snapshot?.runs)
  useEffect(() => {
    clearEmbeddings()
    void embeddingChoice.recall()
  }, [projectId])
  useEffect(() => void readSets(), [projectId, runs])
  const sets = embeddingStore((state) => state.sets)
  const [wished, setWished] = useState<string>()
  const set = sets?.find((one) => keyOf(one) === wished) ?? sets?.[0]
  if (!sets)
    return (
      <section className="panel emb" aria-busy>
        <Skeleton height={240} />
      </section>
    )
  if (!set)
    return (
      <section className="panel emb">
        <Empty
          icon={<ChartScatter size={20} />}
          title="No embeddings yet"
          action={
            <Button tone="primary" onClick={() => runAction('model.run')}>
              Run a model…
            </Button>
          }
        >
          Models whose card says that they give embeddings fill this map: what they see alike lies together,
          and a head can learn from your labels and suggest the rest.
        </Empty>
      </section>
    )
  return (
    <section className="panel emb">
      <PanelHead>
        <span className="muted">
          {plural(set.rows, 'embedding')} of {set.dims} numbers, {plural(set.recordings, 'recording')}
        </span>
      </PanelHead>
      <Bar
        set={set}
        sets={sets.map((one) => ({
          id: keyOf(one),
          title: `${one.modelName}, ${formatWhen(one.startedAt)}`,
          hint: `${formatCount(one.rows)} from ${one.outputId}`
        }))}
        onSet={setWished}
      />
      <Body key={keyOf(set)} set={set} />
      <Strip />
    </section>
  )
}

function Strip(): ReactNode {
  const strip = useQueueStrip()
  return strip ? <QueueStrip {...strip} /> : null
}

interface BarProps {
  readonly set: EmbeddingRef
  readonly sets: readonly { readonly id: string; readonly title: string; readonly hint: string }[]
  readonly onSet: (key: string) => void
}

function Bar({ set, sets, onSet }: BarProps): ReactNode {
  const { kind, color, byGroup } = embeddingChoice.use()
  const index = useProject((state) => state.index)
  const sources = useMemo(() => labelSources(index), [index])
  const colors = [
    { id: 'person', title: 'Person or group' },
    { id: 'recording', title: 'Recording' },
    ...sources.map(({ key, title }) => ({ id: key, title }))
  ]
  return (
    <div className="report-bar">
      <Select label="Embeddings" size="small" value={keyOf(set)} options={sets} onChange={onSet} />
      <Select
        label="Map"
        size="small"
        value={kind}
        options={mapTitles}
        onChange={(id) =>
          embeddingChoice.choose({ kind: mapTitles.find((one) => one.id === id)?.id ?? 'pca' })
        }
      />
      <Select
        label="Colours"
        size="small"
        value={colors.some(({ id }) => id === color) ? color : 'person'}
        options={colors}
        onChange={(id) => embeddingChoice.choose({ color: id })}
      />
      <Checkbox checked={byGroup} onChange={(on) => embeddingChoice.choose({ byGroup: on })}>
        Each person by itself
      </Checkbox>
    </div>
  )
}

function Body({ set }: { readonly set: EmbeddingSet }): ReactNode {
  const { kind, seed, byGroup } = embeddingChoice.use()
  const map = embeddingStore((state) => state.map)
  const drawing = embeddingStore((state) => state.drawing)
  const index = useProject((state) => state.index)
  const sources = useMemo(() => labelSources(index), [index])
  // A run that is still going on gives more: the map is drawn anew with them.
  const { runId, outputId, rows } = set
  useEffect(
    () => void drawMap({ runId, outputId, kind, seed, byGroup }),
    [runId, outputId, rows, kind, seed, byGroup]
  )
  const shown = map && sameSet(map.query, set) ? map.made : undefined
  const queue = useCallback(
    (title: string, rows: readonly number[], note: (row: number) => string) => {
      if (shown)
        setQueue(
          title,
          rows.flatMap((row) => itemOf(shown, row, note(row)) ?? [])
        )
    },
    [shown]
  )
  const [open, setOpen] = useState(true)
  return (
    <div className="emb-body">
      <div className="emb-left" aria-busy={drawing}>
        {shown?.points ? (
          <MapView key={keyOf(set)} set={set} map={shown} points={shown.points} drawing={drawing} />
        ) : shown ? (
          <Empty title="Too few to show">A map needs four embeddings or more.</Empty>
        ) : (
          <p className="emb-wait muted">Drawing the map…</p>
        )}
      </div>
      <aside className="emb-side">
        <Section title="Head on labels" open={open} onOpenChange={setOpen}>
          <HeadPart set={set} sources={sources} onQueue={queue} />
        </Section>
        <Near set={set} map={shown} />
      </aside>
    </div>
  )
}

interface MapProps {
  readonly set: EmbeddingRef
  readonly map: EmbeddingMap
  readonly points: Float32Array
  readonly drawing: boolean
}

function MapView({ set, map, points, drawing }: MapProps): ReactNode {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set())
  const [current, setCurrent] = useState<number>()
  const [hovered, setHovered] = useState<number>()
  const colors = useColors(set, map)
  const open = (row: number): void => {
    setCurrent(row)
    setChosen(new Set())
    const item = itemOf(map, row, '')
    if (!item) return
    openRecording(item.recordingId, { range: { start: item.start, end: item.end } })
    requestSeek(item.start, { play: true, until: item.end })
    void findNear(set, row)
  }
  const lasso = (rows: readonly number[]): void => {
    setChosen(new Set(rows))
    if (rows.length === 0) return
    setQueue(
      'Chosen on the map',
      rows.flatMap((row) => itemOf(map, row, wordsOf(map, colors, row)) ?? [])
    )
  }
  const told = hovered ?? current
  const [x, y] = map.explained ?? []
  return (
    <>
      <Scatter
        label={`Map of ${plural(points.length / 2, 'embedding')}`}
        points={points}
        colors={colors}
        chosen={chosen}
        current={current}
        onHover={setHovered}
        onOpen={open}
        onLasso={lasso}
      />
      <div className="emb-foot">
        <Legend colors={colors} />
        <p className="muted truncate">
          {drawing
            ? 'Drawing another map…'
            : told !== undefined
              ? wordsOf(map, colors, told)
              : map.explained
                ? `Axes hold ${percent(x)} and ${percent(y)} of the variance.`
                : 'Neighbourhoods mean something here; axes and distances do not.'}
        </p>
      </div>
    </>
  )
}

const percent = (share: number | null | undefined): string =>
  share === null || share === undefined ? 'nothing' : `${(share * 100).toFixed(1)} %`

function useColors(set: EmbeddingRef, { rows }: EmbeddingMap): PointColors {
  const { color } = embeddingChoice.use()
  const index = useProject((state) => state.index)
  const labels = embeddingStore((state) => state.labels)
  const entry = labelSources(index).find(({ key }) => key === color)
  const { runId, outputId } = set
  const key = entry?.key
  useEffect(() => {
    const source = labelSources(index).find((one) => one.key === key)?.source
    if (source) void readEmbeddingLabels({ runId, outputId }, source)
  }, [runId, outputId, key, index])
  return useMemo(() => {
    if (
      entry &&
      labels &&
      labels.made.codes.length === rows.start.length &&
      sameSource(labels.source, entry.source)
    )
      return byLabel(labels.made, labels.source)
    if (color === 'recording') return byRecording(rows, (id) => recordingOf(id)?.name ?? 'Recording')
    return byColumn(rows.group, rows.groups)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the entry is made anew from the index each time
  }, [key, labels, rows, color])
}

const sameSource = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b)

function Legend({ colors }: { readonly colors: PointColors }): ReactNode {
  const named = [...colors.classes].sort((a, b) => b.count - a.count).slice(0, MOST_NAMED)
  return (
    <ul className="emb-legend" aria-label="Colours">
      {named.map(({ name, color, count }) => (
        <li key={name}>
          <span className="dot" style={{ '--c': color } as React.CSSProperties} />
          <span className="truncate">{name}</span> <span className="faint">{formatCount(count)}</span>
        </li>
      ))}
      {colors.classes.length > named.length && (
        <li className="faint">and {formatCount(colors.classes.length - named.length)} more</li>
      )}
      {colors.none > 0 && <li className="faint">{formatCount(colors.none)} without</li>}
    </ul>
  )
}

function Near({
  set,
  map
}: {
  readonly set: EmbeddingRef
  readonly map: EmbeddingMap | undefined
}): ReactNode {
  const near = embeddingStore((state) => state.near)
  const [open, setOpen] = useState(true)
  if (!map) return null
  const go = (row: number): void => {
    const item = itemOf(map, row, '')
    if (!item) return
    openRecording(item.recordingId, { range: { start: item.start, end: item.end } })
    requestSeek(item.start, { play: true, until: item.end })
  }
  return (
    <Section title="Most like it" open={open} onOpenChange={setOpen}>
      {near ? (
        <ol className="emb-near">
          {near.rows.map(({ row, cosine }) => (
            <li key={row}>
              <button type="button" onClick={() => go(row)}>
                <span className="truncate">{placeOf(map, row)}</span>
                <span className="mono muted">{cosine.toFixed(3)}</span>
              </button>
            </li>
          ))}
        </ol>
      ) : (
        <p className="muted">
          Open a point of the map: what lies nearest to it in all {mapDims(set)} is listed here.
        </p>
      )}
    </Section>
  )
}

const mapDims = (set: EmbeddingRef): string =>
  plural(embeddingStore.getState().sets?.find((one) => sameSet(one, set))?.dims ?? 0, 'number')

function itemOf({ rows }: EmbeddingMap, row: number, note: string): QueueItem | undefined {
  const recordingId = rows.recordingIds[rows.recording[row] ?? -1]
  if (recordingId === undefined) return undefined
  return { recordingId, start: micros(rows.start[row] ?? 0), end: micros(rows.end[row] ?? 0), note }
}

function placeOf({ rows }: EmbeddingMap, row: number): string {
  const recording = recordingOf(rows.recordingIds[rows.recording[row] ?? -1])?.name ?? 'Recording'
  const person = personOf(rows.personIds[rows.person[row] ?? -1])?.name
  const at = `${((rows.start[row] ?? 0) / 1e6).toFixed(1)}–${((rows.end[row] ?? 0) / 1e6).toFixed(1)} s`
  return [recording, person, at].filter(Boolean).join(' · ')
}

function wordsOf(map: EmbeddingMap, { codes, classes }: PointColors, row: number): string {
  const name = classes[codes[row] ?? -1]?.name
  return name === undefined ? placeOf(map, row) : `${placeOf(map, row)} · ${name}`
}
