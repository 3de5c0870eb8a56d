import type { Relation } from '../../../shared/domain/relation'
import type { Segment, Track } from '../../../shared/domain/rows'
import type { JsonObject } from '../interchange/document'
import { asArray, asObject } from '../interchange/json'
import { KeptDocument, KeptLink, KeptSpan, KeptTier, keptKey } from '../interchange/kept'
import type { DatasetIndex } from './dataset-index'

/** What files of a format said beyond the rows, to be written into a file of that format again. */
export interface KeptSource {
  /** Of the files that are written again, in the order of the recordings. */
  readonly documents: readonly (KeptDocument & { readonly recordingId: string })[]
  /** Files whose own settings have no place beside those of another one. */
  readonly left: readonly string[]
  readonly document?: JsonObject
  tier(track: Track): KeptTier | undefined
  span(segment: Segment, track: Track): KeptSpan | undefined
  link(relation: Relation): KeptLink | undefined
}

/** One set of settings for the whole file. */
const oneForAll: ReadonlySet<string> = new Set(['boris', 'via'])
/** One set of settings for each recording. */
const oneForEach: ReadonlySet<string> = new Set(['label-studio'])

/** `recordingIds`: those that go into the same file. */
export function keptSource(
  index: DatasetIndex,
  format: string | undefined,
  recordingIds: ReadonlySet<string>
): KeptSource {
  const key = format === undefined ? '' : keptKey(format)
  const all = index.dataset.streams.flatMap(({ recordingId, info }) => {
    const found = recordingIds.has(recordingId) ? KeptDocument.safeParse(info.extra?.[key]).data : undefined
    return found ? [{ ...found, recordingId }] : []
  })
  const first = new Map<string, string>()
  for (const { recordingId, file } of all) {
    const place = oneForAll.has(key) ? '' : recordingId
    if (!first.has(place)) first.set(place, file)
  }
  const written = (file: string, recordingId: string): boolean =>
    oneForAll.has(key)
      ? first.get('') === file
      : oneForEach.has(key)
        ? first.get(recordingId) === file
        : all.some((one) => one.file === file && one.recordingId === recordingId)
  const documents = all.filter(({ file, recordingId }) => written(file, recordingId))
  const document = documents.map(({ document }) => document).filter((one) => one !== undefined)
  // Asked for every segment and label of a track.
  const tiers = new Map<string, KeptTier | undefined>()
  const tier = (track: Track): KeptTier | undefined => {
    if (tiers.has(track.id)) return tiers.get(track.id)
    const found = KeptTier.safeParse(track.extra?.[key]).data
    const kept = found && written(found.file, track.recordingId) ? found : undefined
    tiers.set(track.id, kept)
    return kept
  }
  return {
    documents,
    left: [...new Set(all.filter((one) => !documents.includes(one)).map(({ file }) => file))],
    ...(document.length > 0 ? { document: key === 'elan' ? mergedElan(document) : document[0] } : {}),
    tier,
    span: (segment, track) => (tier(track) ? KeptSpan.safeParse(segment.extra?.[key]).data : undefined),
    link: (relation) => KeptLink.safeParse(relation.extra?.[key]).data
  }
}

/** Several ELAN files in one: what only the second has is added to the first. */
function mergedElan(documents: readonly JsonObject[]): JsonObject {
  const [first = {}] = documents
  const union = (key: string, attribute?: string): JsonObject[string] => {
    const seen = new Set<string>()
    return documents
      .flatMap((document) => asArray(document[key]))
      .filter((one) => {
        const id = attribute === undefined ? undefined : asObject(asObject(one)?.['attributes'])?.[attribute]
        const name = JSON.stringify(id ?? one)
        return !seen.has(name) && seen.add(name)
      })
  }
  return {
    ...first,
    types: union('types', 'LINGUISTIC_TYPE_ID'),
    linkSets: union('linkSets', 'LINK_SET_ID'),
    others: union('others')
  }
}
