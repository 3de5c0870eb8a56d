import type { Problem } from '../../../shared/domain/problem'
import type { SegmentValue } from '../../../shared/domain/segment-value'
import type { AnnotationDocument, Span, SpanTier } from './document'

type ValueKind = SegmentValue['kind']

/** All kinds of values, for formats that keep them as JSON beside the label. */
export const allValues: readonly ValueKind[] = [
  'labels',
  'shares',
  'ratings',
  'terms',
  'spans',
  'explanation',
  'region'
]

/** What a format can hold. What is false (or coarser) and occurs in a document becomes a sentence. */
export interface Holds {
  /** Id of the format; a document read from it gets its unknown fields back. */
  readonly id: string
  /** With article: "an ELAN file". */
  readonly name: string
  /** Smallest step of time, µs. */
  readonly resolution: number
  readonly spans: boolean
  readonly moments: boolean
  readonly traces: boolean
  readonly landmarks: boolean
  /** Spans of one tier may overlap. */
  readonly overlap: boolean
  /** Names of tiers. */
  readonly tierNames: boolean
  readonly severalLabels: boolean
  /** A label and words on the same span. */
  readonly labelAndText: boolean
  readonly confidence: boolean
  readonly intensity: boolean
  readonly comments: boolean
  readonly persons: boolean
  readonly annotators: boolean
  /** Which vocabulary the labels come from, with all its labels. */
  readonly schemes: boolean
  readonly links: boolean
  readonly media: boolean
  readonly hierarchy: boolean
  readonly severalRecordings: boolean
  /** Kinds of values beyond labels; absent: none. */
  readonly values?: readonly ValueKind[]
  /** False where only the times are held, neither labels nor words. */
  readonly content?: false
}

/** A format that holds spans with one text and nothing else; to be spread into the `Holds` of plain formats. */
export const plain = {
  spans: true,
  moments: false,
  traces: false,
  landmarks: false,
  overlap: true,
  tierNames: true,
  severalLabels: false,
  labelAndText: false,
  confidence: false,
  intensity: false,
  comments: false,
  persons: false,
  annotators: false,
  schemes: false,
  links: false,
  media: false,
  hierarchy: false,
  severalRecordings: false
} as const

/** Why the format cannot be written with the words given, as a loss. */
export const oneLoss = (code: string, message: string, hint: string = keep): Problem => ({
  code: `loss.${code}`,
  message,
  hint,
  severity: 'warning'
})

