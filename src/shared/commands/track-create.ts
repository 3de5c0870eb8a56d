import { z } from 'zod'
import { mainAttribute } from '../domain/labels'
import { fail, ok } from '../domain/problem'
import { Id, Track } from '../domain/rows'
import { SchemeDocument } from '../domain/scheme'
import { timingOf } from '../values/timing'
import type { Command } from './command'
import { nextTrackPosition } from './rules/next-position'
import { created } from './rules/row-change'
import { parentTrack } from './rules/track-parent'

const Input = z.object({
  id: Id.optional(),
  recordingId: Id,
  /** Absent: the author of the edit. */
  authorId: Id.optional(),
  schemeId: Id,
  /** Absent: the scheme's first attribute with labels. */
  attributeId: z.string().optional(),
  personId: Id.optional(),
  /** Absent: the name of the scheme. */
  name: z.string().optional(),
  kind: z.enum(['segments', 'points', 'utterances', 'trace']).default('segments'),
  trace: Track.shape.trace,
  parentId: Id.optional(),
  coverage: Track.shape.coverage,
  layer: Track.shape.layer,
  /** Stream whose clock the times are taken on. */
  streamId: Id.optional(),
  /** How the track was made, by program or method. */
  extra: Track.shape.extra,
  /** As the scheme says, where it does; else this, else forbidden. */
  overlap: Track.shape.overlap.optional(),
  position: z.number().optional()
})

/** Make a track in a recording. Recording, author, scheme and attribute must exist. */
export const trackCreate: Command<z.infer<typeof Input>> = {
  id: 'track-create',
  input: Input,
  title: ({ name }) => `New track${name === undefined ? '' : ` "${name}"`}`,
  apply(rows, input, context) {
    const authorId = input.authorId ?? context.authorId
    if (!rows.get('recording', input.recordingId))
      return fail('recording.gone', 'The recording does not exist any more.')
    if (!rows.get('author', authorId))
      return fail(
        'author.unknown',
        'The track needs an annotator that exists.',
        'Choose or add an annotator first.'
      )
    const scheme = rows.get('scheme', input.schemeId)
    if (!scheme)
      return fail(
        'scheme.unknown',
        `The project has no label scheme "${input.schemeId}".`,
        'Add it to the project first.'
      )
    const attributeId = input.attributeId ?? mainAttribute(scheme)
    const attributes = SchemeDocument.safeParse(scheme.document).data?.attributes ?? []
    if (attributeId === undefined || !attributes.some((attribute) => attribute.id === attributeId)) {
      const known = attributes.map((attribute) => attribute.id).join(', ')
      return fail(
        'scheme.attribute',
        `The scheme "${scheme.name}" has no attribute "${attributeId ?? ''}".`,
        `It has: ${known}.`
      )
    }
    const track: Track = {
      id: input.id ?? context.newId(),
      recordingId: input.recordingId,
      authorId,
      schemeId: scheme.id,
      attributeId,
      personId: input.personId,
      name: input.name ?? scheme.name,
      kind: input.kind,
      overlap: timingOf(scheme, attributeId).overlap ?? input.overlap ?? 'forbidden',
      position: input.position ?? nextTrackPosition(rows, input.recordingId),
      locked: false,
      trace: input.trace,
      parentId: input.parentId,
      coverage: input.coverage,
      layer: input.layer,
      streamId: input.streamId,
      extra: input.extra
    }
    if (track.coverage === 'gap-free' && track.overlap === 'allowed')
      return fail(
        'track.gap-free',
        'Segments of a gap-free track follow one another, so they cannot overlap.'
      )
    const parent = track.parentId === undefined ? undefined : parentTrack(rows, track, track.parentId)
    return parent && !parent.ok ? parent : ok([created('track', track)])
  }
}
