import { DECIDED } from '../../../shared/commands/rules/gold-track'
import type { Segment } from '../../../shared/domain/rows'
import { labelsOf } from '../../../shared/domain/labels'
import { goldEvidence } from '../../../shared/gold/gold-evidence'
import { NOTHING } from '../../../shared/gold/votes'
import type { Column } from './column'
import type { Cell } from './csv'
import type { DatasetIndex } from './dataset-index'
import { secondsText } from './float-text'

/** How "looked and found nothing" is written, so that it is never taken for a missing vote. */
const FOUND_NOTHING = '(nothing)'

/** Segments of gold standards. */
export function goldIn(index: DatasetIndex): readonly Segment[] {
  const known = found.get(index)
  if (known) return known
  const gold = index.dataset.segments.filter(
    ({ trackId }) => index.author(index.track(trackId)?.authorId ?? '')?.kind === 'gold'
  )
  found.set(index, gold)
  return gold
}

const found = new WeakMap<DatasetIndex, readonly Segment[]>()

const fixed: readonly Column[] = [
  { name: 'gold', unit: '', meaning: 'name of the gold standard' },
  { name: 'recording', unit: '', meaning: 'name of the recording' },
  { name: 'person', unit: '', meaning: 'who is labelled, where named' },
  { name: 'scheme', unit: '', meaning: 'id of the label scheme' },
  { name: 'attribute', unit: '', meaning: 'attribute of the scheme' },
  { name: 'start_s', unit: 's', meaning: 'start from the beginning of the recording' },
  { name: 'end_s', unit: 's', meaning: 'end from the beginning of the recording' },
  { name: 'start_us', unit: 'µs', meaning: 'start, exact' },
  { name: 'end_us', unit: 'µs', meaning: 'end, exact' },
  {
    name: 'label',
    unit: '',
    meaning: 'the verdict; empty: left open, or nothing is there when decided by hand'
  },
  { name: 'by_hand', unit: 'true or false', meaning: 'decided by a person and not by the rule' },
  { name: 'agreement', unit: '0 to 1', meaning: 'share of the raters whose vote is the verdict' },
  { name: 'entropy_bits', unit: 'bit', meaning: 'Shannon entropy of the shares; 0: all say the same' },
  { name: 'raters', unit: '', meaning: 'annotators with a vote' },
  { name: 'segment_id', unit: '', meaning: 'id of the segment in the segments table' }
]

/** Columns of the table of gold segments: verdict, what each annotator said, share of each label. */
export function goldColumns(index: DatasetIndex): readonly Column[] {
  return [
    ...fixed,
    ...ratersOf(index).map(({ name }) => ({
      name: `said_${name}`,
      unit: '',
      meaning: `labels that ${name} gave there, separated by "; "; ${FOUND_NOTHING}: looked and found nothing; empty: no vote`
    })),
    ...shareLabels(index).map((label) => ({
      name: `share_${label === NOTHING ? FOUND_NOTHING : label}`,
      unit: '0 to 1',
      meaning:
        label === NOTHING
          ? 'share of the votes for "nothing is there"'
          : `share of the votes for "${label}"; a vote for several labels is divided over them`
    }))
  ]
}

/** Rows of the table, in the order of the dataset. */
export function* goldRows(index: DatasetIndex): Iterable<readonly Cell[]> {
  const raters = ratersOf(index)
  const labels = shareLabels(index)
  for (const segment of goldIn(index)) {
    const track = index.track(segment.trackId)
    const { shares, entropyBits, agreement } = goldEvidence(segment)
    const votes = new Map(segment.origin?.votes?.map((vote) => [vote.authorId, vote.labels]))
    yield [
      index.author(track?.authorId ?? '')?.name,
      index.recording(track?.recordingId ?? '')?.name,
      index.person(segment.personId ?? track?.personId)?.name,
      track?.schemeId,
      track?.attributeId,
      secondsText(segment.start),
      secondsText(segment.end),
      segment.start,
      segment.end,
      segment.label,
      segment.origin?.ref === DECIDED,
      agreement ?? undefined,
      entropyBits ?? undefined,
      votes.size,
      segment.id,
      ...raters.map(({ id }) => saidText(votes.get(id))),
      ...labels.map((label) => (shares ? (shares[label] ?? 0) : undefined))
    ]
  }
}

/** The same as objects, ids beside names. */
export function* goldObjects(index: DatasetIndex): Iterable<object> {
  const names = new Map(ratersOf(index).map(({ id, name }) => [id, name]))
  for (const segment of goldIn(index)) {
    const track = index.track(segment.trackId)
    const { shares, entropyBits, agreement } = goldEvidence(segment)
    const { [NOTHING]: nothing = 0, ...labels } = shares ?? {}
    yield {
      segmentId: segment.id,
      goldAuthorId: track?.authorId,
      recordingId: track?.recordingId,
      personId: segment.personId ?? track?.personId,
      schemeId: track?.schemeId,
      attributeId: track?.attributeId,
      startUs: segment.start,
      endUs: segment.end,
      label: segment.label,
      byHand: segment.origin?.ref === DECIDED,
      agreement,
      entropyBits,
      shares: shares && labels,
      shareOfNothing: shares && nothing,
      votes: (segment.origin?.votes ?? []).map(({ authorId, labels: said }) => ({
        authorId,
        annotator: names.get(authorId),
        labels: said
      }))
    }
  }
}

const saidText = (labels: readonly string[] | undefined): string | undefined =>
  labels && (labels.length === 0 ? FOUND_NOTHING : labels.join('; '))

/** Everybody with a vote, in the order of the dataset's authors; a name that two share has the id behind it. */
function ratersOf(index: DatasetIndex): readonly { readonly id: string; readonly name: string }[] {
  const voted = new Set(
    goldIn(index).flatMap(({ origin }) => origin?.votes?.map(({ authorId }) => authorId) ?? [])
  )
  const ids = [
    ...index.dataset.authors.flatMap(({ id }) => (voted.has(id) ? [id] : [])),
    ...[...voted].filter((id) => !index.author(id)).sort()
  ]
  const names = ids.map((id) => index.author(id)?.name ?? id)
  return ids.map((id, i) => {
    const name = names[i] ?? id
    return { id, name: names.filter((each) => each === name).length > 1 ? `${name} ${id}` : name }
  })
}

/** Labels of the gold standards' schemes first, then others that got votes; "nothing" last. */
function shareLabels(index: DatasetIndex): readonly string[] {
  const given = new Set(goldIn(index).flatMap((segment) => Object.keys(goldEvidence(segment).shares ?? {})))
  const attributes = new Map(
    goldIn(index).flatMap(({ trackId }) => {
      const track = index.track(trackId)
      return track ? [[`${track.schemeId}/${track.attributeId}`, track] as const] : []
    })
  )
  const known = [...attributes.values()].flatMap((track) =>
    labelsOf(index.scheme(track.schemeId), track.attributeId).map(({ id }) => id)
  )
  return [...new Set([...known, ...[...given].filter((label) => label !== NOTHING).sort(), NOTHING])]
}
