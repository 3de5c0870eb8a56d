import { createHash } from 'node:crypto'
import { knownEmotion } from '../../../shared/domain/known-emotion'
import type { Problem } from '../../../shared/domain/problem'
import { CANNOT_RATE, type SchemeRow } from '../../../shared/domain/rows'
import { micros } from '../../../shared/domain/time'
import type {
  AnnotationDocument,
  DocumentRecording,
  DocumentScheme,
  Span,
  SpanTier
} from '../interchange/document'
import type { Found, ProbedFile } from './format'
import { fileProblem } from './format'

type FoundTrack = Found['tracks'][number]

/** The shipped scheme that labels of these names go to. */
const EKMAN7 = { schemeId: 'ekman7', attributeId: 'emotion' } as const
const ekman = new Set(['neutral', 'anger', 'disgust', 'fear', 'happiness', 'sadness', 'surprise'])

/** Texts that repeat are labels: so few different ones, so short, and each twice on average. */
const MOST_LABELS = 40
const LONGEST_LABEL = 40

/** Tracks of a document's recording, and the label schemes that they need beyond the shipped ones. */
export function tracksOf(
  document: AnnotationDocument,
  recording: DocumentRecording,
  formatName: string,
  file: ProbedFile
): {
  readonly tracks: readonly FoundTrack[]
  readonly schemes: readonly SchemeRow[]
  readonly warnings: readonly Problem[]
} {
  const schemes = new Map<string, SchemeRow>()
  let moments = 0
  const tracks = recording.tiers.flatMap((tier): FoundTrack[] => {
    if (tier.kind !== 'spans' || tier.spans.length === 0) return []
    moments += tier.spans.filter(({ start, end }) => end <= start).length
    const labelled = asLabels(tier)
    const vocabulary =
      labelled &&
      vocabularyOf(
        labelled.name,
        labelled.spans.flatMap(({ labels }) => labels),
        document.schemes.find(({ id }) => id === labelled.schemeId)
      )
    if (vocabulary?.scheme) schemes.set(vocabulary.scheme.id, vocabulary.scheme)
    return [
      {
        name:
          tier.person !== undefined && !tier.name.includes(tier.person)
            ? labelled
              ? `${tier.name} (${tier.person})`
              : tier.person
            : tier.name,
        authorName: tier.annotator ?? `${formatName} file`,
        schemeId: vocabulary?.schemeId ?? EKMAN7.schemeId,
        attributeId: vocabulary?.attributeId ?? EKMAN7.attributeId,
        kind: labelled ? 'segments' : 'utterances',
        segments: (labelled ?? tier).spans.flatMap((span) => segmentsOf(span, vocabulary?.ids, file.name))
      }
    ]
  })
  const warnings =
    moments === 0
      ? []
      : [
          fileProblem(
            file,
            'moments',
            `has ${moments} labels without length; they last one millisecond here.`,
            'Nothing else of them is changed.',
            'info'
          )
        ]
  return { tracks, schemes: [...schemes.values()], warnings }
}

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
  if (!emotions && !(short && texts.length >= 3 * different.size)) return undefined
  return { ...tier, spans: tier.spans.map(({ text, ...span }) => ({ ...span, labels: text ? [text] : [] })) }
}

/** Labels of a file and the scheme that they belong to here. */
export interface Vocabulary {
  readonly schemeId: string
  readonly attributeId: string
  /** Label id here by label id of the file. */
  readonly ids: ReadonlyMap<string, string>
  /** Absent for a shipped scheme. */
  readonly scheme?: SchemeRow
}

/** The scheme for labels that were used, and for those that the file's own scheme `given` lists; a shipped one where they mean the same. */
export function vocabularyOf(
  tierName: string,
  usedLabels: readonly string[],
  given: DocumentScheme | undefined
): Vocabulary {
  const used = [...new Set(usedLabels)].filter((label) => label !== CANNOT_RATE)
  const known = new Set(given?.labels.map(({ id }) => id))
  const labels = [
    ...(given?.labels ?? []),
    ...used.filter((label) => !known.has(label)).map((id) => ({ id, name: id }))
  ]
  const emotions = labels.map(({ id, name }) => [id, knownEmotion(name)?.id] as const)
  if (
    emotions.every(([, emotion]) => emotion !== undefined && ekman.has(emotion)) &&
    new Set(emotions.map(([, emotion]) => emotion)).size === labels.length
  )
    return { ...EKMAN7, ids: new Map(emotions.map(([id, emotion]) => [id, emotion ?? id])) }
  const taken = new Set<string>([CANNOT_RATE])
  const ids = new Map<string, string>()
  const rows = labels.map((label, i) => {
    const slug = slugOf(label.name) || `label-${i + 1}`
    let id = slug
    for (let copy = 2; taken.has(id); copy++) id = `${slug}-${copy}`
    taken.add(id)
    ids.set(label.id, id)
    return {
      id,
      name: { en: label.name || id },
      ...('color' in label && label.color ? { color: label.color } : {}),
      ...('definition' in label && label.definition ? { definition: label.definition } : {})
    }
  })
  const name = given?.name || tierName
  // The same vocabulary in several files is one scheme.
  const key = createHash('sha256')
    .update(JSON.stringify([name, rows]))
    .digest('hex')
    .slice(0, 8)
  const id = `${slugOf(name).slice(0, 40) || 'labels'}-${key}`
  const document = {
    schema: 'affectory.labels/1',
    id,
    name,
    version: '1',
    attributes: [{ id: 'label', type: 'categorical', unit: 'segment', labels: rows }]
  }
  return { schemeId: id, attributeId: 'label', ids, scheme: { id, name, version: '1', document } }
}

const slugOf = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 50)

/** One segment for each label; one for a span without. */
function segmentsOf(
  span: Span,
  ids: ReadonlyMap<string, string> | undefined,
  fileName: string
): FoundTrack['segments'] {
  const segment: FoundTrack['segments'][number] = {
    start: span.start,
    // A segment has a length.
    end: micros(Math.max(span.start + 1000, span.end)),
    flagged: false,
    origin: { kind: 'import', ref: fileName },
    ...(span.text ? { text: span.text } : {}),
    ...(span.confidence === undefined ? {} : { confidence: span.confidence }),
    ...(span.intensity === undefined ? {} : { intensity: span.intensity }),
    ...(span.comment === undefined ? {} : { comment: span.comment })
  }
  if (span.labels.length === 0) return [segment]
  return span.labels.map((label) => ({ ...segment, label: ids?.get(label) ?? label }))
}
