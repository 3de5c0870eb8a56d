import { labelOf } from '../../domain/labels'
import { fail, ok } from '../../domain/problem'
import type { Result } from '../../domain/problem'
import { CANNOT_RATE } from '../../domain/rows'
import type { SchemeRow, Segment, Track } from '../../domain/rows'
import { SchemeDocument } from '../../domain/scheme'
import { attributeTask } from '../../values/attribute'
import type { RowReader } from '../command'
import type { RelationRules } from './relation-rules'

type Rows = Pick<RowReader, 'get' | 'all' | 'segmentsOf' | 'segmentsBetween'>

/** Whether links of these rules may start from a segment: it is what the scheme links, and has a label that it asks for. */
export function permitsFrom(
  rows: Rows,
  rules: RelationRules,
  from: Segment,
  authorId: string
): Result<undefined> {
  const place = permitsEnd(rows, rules, 'from', from)
  if (!place.ok) return place
  const asked = rules.requires.map(({ labels }) => labels)
  return permitsLabel(rows, rules, asked, from, authorId, 'start from')
}

/** Whether links of these rules may lead to a segment. */
function permitsTo(rows: Rows, rules: RelationRules, to: Segment, authorId: string): Result<undefined> {
  const place = permitsEnd(rows, rules, 'to', to)
  if (!place.ok) return place
  const asked = rules.requires.map((rule) => rule.with)
  return permitsLabel(rows, rules, asked, to, authorId, 'lead to')
}

/** Whether a link from one segment may lead to another: to itself, to a later one, to one of its unit and label. */
export function permitsTarget(
  rows: Rows,
  rules: RelationRules,
  from: Segment,
  to: Segment,
  authorId: string
): Result<undefined> {
  if (from.id === to.id && !rules.selfAllowed)
    return fail('relation.self', 'The scheme does not let a segment be its own cause.')
  if (to.start > from.start && !rules.futureAllowed)
    return fail('relation.later', 'The scheme does not allow a cause that comes after its effect.')
  return permitsTo(rows, rules, to, authorId)
}

/**
 * The label that a link has because the segment it starts from has it: of the attribute that the rules inherit from, on
 * that segment or on the author's segment of that attribute over more than half of its time. Undefined where nothing is
 * inherited or nothing is labelled yet.
 */
export function inheritedLabel(
  rows: Rows,
  rules: RelationRules,
  from: Segment,
  authorId: string
): string | undefined {
  return rules.inherits === undefined ? undefined : labelOn(rows, rules, from, authorId)
}

function permitsEnd(
  rows: Rows,
  rules: RelationRules,
  end: 'from' | 'to',
  segment: Segment
): Result<undefined> {
  const wanted = rules[end]
  if (wanted === undefined) return ok(undefined)
  const track = rows.get('track', segment.trackId)
  if (!track || isA(rows, rules, wanted, segment, track)) return ok(undefined)
  const noun = nounOf(rules, wanted)
  return fail(
    `relation.${end}`,
    `“${rules.name}” ${end === 'from' ? 'starts from' : 'leads to'} ${noun}; “${track.name}” holds none.`,
    `The scheme “${rules.scheme?.name ?? ''}” says so. Choose ${noun}.`
  )
}

/** Whether a segment is of a unit, or belongs to an attribute. Any labelled span counts as a `segment`. */
function isA(rows: Rows, rules: RelationRules, wanted: string, segment: Segment, track: Track): boolean {
  if (unitsIn(rules.scheme).has(wanted))
    return track.attributeId === wanted && track.schemeId === rules.scheme?.id
  if (wanted === 'segment') return true
  if (wanted === 'utterance' && (track.kind === 'utterances' || segment.text !== undefined)) return true
  if (wanted === 'text-span' && segment.value?.kind === 'spans') return true
  return unitsIn(rows.get('scheme', track.schemeId)).get(track.attributeId) === wanted
}

function permitsLabel(
  rows: Rows,
  rules: RelationRules,
  asked: readonly (readonly string[])[],
  segment: Segment,
  authorId: string,
  verb: string
): Result<undefined> {
  const groups = asked.filter((labels) => labels.length > 0)
  if (groups.length === 0) return ok(undefined)
  const label = labelOn(rows, rules, segment, authorId)
  const missing = groups.find((labels) => label === undefined || !labels.includes(label))
  if (!missing) return ok(undefined)
  const name = (id: string): string => labelOf(rules.scheme, id, rules.inherits)?.name ?? id
  const list = missing.map(name).join(', ')
  return label === undefined || label === CANNOT_RATE
    ? fail(
        'relation.unlabelled',
        `“${rules.name}” can ${verb} a segment labelled ${list}; this one has no label yet.`,
        'Label it first.'
      )
    : fail(
        'relation.label',
        `“${rules.name}” can ${verb} a segment labelled ${list}, not ${name(label)}.`,
        `The scheme “${rules.scheme?.name ?? ''}” says so.`
      )
}

/** The label that rules look at: that of the inherited attribute, else the segment's own. */
function labelOn(rows: Rows, rules: RelationRules, segment: Segment, authorId: string): string | undefined {
  const { inherits, scheme } = rules
  const track = rows.get('track', segment.trackId)
  const isOf = (each: Track | undefined): boolean =>
    each?.schemeId === scheme?.id && (inherits === undefined || each?.attributeId === inherits)
  if (isOf(track) && segment.label !== undefined) return segment.label
  // A turn of the transcript has its emotion on a track of the annotator's.
  let [best, most]: [string | undefined, number] = [undefined, (segment.end - segment.start) / 2]
  for (const other of rows.all('track')) {
    if (other.recordingId !== track?.recordingId || other.authorId !== authorId || !isOf(other)) continue
    const near = rows.segmentsBetween?.(other.id, segment.start, segment.end) ?? rows.segmentsOf(other.id)
    for (const each of near) {
      const shared = Math.min(each.end, segment.end) - Math.max(each.start, segment.start)
      if (each.label !== undefined && shared > most) [best, most] = [each.label, shared]
    }
  }
  return best
}

/** Units of a scheme's attributes by their id, read once: a window asks for each segment that it draws. */
function unitsIn(scheme: SchemeRow | undefined): ReadonlyMap<string, string> {
  if (!scheme) return noUnits
  const known = cache.get(scheme)
  if (known) return known
  const attributes = SchemeDocument.safeParse(scheme.document).data?.attributes ?? []
  const units = new Map(attributes.map(({ id, unit }) => [id, unit]))
  cache.set(scheme, units)
  return units
}
const noUnits: ReadonlyMap<string, string> = new Map()
const cache = new WeakMap<SchemeRow, ReadonlyMap<string, string>>()

/** "an utterance", "a segment of Emotion". */
function nounOf(rules: RelationRules, wanted: string): string {
  if (unitsIn(rules.scheme).has(wanted))
    return `a segment of “${attributeTask(rules.scheme, wanted)?.name ?? wanted}”`
  const word = wanted.replace('text-span', 'stretch of text')
  return `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`
}
