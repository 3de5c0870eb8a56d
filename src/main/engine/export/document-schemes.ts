import { labelsOf, mainAttribute } from '../../../shared/domain/labels'
import type { Segment, Track } from '../../../shared/domain/rows'
import type { DocumentLabel, DocumentScheme } from '../interchange/document'
import { given, uniqueNames } from '../interchange/tools'
import type { DatasetIndex } from './dataset-index'
import type { KeptSource } from './kept-source'

/** Vocabularies of a document, and how a track's labels are called in it. */
export interface DocumentSchemes {
  readonly all: () => readonly DocumentScheme[]
  schemeId(track: Track): string | undefined
  /** Id of a label in the track's vocabulary; its name where the track has none. */
  labelId(track: Track, label: string): string
}

/** Vocabularies of the tracks as they are here, and those of files that are written again as they were, with what is new. */
export function documentSchemes(
  index: DatasetIndex,
  tracks: readonly Track[],
  kept: KeptSource
): DocumentSchemes {
  const name = uniqueNames()
  const schemes = new Map<
    string,
    { readonly id: string; readonly scheme: DocumentScheme; labels: DocumentLabel[] }
  >()
  for (const { file, schemes: theirs } of kept.documents)
    for (const scheme of theirs) {
      const key = `${file}\n${scheme.id}`
      const same = [...schemes.values()].find((one) => JSON.stringify(one.scheme) === JSON.stringify(scheme))
      if (schemes.has(key)) continue
      schemes.set(key, same ?? { id: name(scheme.id), scheme, labels: [...scheme.labels] })
    }
  const keyOf = new Map<string, string>()
  for (const track of tracks) {
    if (track.kind === 'trace' || track.kind === 'frames') continue
    const tier = kept.tier(track)
    const theirs = tier?.scheme === undefined ? undefined : `${tier.file}\n${tier.scheme}`
    const known = theirs === undefined ? undefined : schemes.get(theirs)
    if (theirs !== undefined && known) {
      keyOf.set(track.id, theirs)
      extend(known, track, tier?.labels ?? {}, index)
      continue
    }
    // A file that has its labels as plain texts gets no vocabulary.
    if (tier) continue
    const scheme = schemeFor(track, index)
    if (!scheme || (track.kind === 'utterances' && !labelled(index.segmentsOf(track.id)))) continue
    const key = `\n${scheme.id}`
    if (!schemes.has(key)) schemes.set(key, { id: name(scheme.id), scheme, labels: [...scheme.labels] })
    keyOf.set(track.id, key)
  }
  return {
    all: () => [...new Set(schemes.values())].map(({ id, scheme, labels }) => ({ ...scheme, id, labels })),
    schemeId: (track) => schemes.get(keyOf.get(track.id) ?? '')?.id,
    labelId: (track, label) => {
      const theirs = kept.tier(track)?.labels?.[label]
      return theirs ?? (keyOf.has(track.id) ? label : (index.labelName(track, label) ?? label))
    }
  }
}

const labelled = (segments: readonly Segment[]): boolean => segments.some(({ label }) => label !== undefined)

/** Labels that were made or used here since the file was read. */
function extend(
  known: { labels: DocumentLabel[] },
  track: Track,
  theirs: Readonly<Record<string, string>>,
  index: DatasetIndex
): void {
  const used = new Set(
    index
      .segmentsOf(track.id)
      .flatMap(({ label, value }) => [
        ...(label === undefined ? [] : [label]),
        ...(value?.kind === 'labels' ? Object.keys(value.labels) : [])
      ])
  )
  const here = new Map(
    labelsOf(index.scheme(track.schemeId), track.attributeId).map((label) => [label.id, label])
  )
  for (const id of used) {
    if (Object.hasOwn(theirs, id) || known.labels.some((label) => label.id === id)) continue
    const label = here.get(id)
    known.labels.push({
      id,
      name: label?.name ?? id,
      ...(label && isColor(label.color) ? { color: label.color } : {})
    })
  }
}

const isColor = (text: string): boolean => /^#[\da-f]{6}$/i.test(text)

function schemeFor(track: Track, index: DatasetIndex): DocumentScheme | undefined {
  const row = index.scheme(track.schemeId)
  const labels = labelsOf(row, track.attributeId)
  if (!row || labels.length === 0) return undefined
  return {
    id: track.attributeId === mainAttribute(row) ? row.id : `${row.id}.${track.attributeId}`,
    name: row.name,
    labels: labels.map(({ id, name, color, definition }) => ({
      id,
      name,
      ...(isColor(color) ? { color } : {}),
      ...given('definition', definition)
    }))
  }
}
