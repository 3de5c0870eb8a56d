import type { Segment, Track } from '../../../shared/domain/rows'
import type { SegmentValue } from '../../../shared/domain/segment-value'
import type { Extra, Span, SpanTier, Tier } from '../interchange/document'
import type { KeptSpan, KeptTier } from '../interchange/kept'
import { given, uniqueNames } from '../interchange/tools'
import type { DatasetIndex } from './dataset-index'
import type { DocumentSchemes } from './document-schemes'
import type { KeptSource } from './kept-source'
import { parentsOf, type Made } from './tier-parents'

/** Formats that know of each annotation whom it is about, once it has a tier of that person's own. */
export const personFormats: ReadonlySet<string> = new Set(['elan', 'boris', 'nova', 'webvtt', 'srt', 'rttm'])

export interface Parts {
  readonly index: DatasetIndex
  readonly kept: KeptSource
  readonly schemes: DocumentSchemes
  readonly format: string | undefined
}

export interface RecordingTiers {
  /** Name that the track's tier has or would have. */
  nameOf(track: Track): string
  /** All tiers, those of traces at the place of their track. */
  with(traces: readonly (readonly [Track, Tier])[]): readonly Tier[]
}

/** Tiers of the tracks of one recording, and the id of each segment in them. */
export function spanTiers(parts: Parts) {
  return (
    tracks: readonly Track[],
    documents: KeptSource['documents']
  ): { readonly tiers: RecordingTiers; readonly spanIds: ReadonlyMap<string, string> } => {
    const told = tracks.filter((track) => track.kind !== 'frames')
    const names = tierNames(told, parts)
    const spanIds = idsOf(told, parts)
    const made: Made[] = []
    for (const track of told) {
      if (track.kind === 'trace') continue
      const known = parts.kept.tier(track)
      const tier = tierOf(track, known, names.get(track.id) ?? track.name, spanIds, parts)
      const twin = made.findIndex(
        (one) =>
          known &&
          one.known?.file === known.file &&
          one.known.tier === known.tier &&
          one.track?.authorId === track.authorId
      )
      const before = made[twin]
      // Points and segments of one tier are two tracks here.
      if (before)
        made[twin] = {
          ...before,
          tier: { ...before.tier, spans: inTime([...before.tier.spans, ...tier.spans]) }
        }
      else made.push({ tier, track, ...(known ? { known } : {}) })
    }
    const placed = parentsOf(withEmpty(made, documents), spanIds, parts.index)
    const split = placed.flatMap((one) => byPerson(one, placed, spanIds, parts))
    return {
      spanIds,
      tiers: {
        nameOf: (track) => names.get(track.id) ?? track.name,
        with: (traces) => {
          const all = [...split.map(({ tier, track }) => [track, tier] as const), ...traces]
          const place = new Map(told.map((track, i) => [track.id, i]))
          if (traces.length === 0) return all.map(([, tier]) => tier)
          return all
            .map(([track, tier], i) => ({ tier, at: place.get(track?.id ?? '') ?? i }))
            .sort((a, b) => a.at - b.at)
            .map(({ tier }) => tier)
        }
      }
    }
  }
}

const inTime = (spans: readonly Span[]): readonly Span[] =>
  [...spans].sort((a, b) => a.start - b.start || a.end - b.end)

/** The file's own name while the track has the one it got from there; several people's tracks often have the same. */
function tierNames(tracks: readonly Track[], { index, kept }: Parts): ReadonlyMap<string, string> {
  const names = uniqueNames()
  const taken = new Set<string>()
  const several = new Set(tracks.map((track) => track.authorId)).size > 1
  return new Map(
    tracks.map((track) => {
      const known = kept.tier(track)
      const author = index.author(track.authorId)
      const theirs = known && known.track === track.name ? known.name : undefined
      const whole = several && author ? `${track.name} - ${author.name}` : track.name
      const twin = theirs !== undefined && !taken.has(theirs)
      const name = names(twin ? theirs : whole)
      taken.add(name)
      return [track.id, name]
    })
  )
}

/** The id that a segment had in the file, where no other has it; else its own. */
function idsOf(tracks: readonly Track[], { index, kept }: Parts): ReadonlyMap<string, string> {
  const taken = new Set<string>()
  return new Map(
    tracks.flatMap((track) =>
      index.segmentsOf(track.id).map((segment) => {
        const theirs = kept.span(segment, track)?.id
        const id = theirs !== undefined && !taken.has(theirs) ? theirs : segment.id
        taken.add(id)
        return [segment.id, id] as const
      })
    )
  )
}

