import { z } from 'zod'
import { SchemeDocument } from '../../domain/scheme'
import type { Segment, Track } from '../../domain/rows'
import type { RowReader } from '../command'

/** What links of one kind may join. Schemes name the rules they want; what they leave out is allowed. */
const RelationRules = z.object({
  /** Stretches of words may be named. */
  span: z.boolean().default(true),
  /** A segment may be linked to itself: the emotion is caused by its own words. */
  selfAllowed: z.boolean().default(true),
  /** The cause may come after the emotion. */
  futureAllowed: z.boolean().default(true),
  /** A segment may have several links of the kind. */
  many: z.boolean().default(true)
})
export type RelationRules = z.infer<typeof RelationRules>

const free: RelationRules = { span: true, selfAllowed: true, futureAllowed: true, many: true }

/**
 * The rules for links of a kind from a segment: those of the attribute of type `relation` with that id in the scheme of
 * the segment's track, else in a scheme the author uses in the same recording; everything is allowed where none says.
 */
export function relationRules(
  rows: Pick<RowReader, 'get' | 'all'>,
  kind: string,
  from: Segment,
  authorId: string
): RelationRules {
  const track = rows.get('track', from.trackId)
  const own = track && rulesIn(rows, track, kind)
  if (own) return own
  for (const other of rows.all('track')) {
    if (other.recordingId !== track?.recordingId || other.authorId !== authorId) continue
    const found = rulesIn(rows, other, kind)
    if (found) return found
  }
  return free
}

function rulesIn(rows: Pick<RowReader, 'get'>, { schemeId }: Track, kind: string): RelationRules | undefined {
  const document = SchemeDocument.safeParse(rows.get('scheme', schemeId)?.document)
  const attribute = document.data?.attributes.find(({ id, type }) => type === 'relation' && id === kind)
  return attribute && (RelationRules.safeParse(attribute['relation'] ?? {}).data ?? free)
}
