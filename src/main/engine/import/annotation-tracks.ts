import { knownEmotion } from '../../../shared/domain/known-emotion'
import type { Problem } from '../../../shared/domain/problem'
import type { SchemeRow } from '../../../shared/domain/rows'
import { micros } from '../../../shared/domain/time'
import type {
  AnnotationDocument,
  DocumentLink,
  DocumentRecording,
  Span,
  SpanTier
} from '../interchange/document'
import type { ImportedLink, ImportedTrack } from '../protocol'
import { keptOfLink, keptOfSpan, keptOfTier } from './kept-fields'
import { fileProblem } from './format'
import { holdersOf } from './span-holders'
import { valueScheme, type ValueScheme } from './value-scheme'
import { EKMAN7 } from './vocabulary'

/** Texts that repeat are labels: so few different ones, so short, and each twice on average. */
const MOST_LABELS = 40
const LONGEST_LABEL = 40

/** What a document's recording becomes, and the label schemes that it needs beyond the shipped ones. */
export interface Tracks {
  readonly tracks: readonly ImportedTrack[]
  readonly links: readonly ImportedLink[]
  readonly schemes: readonly SchemeRow[]
  readonly warnings: readonly Problem[]
}

export function tracksOf(
  document: AnnotationDocument,
  recording: DocumentRecording,
  format: { readonly id: string; readonly name: string },
  file: { readonly path: string; readonly name: string }
): Tracks {
  const schemes = new Map<string, SchemeRow>()
  const warnings: Problem[] = []
  const tiers = recording.tiers.filter((tier) => tier.kind === 'spans')
  const tracks = tiers.flatMap((tier, order): ImportedTrack[] => {
    if (tier.spans.length === 0) return []
    const labelled = asLabels(tier)
    const scheme =
      labelled &&
      valueScheme(
        labelled.name,
        labelled.spans,
        document.schemes.find(({ id }) => id === labelled.schemeId)
      )
    if (scheme?.scheme) schemes.set(scheme.schemeId, scheme.scheme)
    const { holders, outside } = holdersOf(tier, tiers)
    if (outside > 0)
      warnings.push(
        fileProblem(
          file,
          'outside-parent',
          `has ${outside} of ${tier.spans.length} annotations of tier "${tier.name}" outside those of the tier above it, so the track stands alone.`,
          'Correct them in the program that made the file, or put the track under the other one in its menu.',
          'warning'
        )
      )
    const name = trackName(tier, labelled !== undefined)
    const made = (spans: readonly Span[], points: boolean, mixed: boolean): ImportedTrack => {
      const named = points && mixed ? `${name} (points)` : name
      const author = tier.annotator ?? `${format.name} file`
      return {
        key: points && mixed ? `${tier.id}\npoints` : tier.id,
        name: named,
        authorName: author,
        ...(tier.person === undefined ? {} : { person: tier.person }),
        schemeId: scheme?.schemeId ?? EKMAN7.schemeId,
        attributeId: scheme?.attributeId ?? EKMAN7.attributeId,
        kind: points ? 'points' : labelled ? 'segments' : 'utterances',
        ...(holders && tier.parent ? { parentKey: tier.parent.tierId } : {}),
        ...(tier.parent && !labelled && !points ? { layer: layerOf(tier) } : {}),
        extra: {
          [format.id]: keptOfTier(tier, {
            file: file.name,
            order,
            named,
            author,
            labelled,
            scheme,
            hangs: holders !== undefined
          })
        },
        segments: spans.map((span) => segmentOf(span, scheme, format.id, file.name, holders?.get(span)))
      }
    }
    const spans = (labelled ?? tier).spans.map((span, i) => ({ span, source: tier.spans[i] ?? span }))
    // Texts as labels are other objects; what holds them is known by those of the tier.
    for (const { span, source } of spans) {
      const holder = holders?.get(source)
      if (holder !== undefined) holders?.set(span, holder)
    }
    const moments = spans.filter(({ span }) => span.end <= span.start).map(({ span }) => span)
    const lengths = spans.filter(({ span }) => span.end > span.start).map(({ span }) => span)
    const mixed = moments.length > 0 && lengths.length > 0
    return [
      ...(lengths.length > 0 ? [made(lengths, false, mixed)] : []),
      ...(moments.length > 0 ? [made(moments, true, mixed)] : [])
    ]
  })
  return { tracks, links: linksOf(recording, tracks, format.id), schemes: [...schemes.values()], warnings }
}