/** One sentence for each kind of thing that would be lost, with how many. */
export function lossesOf(document: AnnotationDocument, holds: Holds): readonly Problem[] {
  const found: Problem[] = []
  const loss = (code: string, count: number, one: string, many: string, what: string, hint = keep) => {
    if (count > 0)
      found.push({
        code: `loss.${code}`,
        message: `${count === 1 ? one : many.replace('#', String(count))} ${what.replace('@', holds.name)}.`,
        hint,
        severity: 'warning'
      })
  }
  const { recordings } = document
  const tiers = recordings.flatMap((recording) => recording.tiers)
  const spanTiers = tiers.filter((tier) => tier.kind === 'spans')
  const spans = spanTiers.flatMap((tier) => tier.spans)
  const count = (test: (span: Span) => boolean): number =>
    spans.reduce((sum, span) => sum + (test(span) ? 1 : 0), 0)
  const off = (time: number): boolean => time % holds.resolution !== 0
  const ofKind = (kind: 'trace' | 'landmarks'): number => tiers.filter((tier) => tier.kind === kind).length

  if (!holds.spans) {
    loss(
      'spans',
      spanTiers.length,
      '1 track of segments',
      '# tracks of segments',
      'cannot be held by @ and would be left out'
    )
  } else {
    loss(
      'times',
      count((span) => off(span.start) || off(span.end)),
      '1 segment',
      '# segments',
      `would be moved to the nearest ${stepName(holds.resolution)}, the smallest step of @`
    )
    if (!holds.moments)
      loss(
        'moments',
        count((span) => span.end === span.start),
        '1 moment without length',
        '# moments without length',
        `would last ${stepName(Math.max(1000, holds.resolution))}, because @ cannot hold length 0`
      )
    if (!holds.overlap)
      loss(
        'overlap',
        spanTiers.filter(overlaps).length,
        '1 track with overlapping segments',
        '# tracks with overlapping segments',
        'would be spread over several tiers, because a tier of @ cannot hold overlaps'
      )
    if (!holds.tierNames)
      loss(
        'tiers',
        spanTiers.length > 1 ? spanTiers.length : 0,
        '',
        '# tracks',
        'would be mixed, because @ has no tracks'
      )
    if (holds.content === false)
      loss(
        'content',
        count((span) => span.labels.length > 0 || Boolean(span.text)),
        '1 label or text',
        '# labels and texts',
        'would be left out: @ tells who and when only'
      )
    else if (!holds.severalLabels)
      loss(
        'several-labels',
        count((span) => span.labels.length > 1),
        '1 segment with several labels',
        '# segments with several labels',
        'would be written as one text, because @ holds one label for a segment'
      )
    if (!holds.labelAndText)
      loss(
        'text',
        count((span) => span.labels.length > 0 && Boolean(span.text)),
        '1 segment with words and a label',
        '# segments with words and a label',
        'would lose the words, because @ holds one text for a segment'
      )
    if (!holds.confidence)
      loss(
        'confidence',
        count((span) => span.confidence !== undefined),
        '1 confidence',
        '# confidences',
        'would be left out: @ has no place for them'
      )
    if (!holds.intensity)
      loss(
        'intensity',
        count((span) => span.intensity !== undefined),
        '1 intensity',
        '# intensities',
        'would be left out: @ has no place for them'
      )
    for (const kind of allValues)
      if (!holds.values?.includes(kind))
        loss(
          `value-${kind}`,
          count((span) => span.value?.kind === kind),
          ...valueWords[kind]
        )
    if (!holds.comments)
      loss(
        'comments',
        count((span) => Boolean(span.comment)),
        '1 comment',
        '# comments',
        'would be left out: @ has no place for them'
      )
    if (!holds.schemes)
      loss(
        'schemes',
        spanTiers.filter((tier) => tier.schemeId !== undefined).length,
        '1 track',
        '# tracks',
        'would lose their label scheme; @ keeps the names of the labels only'
      )
    if (!holds.hierarchy)
      loss(
        'hierarchy',
        spanTiers.filter((tier) => tier.parent !== undefined).length,
        '1 track that depends on another',
        '# tracks that depend on others',
        'would stand alone: @ knows no such order'
      )
    if (!holds.persons)
      loss(
        'persons',
        spanTiers.filter((tier) => tier.person !== undefined).length,
        '1 track',
        '# tracks',
        'would no longer tell who is labelled: @ has no place for it'
      )
  }
  if (!holds.annotators)
    loss(
      'annotators',
      tiers.filter((tier) => tier.annotator !== undefined).length,
      '1 track',
      '# tracks',
      'would no longer tell who labelled: @ has no place for it'
    )
  if (!holds.traces)
    loss(
      'traces',
      ofKind('trace'),
      '1 continuous rating',
      '# continuous ratings',
      'cannot be held by @ and would be left out',
      'Write them as CARMA, NOVA or CSV beside it.'
    )
  if (!holds.landmarks)
    loss(
      'landmarks',
      ofKind('landmarks'),
      '1 track of landmarks',
      '# tracks of landmarks',
      'cannot be held by @ and would be left out',
      'Write them as NOVA or JSON beside it.'
    )
  if (!holds.links)
    loss(
      'links',
      recordings.reduce((sum, { links }) => sum + links.length, 0),
      '1 link between segments',
      '# links between segments',
      'would be left out: @ has no place for them',
      'Write ELAN or JSON beside it.'
    )
  if (!holds.media)
    loss(
      'media',
      recordings.filter(({ media }) => media.length > 0).length,
      '1 recording',
      '# recordings',
      'would no longer name its media files: @ has no place for them'
    )
  if (!holds.severalRecordings && recordings.length > 1)
    loss(
      'recordings',
      recordings.length,
      '',
      '# recordings',
      'would become one file each, because @ holds one'
    )
  if (document.format !== undefined && document.format !== holds.id && hasExtra(document))
    loss(
      'extra',
      1,
      `Details that only ${document.format} files have`,
      '',
      'would be left out: @ has no place for them',
      `Write ${document.format} again to keep them.`
    )
  return found
}

/** One, many, and what becomes of them. */
const valueWords: Readonly<Record<ValueKind, readonly [string, string, string]>> = {
  labels: [
    '1 segment with labels of different intensity',
    '# segments with labels of different intensity',
    'would keep the labels only: @ has no place for their intensities'
  ],
  shares: [
    '1 distribution over labels',
    '# distributions over labels',
    'would keep the strongest label only: @ has no place for shares'
  ],
  ratings: [
    '1 rating on scales',
    '# ratings on scales',
    'would be left out: @ has no place for several numbers'
  ],
  terms: ['1 list of free words', '# lists of free words', 'would be left out: @ has no place for them'],
  spans: [
    '1 segment with labelled stretches of its text',
    '# segments with labelled stretches of their text',
    'would lose the stretches: @ has no place for them'
  ],
  explanation: ['1 explanation', '# explanations', 'would be left out: @ has no place for them'],
  region: [
    '1 region of the picture',
    '# regions of the picture',
    'would be left out: @ has no place for them'
  ]
}

const keep = 'Write JSON beside it to keep everything.'

const stepName = (resolution: number): string =>
  resolution >= 1e6
    ? `${resolution / 1e6} s`
    : resolution >= 1000
      ? `${resolution / 1000} ms`
      : `${resolution} µs`

/** Whether two spans of a tier share time; touching is not sharing, two moments at the same time are. */
export function overlaps(tier: SpanTier): boolean {
  let latest = -Infinity
  let moment = -Infinity
  for (const span of [...tier.spans].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (span.start < latest || (span.end === span.start && span.start === moment)) return true
    latest = Math.max(latest, span.end)
    if (span.end === span.start) moment = span.start
  }
  return false
}

const hasExtra = (document: AnnotationDocument): boolean =>
  document.extra !== undefined ||
  document.recordings.some(
    (recording) =>
      recording.extra !== undefined ||
      recording.tiers.some(
        (tier) =>
          tier.extra !== undefined ||
          (tier.kind === 'spans' && tier.spans.some((span) => span.extra !== undefined))
      )
  )
