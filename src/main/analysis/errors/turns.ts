import type { Sliced } from '../../../shared/agreement/sliced'
import type { ComparedItems } from '../../../shared/analysis/compared-items'
import type { Segment, Track } from '../../../shared/domain/rows'
import type { Desk } from '../desk'

/** Words that belong to an item of a comparison. */
export interface Turn {
  readonly unit: number
  readonly recordingId: string
  readonly segmentId: string
  readonly trackId: string
  readonly start: number
  readonly end: number
  readonly personId?: string
  readonly text: string
}

/**
 * Words of items: of the segments themselves, else of the turns of transcripts that lie in the item by more than half of
 * either, of the same person where both name one. Of several transcripts of a recording the first one counts.
 */
export function* turnsOfUnits(desk: Desk, items: ComparedItems, units: Int32Array): Sliced<readonly Turn[]> {
  const { own, other, tracks, persons, person } = items
  const transcripts = yield* transcriptsOf(desk)
  const turns: Turn[] = []
  for (const [at, unit] of units.entries()) {
    if (at % 2000 === 1999) yield
    const reference = own(unit)
    const recordingId = tracks.get(reference?.trackId ?? '')?.recordingId
    if (!reference || recordingId === undefined) continue
    const spoken = withText(reference) ?? withText(other(unit))
    if (spoken) {
      turns.push(turnOf(unit, recordingId, spoken))
      continue
    }
    const start = items.units.start[unit] ?? 0
    const end = start + (items.units.duration[unit] ?? 0)
    const who = persons[person[unit] ?? -1]
    for (const turn of within(transcripts.get(recordingId) ?? [], start, end))
      if (who === undefined || turn.personId === undefined || turn.personId === who)
        turns.push({
          ...turnOf(unit, recordingId, turn),
          ...(turn.personId === undefined ? {} : { personId: turn.personId })
        })
  }
  return turns
}

type Spoken = Segment & { readonly text: string }

const withText = (segment: Segment | undefined): Spoken | undefined =>
  segment?.text ? { ...segment, text: segment.text } : undefined

function turnOf(
  unit: number,
  recordingId: string,
  { id, trackId, start, end, personId, text }: Spoken
): Turn {
  return {
    unit,
    recordingId,
    segmentId: id,
    trackId,
    start,
    end,
    ...(personId === undefined ? {} : { personId }),
    text
  }
}

/** Turns of the first transcript of every recording, by start. */
function* transcriptsOf(desk: Desk): Sliced<ReadonlyMap<string, readonly Spoken[]>> {
  return yield* desk.kept('language transcripts', function* () {
    const found = new Map<string, Spoken[]>()
    const layer = new Map<string, string>()
    const tracks = desk.reader
      .dataTracks()
      .filter(({ kind }) => kind === 'utterances')
      .toSorted((a, b) => a.position - b.position)
    for (const track of tracks) {
      const own = layerOf(track)
      const first = layer.get(track.recordingId)
      if (first !== undefined && first !== own) continue
      layer.set(track.recordingId, own)
      const turns = found.get(track.recordingId) ?? []
      found.set(track.recordingId, turns)
      for (const segment of desk.reader.segmentsOfTrack(track.id)) {
        const spoken = withText(segment)
        if (spoken) turns.push(personed(spoken, track))
      }
      yield
    }
    for (const turns of found.values()) turns.sort((a, b) => a.start - b.start || a.end - b.end)
    return found
  })
}

const layerOf = (track: Track): string => JSON.stringify([track.authorId, track.layer ?? ''])

const personed = (spoken: Spoken, track: Track): Spoken => {
  const personId = spoken.personId ?? track.personId
  return personId === undefined ? spoken : { ...spoken, personId }
}

/** Turns that share more than half of their own time, or of the item's, with it; ascending by start. */
function within(turns: readonly Spoken[], start: number, end: number): readonly Spoken[] {
  const found: Spoken[] = []
  let low = 0
  let high = turns.length
  // The first turn that begins after the end of the item; all before it may reach into it.
  while (low < high) {
    const middle = (low + high) >> 1
    if ((turns[middle]?.start ?? 0) < end) low = middle + 1
    else high = middle
  }
  for (let i = low - 1; i >= 0 && found.length < MOST_TURNS; i--) {
    const turn = turns[i]
    if (!turn) break
    if (start - turn.start > LONGEST_TURN) break
    const shared = Math.min(end, turn.end) - Math.max(start, turn.start)
    if (shared > 0 && (2 * shared > turn.end - turn.start || 2 * shared > end - start)) found.push(turn)
  }
  return found.reverse()
}

/** Longer turns are looked for no further back, microseconds. */
const LONGEST_TURN = 600_000_000
const MOST_TURNS = 200