/** Words below other words are a layer of their own, one for all tiers of that type. */
const layerOf = (tier: SpanTier): string => {
  const type = tier.extra?.['type']
  return typeof type === 'string' ? type : tier.name
}

const trackName = (tier: SpanTier, labelled: boolean): string =>
  tier.person !== undefined && !tier.name.includes(tier.person)
    ? labelled
      ? `${tier.name} (${tier.person})`
      : tier.person
    : tier.name

/** The tier with its texts as labels, where they are labels; undefined for words. */
function asLabels(tier: SpanTier): SpanTier | undefined {
  if (tier.schemeId !== undefined || tier.spans.some(({ labels }) => labels.length > 0)) return tier
  const texts = tier.spans.flatMap(({ text }) => (text ? [text] : []))
  const different = new Set(texts)
  const short =
    different.size > 0 &&
    different.size <= MOST_LABELS &&
    [...different].every((text) => text.length <= LONGEST_LABEL && !text.includes('\n'))
  const emotions = short && [...different].every((text) => knownEmotion(text) !== undefined)
  if (!emotions && !(short && texts.length >= 3 * different.size))
    return tier.spans.some(({ value }) => value && value.kind !== 'spans') ? tier : undefined
  return { ...tier, spans: tier.spans.map(({ text, ...span }) => ({ ...span, labels: text ? [text] : [] })) }
}

function segmentOf(
  span: Span,
  scheme: ValueScheme | undefined,
  format: string,
  fileName: string,
  parentKey: string | undefined
): ImportedTrack['segments'][number] {
  const [first, ...more] = span.labels
  const value = span.value ? scheme?.valueOf(span.value) : undefined
  const several =
    value === undefined && more.length > 0
      ? scheme?.valueOf({
          kind: 'labels',
          labels: Object.fromEntries(span.labels.map((label) => [label, null]))
        })
      : undefined
  const kept = keptOfSpan(span, format)
  const answer = value ?? several ?? alone(span, scheme)
  return {
    key: span.id,
    ...(parentKey === undefined ? {} : { parentKey }),
    start: span.start,
    // A point lasts one microsecond.
    end: micros(Math.max(span.start + 1, span.end)),
    flagged: false,
    origin: { kind: 'import', ref: fileName },
    ...(first === undefined ? {} : { label: scheme?.ids.get(first) ?? first }),
    ...(answer ? { value: answer } : {}),
    ...(span.text ? { text: span.text } : {}),
    ...(span.confidence === undefined ? {} : { confidence: span.confidence }),
    ...(span.intensity === undefined ? {} : { intensity: span.intensity }),
    ...(span.comment === undefined ? {} : { comment: span.comment }),
    ...(kept ? { extra: { [format]: kept } } : {})
  }
}

/** One label in a tier where others have several is a list of one. */
function alone(span: Span, scheme: ValueScheme | undefined): ReturnType<ValueScheme['valueOf']> | undefined {
  const document = scheme?.scheme?.document as { attributes?: readonly { type?: string }[] } | undefined
  const [label] = span.labels
  if (label === undefined || document?.attributes?.[0]?.type?.startsWith('multilabel') !== true)
    return undefined
  return scheme?.valueOf({ kind: 'labels', labels: { [label]: null } })
}

/** Links whose ends both became segments. */
function linksOf(
  recording: DocumentRecording,
  tracks: readonly ImportedTrack[],
  format: string
): readonly ImportedLink[] {
  const words = new Map(
    tracks.flatMap(({ segments }) =>
      segments.map(({ key, text }) => [key, [...(text ?? '')].length] as const)
    )
  )
  return recording.links.flatMap((link): ImportedLink[] => {
    if (!words.has(link.from) || !words.has(link.to)) return []
    const cause = link.type === undefined || /caus|trigger|reason/i.test(link.type)
    return [
      {
        fromKey: link.from,
        toKey: link.to,
        kind: cause ? 'cause' : (link.type ?? 'cause'),
        ...(link.text ? { comment: link.text } : {}),
        ...spanIn('fromSpan', link.fromWords, words.get(link.from)),
        ...spanIn('toSpan', link.toWords, words.get(link.to)),
        extra: { [format]: keptOfLink(link) }
      }
    ]
  })
}

/** Words of an end, where its text still has them; a text that was changed elsewhere is linked as a whole. */
const spanIn = (
  field: 'fromSpan' | 'toSpan',
  span: DocumentLink['fromWords'],
  length: number | undefined
): Partial<Pick<ImportedLink, 'fromSpan' | 'toSpan'>> =>
  span && span.to <= (length ?? 0) ? { [field]: span } : {}
