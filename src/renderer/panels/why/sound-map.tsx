import { useCallback, useEffect, useMemo, useState, type CSSProperties, type ReactNode } from 'react'
import type { ModelMap } from '../../../shared/explain/model-map'
import { micros, toMedia } from '../../../shared/domain/time'
import type { Stream } from '../../../shared/domain/rows'
import { useProject } from '../../session/project'
import { openRecording, requestSeek } from '../../session/selection'
import { loudnessColumns } from '../../session/trace-columns'
import { LiveCanvas } from '../../ui/live-canvas'
import { drawMap, drawWave, WAVE_COLUMNS } from './draw-sound-map'
import { mapTable, rowWeights } from './map-table'
import { never } from './plain-map'
import { wordRows, type WordRow } from './word-rows'

interface SoundMapProps {
  readonly recordingId: string
  /** µs on the recording's clock. */
  readonly start: number
  readonly end: number
  readonly map: ModelMap
}

/** Weights over time, beneath the sound of the same stretch; of words a row each, with the word where it is said. */
export function SoundMap({ recordingId, start, end, map }: SoundMapProps): ReactNode {
  const [chosen, setChosen] = useState<number>()
  const table = useMemo(() => mapTable(map), [map])
  const wave = useWave(recordingId, start, end)
  const weights = useMemo(() => rowWeights(table, chosen), [table, chosen])
  const rows = useMemo(() => wordRows(table.down, start, end), [table, start, end])
  const paintWave = useCallback(
    (context: CanvasRenderingContext2D, widthPx: number, heightPx: number) =>
      drawWave(context, widthPx, heightPx, wave, weights),
    [wave, weights]
  )
  const paintMap = useCallback(
    (context: CanvasRenderingContext2D, widthPx: number, heightPx: number) =>
      drawMap(context, widthPx, heightPx, table, rows),
    [table, rows]
  )
  const play = (row: WordRow): void => {
    if (row.from === undefined || row.to === undefined) return
    const from = micros(Math.round(start + row.from * (end - start)))
    const to = micros(Math.round(start + row.to * (end - start)))
    openRecording(recordingId, { range: { start: from, end: to } })
    requestSeek(from, { play: true, until: to })
  }
  const choose = (row: WordRow): void => {
    const again = chosen === row.at
    setChosen(again ? undefined : row.at)
    if (!again) play(row)
  }
  return (
    <div className="why-sound">
      <span className="why-sound-name muted">{chosen === undefined ? 'Mean' : rows[chosen]?.name}</span>
      <div className="why-wave">
        <LiveCanvas
          label="Sound of this stretch, lit where the model looked"
          paint={paintWave}
          subscribe={never}
        />
        {rows.map(
          (row) =>
            row.from !== undefined &&
            row.to !== undefined && (
              <button
                key={row.at}
                type="button"
                className="why-said truncate"
                tabIndex={-1}
                aria-hidden="true"
                data-chosen={chosen === row.at ? '' : undefined}
                style={percent(row.from, row.to)}
                onClick={() => choose(row)}
              >
                {row.name}
              </button>
            )
        )}
      </div>
      {rows.length > 0 && (
        <ol className="why-rows" aria-label="Words" style={{ '--rows': rows.length } as CSSProperties}>
          {rows.map((row) => (
            <li key={row.at}>
              <button
                type="button"
                className="truncate"
                aria-pressed={chosen === row.at}
                title={`Show where “${row.name}” looks, and play it`}
                onClick={() => choose(row)}
              >
                {row.name}
              </button>
            </li>
          ))}
        </ol>
      )}
      {table.rows > 1 && (
        <div className="why-map" style={{ '--rows': table.rows } as CSSProperties}>
          <LiveCanvas
            label="Weights by word and time; frames mark when each word is said"
            paint={paintMap}
            subscribe={never}
          />
        </div>
      )}
    </div>
  )
}

const percent = (from: number, to: number): CSSProperties => ({
  left: `${from * 100}%`,
  width: `${(to - from) * 100}%`
})

/** How loud the recording's first sound is over a stretch; undefined until it is read, or where there is none. */
function useWave(recordingId: string, start: number, end: number): Float64Array | undefined {
  const stream = useProject((state): Stream | undefined =>
    state.index.streamsByRecording.get(recordingId)?.find(({ kind }) => kind === 'audio')
  )
  const [wave, setWave] = useState<Float64Array>()
  useEffect(() => {
    let gone = false
    if (stream && end > start)
      loudnessColumns(
        stream.id,
        { from: start, to: end, rateHz: WAVE_COLUMNS / ((end - start) / 1e6) },
        (time) => toMedia(stream, time)
      ).then(
        (columns) => !gone && setWave(columns),
        () => undefined
      )
    return () => void (gone = true)
  }, [stream, start, end])
  return wave
}
