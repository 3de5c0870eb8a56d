import { z } from 'zod'
import { ok } from '../../domain/problem'
import type { Result } from '../../domain/problem'
import type { Track } from '../../domain/rows'
import { SchemeDocument } from '../../domain/scheme'
import type { AssignedTrack, Assignment, AssignmentItem } from '../../domain/study'
import { channelWord, personOfChannel } from '../../study/person-of-channel'
import type { CommandContext, RowChange, RowReader } from '../command'
import { trackCreate } from '../track-create'
import { nextTrackPosition } from './next-position'

/** The lanes of an assignment in the recording of an item, made for its annotator. */
export function assignedTracks(
  rows: RowReader,
  item: AssignmentItem,
  assignment: Assignment,
  context: CommandContext
): Result<readonly RowChange[]> {
  const first = nextTrackPosition(rows, item.recordingId)
  const changes: RowChange[] = []
  for (const [index, lane] of assignment.tracks.entries()) {
    const about = personOf(rows, lane, item.recordingId)
    const made = trackCreate.apply(
      rows,
      trackCreate.input.parse({
        recordingId: item.recordingId,
        authorId: assignment.authorId,
        schemeId: lane.schemeId,
        attributeId: lane.attributeId,
        personId: about.personId,
        name: nameOf(rows, lane, about.word),
        kind: lane.kind,
        position: first + index,
        trace: lane.kind === 'trace' ? traceOf(rows, lane) : undefined
      }),
      context
    )
    if (!made.ok) return made
    for (const change of made.value) {
      const { after } = change
      const track = change.table === 'track' && after && 'recordingId' in after && 'overlap' in after
      changes.push(track ? { ...change, after: { ...after, itemId: item.id } } : change)
    }
  }
  return ok(changes)
}

interface About {
  readonly personId: string | undefined
  /** Who, as the name of the lane says it. */
  readonly word: string | undefined
}

function personOf(rows: RowReader, lane: AssignedTrack, recordingId: string): About {
  if (lane.channel !== undefined) {
    const sounds = rows
      .all('stream')
      .filter((stream) => stream.recordingId === recordingId && stream.kind === 'audio')
    const person = personOfChannel(rows.all('person'), sounds, lane.channel)
    return { personId: person?.id, word: person?.name ?? channelWord(lane.channel) }
  }
  const person = lane.personId === undefined ? undefined : rows.get('person', lane.personId)
  return { personId: person?.id, word: person?.name }
}

function nameOf(rows: RowReader, lane: AssignedTrack, word: string | undefined): string {
  const scheme = rows.get('scheme', lane.schemeId)?.name ?? lane.schemeId
  return word === undefined ? scheme : `${scheme}, ${word}`
}

const TraceAttribute = z.looseObject({
  id: z.string(),
  hz: z.number().positive().optional(),
  dims: z.array(z.looseObject({ id: z.string() })).optional()
})

/** Sampling rate of live ratings where a scheme asks for none, and the span of what can be rated live. */
const [USUAL_HZ, LEAST_HZ, MOST_HZ] = [25, 10, 100]

/** All dimensions that the scheme rates together, at the rate it asks for. */
function traceOf(rows: RowReader, lane: AssignedTrack): Track['trace'] {
  const raw = SchemeDocument.safeParse(rows.get('scheme', lane.schemeId)?.document).data?.attributes.find(
    ({ id }) => id === lane.attributeId
  )
  const { hz, dims } = TraceAttribute.safeParse(raw).data ?? {}
  return {
    mode: 'bounded',
    rateHz: Math.min(MOST_HZ, Math.max(LEAST_HZ, hz ?? USUAL_HZ)),
    dims: dims?.length ? dims.map(({ id }) => id) : [lane.attributeId]
  }
}
