import { z } from 'zod'
import type { SchemeRow, Segment, Track } from '../../domain/rows'
import { SchemeDocument } from '../../domain/scheme'
import { attributeTask } from '../../values/attribute'
import type { RowReader } from '../command'

const Flags = z.object({
  /** Stretches of words may be named. */
  span: z.boolean().default(true),
  /** A segment may be linked to itself: the emotion is caused by its own words. */
  selfAllowed: z.boolean().default(true),
  /** The cause may come after the emotion. */
  futureAllowed: z.boolean().default(true),
  /** A segment may have several links of the kind. */
  many: z.boolean().default(true),
  /** What the two ends are: a unit (`utterance`, `segment`, `text-span` ...) or the id of an attribute. Absent: anything. */
  from: z.string().optional(),
  to: z.string().optional(),
  /** Attribute whose label the link has, because the segment it starts from has it. */
  inherits: z.string().optional()
})

/** What links of one kind may join. Schemes name the rules they want; what they leave out is allowed. */
export interface RelationRules extends z.infer<typeof Flags> {
  /** What people call the kind. */
  readonly name: string
  /** The scheme that says so; absent where no scheme does. */
  readonly scheme?: SchemeRow
  /** `requires` of the scheme: labels of which the segment it starts from (`labels`) and its target (`with`) need one. */
  readonly requires: readonly { readonly labels: readonly string[]; readonly with: readonly string[] }[]
}

/**
 * The rules for links of a kind from a segment: those of the attribute of type `relation` with that id in the scheme of
 * the segment's track, else in a scheme the author uses in the same recording; everything is allowed where none says.
 */
export function relationRules(
  rows: Pick<RowReader, 'get' | 'all'>,
  kind: string,
  from: Pick<Segment, 'trackId'>,
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
  return { ...Flags.parse({}), name: kind === 'cause' ? 'Cause' : kind, requires: [] }
}

const Strings = z.array(z.string()).default([])
const Requires = z.looseObject({ type: z.string(), attribute: z.string(), labels: Strings, with: Strings })

function rulesIn(rows: Pick<RowReader, 'get'>, { schemeId }: Track, kind: string): RelationRules | undefined {
  const scheme = rows.get('scheme', schemeId)
  const known = scheme && cache.get(scheme)
  if (!scheme || known?.has(kind)) return known?.get(kind)
  const rules = readRules(scheme, kind)
  cache.set(scheme, (known ?? new Map()).set(kind, rules))
  return rules
}

const cache = new WeakMap<SchemeRow, Map<string, RelationRules | undefined>>()

function readRules(scheme: SchemeRow, kind: string): RelationRules | undefined {
  const document = SchemeDocument.safeParse(scheme.document).data
  const attribute = document?.attributes.find(({ id, type }) => type === 'relation' && id === kind)
  if (!attribute) return undefined
  const flags = Flags.safeParse(attribute['relation'] ?? {}).data ?? Flags.parse({})
  const constraints = z.array(z.unknown()).safeParse(document?.['constraints']).data ?? []
  return {
    ...flags,
    name: attributeTask(scheme, kind)?.name ?? kind,
    scheme,
    requires: constraints
      .flatMap((rule) => Requires.safeParse(rule).data ?? [])
      .filter(({ type, attribute: about }) => type === 'requires' && about === kind)
  }
}