function tierOf(
  track: Track,
  known: KeptTier | undefined,
  name: string,
  spanIds: ReadonlyMap<string, string>,
  { index, kept, schemes }: Parts
): SpanTier {
  const author = index.author(track.authorId)
  const segments = index.segmentsOf(track.id)
  const annotator = known && known.author === author?.name ? (known.annotator ?? undefined) : author?.name
  const texts = known?.asText === true && segments.every(({ text, value }) => !text && !value)
  return {
    id: track.id,
    name,
    kind: 'spans',
    ...given('person', index.person(track.personId)?.name ?? known?.person ?? undefined),
    ...given('annotator', annotator),
    ...(author?.kind === 'model' ? { predicted: true } : {}),
    ...given('schemeId', schemes.schemeId(track)),
    ...given('extra', known?.extra as Extra | undefined),
    spans: segments.map((segment) => {
      const span = spanOf(segment, track, kept.span(segment, track), schemes, spanIds)
      if (!texts) return span
      const { labels, ...rest } = span
      return { ...rest, labels: [], text: labels.join('; ') }
    })
  }
}

function spanOf(
  segment: Segment,
  track: Track,
  known: KeptSpan | undefined,
  schemes: DocumentSchemes,
  spanIds: ReadonlyMap<string, string>
): Span {
  const { labels, value } = contentOf(segment, (label) => schemes.labelId(track, label))
  return {
    id: spanIds.get(segment.id) ?? segment.id,
    start: segment.start,
    // A point is a moment everywhere else.
    end: track.kind === 'points' ? segment.start : segment.end,
    labels,
    ...given('text', segment.text),
    ...given('confidence', segment.confidence),
    ...given('intensity', segment.intensity),
    ...given('comment', segment.comment),
    ...given('value', value),
    ...given('extra', extraOf(known, labels))
  }
}

/** Labels in the words of the document, and what they do not say. */
function contentOf(
  { label, value }: Segment,
  named: (label: string) => string
): { readonly labels: readonly string[]; readonly value?: SegmentValue } {
  const one = label === undefined ? [] : [named(label)]
  const keyed = <V>(entries: Readonly<Record<string, V>>): Record<string, V> =>
    Object.fromEntries(Object.entries(entries).map(([key, entry]) => [named(key), entry]))
  if (value?.kind === 'shares') return { labels: one, value: { kind: 'shares', shares: keyed(value.shares) } }
  if (value?.kind !== 'labels') return { labels: one, ...(value ? { value } : {}) }
  const keys = Object.keys(value.labels)
  // One label of each axis: the product of them is the label.
  if (keys.some((key) => key.includes(':'))) return { labels: one, value }
  const labels = [...new Set([...one, ...keys.map(named)])]
  const plain = Object.values(value.labels).every((level) => level === null)
  return { labels, ...(plain ? {} : { value: { kind: 'labels', labels: keyed(value.labels) } }) }
}

/** The words that a file had in place of a label's name are dropped when the label changed. */
function extraOf(known: KeptSpan | undefined, labels: readonly string[]): Extra | undefined {
  if (!known?.extra) return undefined
  const extra: Extra = known.extra
  if (known.labels === undefined || known.labels.join('\n') === labels.join('\n')) return extra
  const { value: _value, ...rest } = extra
  return rest
}

/** Tiers of the files that have no annotations stay where they were among the others of their file. */
function withEmpty(made: readonly Made[], documents: KeptSource['documents']): readonly Made[] {
  const all = [...made]
  const names = new Set(made.map(({ tier }) => tier.name))
  for (const { file, tiers } of documents)
    for (const { order, tier } of tiers) {
      if (names.has(tier.name)) continue
      names.add(tier.name)
      const known: KeptTier = {
        file,
        tier: tier.id,
        name: tier.name,
        order,
        track: tier.name,
        author: '',
        annotator: null,
        person: null,
        ...(tier.parent ? { parent: tier.parent, alone: true } : {})
      }
      const { parent: _parent, ...free } = tier
      const at = all.findIndex((one) => one.known?.file === file && one.known.order > order)
      all.splice(at < 0 ? all.length : at, 0, { tier: { ...free, id: `${file}\n${tier.id}` }, known })
    }
  return all
}

/** A tier for each other person that segments are about, where the format tells persons of tiers and nothing hangs together. */
function byPerson(
  made: Made,
  all: readonly Made[],
  spanIds: ReadonlyMap<string, string>,
  { index, format }: Parts
): readonly Made[] {
  const { tier, track } = made
  const hangs = tier.parent !== undefined || all.some((one) => one.tier.parent?.tierId === tier.id)
  if (!track || hangs || !personFormats.has(format ?? '')) return [made]
  const about = new Map<string, string>()
  for (const segment of index.segmentsOf(track.id))
    if (segment.personId !== undefined && segment.personId !== track.personId)
      about.set(spanIds.get(segment.id) ?? segment.id, segment.personId)
  if (about.size === 0) return [made]
  return [...Map.groupBy(tier.spans, (span) => about.get(span.id))].map(([personId, spans]) => {
    const person = index.person(personId)?.name
    return personId === undefined || person === undefined
      ? { ...made, tier: { ...tier, spans } }
      : {
          ...made,
          tier: { ...tier, id: `${tier.id} ${personId}`, name: `${tier.name} (${person})`, person, spans }
        }
  })
}
