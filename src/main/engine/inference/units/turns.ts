import type { Segment } from '../../../../shared/domain/rows'
import type { PredictItem } from '../../protocol'
import type { Turn } from '../ops/value'
import { isTranscript, tierSegments } from './tier'

/** The turns of a recording: segments of its transcript in order of time, whoever's tracks they stand in. */
export function turnsOf(item: PredictItem): readonly Segment[] {
  const own = (item.segments ?? []).filter(({ text }) => text !== undefined)
  return own.length > 0 && own.length === item.segments?.length
    ? tierSegments(item, undefined)
    : tierSegments({ ...item, segments: undefined }, undefined)
}

/** Segments as turns, with their speakers' names and what other layers of the transcript say at the same time. */
export function asTurns(item: PredictItem, segments: readonly Segment[]): readonly Turn[] {
  const names = new Map((item.persons ?? []).map(({ id, name }) => [id, name]))
  const tracks = new Map((item.tracks ?? []).map(({ track }) => [track.id, track]))
  const owners = new Set(segments.map(({ trackId }) => trackId))
  const layers = (item.tracks ?? []).filter(
    (one) => one.track.layer !== undefined && isTranscript(one) && !owners.has(one.track.id)
  )
  return segments.map((segment) => {
    const personId = segment.personId ?? tracks.get(segment.trackId)?.personId
    const speaker = personId === undefined ? undefined : names.get(personId)
    const others = Object.fromEntries(
      layers.flatMap(({ track, segments: said }) => {
        const text = textWithin(said, segment)
        return text === '' ? [] : [[track.layer ?? '', text]]
      })
    )
    return {
      id: segment.id,
      text: segment.text ?? '',
      start: segment.start,
      end: segment.end,
      ...(speaker === undefined ? {} : { speaker }),
      ...(Object.keys(others).length > 0 ? { layers: others } : {})
    }
  })
}

/** Words of the segments whose middle lies within another one. */
function textWithin(said: readonly Segment[], { start, end }: Segment): string {
  return said
    .filter((one) => (one.start + one.end) / 2 >= start && (one.start + one.end) / 2 < end)
    .map(({ text }) => text ?? '')
    .join(' ')
    .trim()
}
