import type { StreamInfo } from '../../../shared/domain/rows'
import type {
  AnnotationDocument,
  DocumentLink,
  DocumentRecording,
  Span,
  SpanTier
} from '../interchange/document'
import type { KeptDocument, KeptLink, KeptSpan, KeptTier } from '../interchange/kept'
import type { ValueScheme } from './value-scheme'

/** Formats whose annotations have names that other files may refer to. */
const named: ReadonlySet<string> = new Set(['elan', 'boris', 'label-studio'])

/** What a tier says beyond its track, and what it was called in the file; stands in `track.extra` under the format. */
export function keptOfTier(
  tier: SpanTier,
  as: {
    readonly file: string
    readonly order: number
    /** Names that the track and its author got. */
    readonly named: string
    readonly author: string
    readonly labelled: SpanTier | undefined
    readonly scheme: ValueScheme | undefined
    /** The track lies within that of the parent tier. */
    readonly hangs: boolean
  }
): KeptTier {
  const ids = [...(as.scheme?.ids ?? [])]
  return {
    file: as.file,
    tier: tier.id,
    name: tier.name,
    order: as.order,
    track: as.named,
    author: as.author,
    annotator: tier.annotator ?? null,
    person: tier.person ?? null,
    ...(tier.parent ? { parent: { ...tier.parent }, ...(as.hangs ? {} : { alone: true }) } : {}),
    ...(tier.schemeId === undefined ? {} : { scheme: tier.schemeId }),
    ...(ids.length > 0 ? { labels: Object.fromEntries(ids.map(([theirs, ours]) => [ours, theirs])) } : {}),
    ...(as.labelled && as.labelled !== tier ? { asText: true } : {}),
    ...(tier.extra ? { extra: tier.extra } : {})
  }
}

/** What an annotation says beyond its segment; undefined for nothing. */
export function keptOfSpan(span: Span, format: string): KeptSpan | undefined {
  const id = named.has(format) ? { id: span.id } : {}
  const told = span.extra ? { extra: span.extra, labels: [...span.labels] } : {}
  return span.extra || named.has(format) ? { ...id, ...told } : undefined
}

export const keptOfLink = (link: DocumentLink): KeptLink => ({
  id: link.id,
  direction: link.direction,
  ...(link.type === undefined ? {} : { type: link.type }),
  ...(link.extra ? { extra: link.extra } : {})
})

/** What belongs to no track: it stands in the facts of the stream that the labels came with. */
export function keptOfDocument(
  document: AnnotationDocument,
  recording: DocumentRecording,
  fileName: string,
  linked: ReadonlySet<string>
): Pick<StreamInfo, 'extra'> {
  const tiers = recording.tiers.filter((tier) => tier.kind === 'spans')
  const kept: KeptDocument = {
    file: fileName,
    recording: recording.name,
    media: recording.media.map((one) => ({ ...one })),
    schemes: document.schemes.map((scheme) => ({
      ...scheme,
      labels: scheme.labels.map((one) => ({ ...one }))
    })),
    tiers: tiers.flatMap((tier, order) => (tier.spans.length === 0 ? [{ order, tier }] : [])),
    links: recording.links.filter(({ id }) => !linked.has(id)),
    ...(document.extra ? { document: document.extra } : {}),
    ...(recording.extra ? { extra: recording.extra } : {})
  }
  return { extra: { [document.format ?? 'unknown']: kept } }
}
