import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import type { CallInput } from '../../../shared/contract'
import type { EmbeddingMap, EmbeddingRef } from '../../../shared/contract/embeddings'
import { findNear } from '../../session/embeddings'
import { recordingOf } from '../../session/project'
import { setQueue } from '../../session/selection'
import { useAnswer } from '../../session/use-answer'
import { formatCount, plural } from '../../ui/format'
import { embeddingChoice, useLabelSources } from './choices'
import { MOST_NAMED, byColumn, byLabel, byRecording, type PointColors } from './point-colors'
import { itemOf, playRow, wordsOf } from './row-words'
import { Scatter } from './scatter'

interface MapProps {
  readonly set: EmbeddingRef
  readonly map: EmbeddingMap
  readonly points: Float32Array
  readonly drawing: boolean
}

/** The map with its legend; what is pointed at or open is told below. */
export function MapView({ set, map, points, drawing }: MapProps): ReactNode {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set())
  const [current, setCurrent] = useState<number>()
  const [hovered, setHovered] = useState<number>()
  const colors = useColors(set, map)
  const open = (row: number): void => {
    setCurrent(row)
    setChosen(new Set())
    playRow(map, row)
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

type LabelQuery = CallInput<'embedding.labels'>
const labelAuthor = ({ labels }: LabelQuery): readonly string[] => [labels.authorId]

function useColors({ runId, outputId }: EmbeddingRef, { rows }: EmbeddingMap): PointColors {
  const { color } = embeddingChoice.use()
  const source = useLabelSources().find(({ key }) => key === color)?.source
  const { shown } = useAnswer('embedding.labels', source && { runId, outputId, labels: source }, labelAuthor)
  const labelled = source && shown?.value.codes.length === rows.start.length ? shown : undefined
  return useMemo(() => {
    if (labelled) return byLabel(labelled.value, labelled.query.labels)
    if (color === 'recording') return byRecording(rows, (id) => recordingOf(id)?.name ?? 'Recording')
    return byColumn(rows.group, rows.groups)
  }, [labelled, rows, color])
}

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
