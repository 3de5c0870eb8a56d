import { z } from 'zod'
import { IMAGE_DURATION } from '../documents/nominal'
import { fail, ok } from '../domain/problem'
import type { Result } from '../domain/problem'
import { Id } from '../domain/rows'
import type { Recording, Segment, Track } from '../domain/rows'
import { SegmentValue } from '../domain/segment-value'
import { micros } from '../domain/time'
import type { Command, CommandContext, RowChange, RowReader } from './command'
import { answerChange, answerInScheme } from './rules/answer-in-scheme'
import { editableTrack } from './rules/editable-track'
import { placeSegments } from './rules/place-segments'
import { created, updated } from './rules/row-change'
import { contentTitle, counted, valueTitle } from './rules/segment-content'

const Answer = z.object({
  recordingIds: z.array(Id).min(1),
  label: z.string().optional(),
  /** Null takes the answer away. */
  value: SegmentValue.nullish()
})
const Input = z.object({
  schemeId: Id,
  attributeId: z.string(),
  /** Pictures with what is said of each as a whole; those that get the same answer stand together. */
  answers: z.array(Answer).min(1)
})
type Input = z.infer<typeof Input>

/**
 * Say something of many pictures at once, as one edit: each gets the answer over its whole length, on the track of the
 * edit's author for that attribute, which is made where it is missing. What the author said of the picture is replaced;
 * boxes stay. One locked track refuses all, so that nobody wonders which pictures were left out.
 */
export const pagesAnswer: Command<Input> = {
  id: 'pages-answer',
  input: Input,
  title: ({ answers }) => titleOf(answers),
  apply(rows, { schemeId, attributeId, answers }, context) {
    const author = rows.get('author', context.authorId)
    if (!author) return fail('author.unknown', 'The labels need an annotator that exists.')
    const scheme = rows.get('scheme', schemeId)
    if (!scheme) return fail('scheme.unknown', `The project has no label scheme "${schemeId}".`)
    const lanes = lanesOf(rows, { schemeId, attributeId, authorId: author.id })
    const changes: RowChange[] = []
    const fresh = (recordingId: string): Track => ({
      id: context.newId(),
      recordingId,
      authorId: author.id,
      schemeId,
      attributeId,
      name: author.name,
      kind: 'segments',
      overlap: 'forbidden',
      position: (lanes.last.get(recordingId) ?? -1) + 1,
      locked: false
    })
    for (const answer of answers) {
      // All lanes ask the same, so the scheme is asked once for all pictures with this answer.
      const [first = ''] = answer.recordingIds
      const said = answersFor(rows, lanes.mine.get(first) ?? fresh(first), answer)
      if (!said.ok) return said
      for (const recordingId of new Set(answer.recordingIds)) {
        const recording = rows.get('recording', recordingId)
        if (!recording) return fail('recording.gone', 'One of the pictures does not exist any more.')
        const known = lanes.mine.get(recordingId)
        const track = known ?? fresh(recordingId)
        if (!known) changes.push(created('track', track))
        const done = known
          ? answerKnown(rows, known, recording, said.value, context)
          : ok([created('segment', whole(track, recording, said.value.fresh, context))])
        if (!done.ok) return done
        changes.push(...done.value)
      }
    }
    return ok(changes)
  }
}

interface Said {
  readonly fresh: Partial<Segment>
  readonly change: (segment: Segment) => Partial<Segment>
}

function answersFor(rows: RowReader, track: Track, answer: z.infer<typeof Answer>): Result<Said> {
  const { label, value } = answer
  const fresh = answerInScheme(rows, track, { label, value: value ?? undefined })
  if (!fresh.ok) return fresh
  const change = answerChange(rows, track, { label, value })
  return change.ok ? ok({ fresh: fresh.value, change: change.value }) : change
}

/** Tracks of an author for one attribute by recording, and the position behind the last track of each recording. */
function lanesOf(
  rows: RowReader,
  wanted: Pick<Track, 'schemeId' | 'attributeId' | 'authorId'>
): { readonly mine: ReadonlyMap<string, Track>; readonly last: ReadonlyMap<string, number> } {
  const mine = new Map<string, Track>()
  const last = new Map<string, number>()
  for (const track of rows.all('track')) {
    last.set(track.recordingId, Math.max(track.position, last.get(track.recordingId) ?? -1))
    const fits =
      track.authorId === wanted.authorId &&
      track.schemeId === wanted.schemeId &&
      track.attributeId === wanted.attributeId &&
      track.kind === 'segments' &&
      track.layer === undefined
    if (fits && !mine.has(track.recordingId)) mine.set(track.recordingId, track)
  }
  return { mine, last }
}

function answerKnown(
  rows: RowReader,
  { id }: Track,
  recording: Recording,
  said: Said,
  context: CommandContext
): Result<readonly RowChange[]> {
  const track = editableTrack(rows, id)
  if (!track.ok) return track
  const segment = whole(track.value, recording, said.fresh, context)
  const here = rows.segmentsOf(id).filter(({ start, end }) => start === segment.start && end === segment.end)
  // A box without a label says where, not what.
  const own =
    here.find(({ value }) => value?.kind !== 'region') ?? here.find(({ label }) => label !== undefined)
  if (own) return ok([updated('segment', own, said.change(own))])
  const placed = placeSegments(rows, track.value, [{ segment }], 'refuse', context)
  return placed.ok ? ok(placed.value.changes) : placed
}

const whole = (
  track: Track,
  recording: Recording,
  said: Partial<Segment>,
  context: CommandContext
): Segment => ({
  id: context.newId(),
  trackId: track.id,
  start: micros(0),
  end: recording.duration || IMAGE_DURATION,
  flagged: false,
  ...said
})

function titleOf(answers: Input['answers']): string {
  const what = counted(
    answers.reduce((sum, { recordingIds }) => sum + recordingIds.length, 0),
    'picture'
  )
  const [answer] = answers
  if (answers.length > 1 || !answer) return `Label ${what}`
  if (answer.value) return valueTitle(answer.value, what)
  return answer.label === undefined
    ? `Take the answer of ${what} away`
    : `Label ${what} ${contentTitle({ label: answer.label })}`
}
