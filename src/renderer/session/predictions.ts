import type { Author, Segment } from '../../shared/domain/rows'
import { labelsOf } from '../../shared/domain/labels'
import { keyOf } from '../../shared/mapping/common-targets'
import type { AttributeRef } from '../../shared/mapping/scheme-map'
import { attributeTask } from '../../shared/values/attribute'
import { call } from '../client'
import { currentAuthorId } from './author'
import { ensureSegments, project, recordingOf, schemeOf, tracksOf } from './project'
import { selection } from './selection'

/** Where predictions are looked at: the active track, the open recording, or every recording. */
export type PredictionScope = 'track' | 'open' | 'all'

/** A prediction that nobody has decided about. */
export interface Undecided {
  readonly recordingId: string
  readonly segment: Segment
}

/** Models that have segments in the project, most recently added last. */
export function modelsWithSegments(recordingId?: string): readonly Author[] {
  const { index } = project()
  const ids = new Set(
    [...index.tracks.values()]
      .filter((track) => track.kind === 'segments' || track.kind === 'utterances')
      .filter((track) => recordingId === undefined || track.recordingId === recordingId)
      .map((track) => track.authorId)
  )
  return [...index.authors.values()].filter((author) => author.kind === 'model' && ids.has(author.id))
}

/** Attributes whose labels accepted predictions can get, the usual one first; without `ref` the model's own. */
export interface AcceptTarget {
  readonly key: string
  readonly title: string
  readonly ref: AttributeRef | undefined
}

/**
 * Where predictions of a model can go: to tracks with its own labels, or to those in the labels that I use. What I
 * label with comes first, unless I use the model's labels myself or have labelled nothing yet.
 */
export function acceptTargets(authorId: string): readonly AcceptTarget[] {
  const tracks = [...project().index.tracks.values()]
  const theirs = new Set(tracks.filter((track) => track.authorId === authorId).map(keyOf))
  const mine = tracks.filter((track) => track.authorId === currentAuthorId() && track.kind === 'segments')
  const own: AcceptTarget = { key: 'own', title: 'Those of the model', ref: undefined }
  const others = new Map(
    mine
      .filter((track) => !theirs.has(keyOf(track)) && track.runId === undefined)
      .filter((track) => labelsOf(schemeOf(track.schemeId), track.attributeId).length > 0)
      .map(({ schemeId, attributeId }) => {
        const scheme = schemeOf(schemeId)
        const title = attributeTask(scheme, attributeId)?.name ?? attributeId
        const ref = { schemeId, attributeId }
        return [keyOf(ref), { key: keyOf(ref), title: `${scheme?.name ?? schemeId}: ${title}`, ref }] as const
      })
  )
  const usesTheirs = mine.some((track) => theirs.has(keyOf(track)))
  return usesTheirs ? [own, ...others.values()] : [...others.values(), own]
}

/** Undecided predictions of a model, in order of recording and time; recordings not read yet are read but not kept. */
export async function undecidedOf(
  authorId: string,
  scope: PredictionScope,
  signal: AbortSignal
): Promise<readonly Undecided[]> {
  const { recordingId, trackId } = selection()
  const open = recordingOf(recordingId)
  const recordings =
    scope === 'all'
      ? [...(project().snapshot?.recordings ?? [])].sort((a, b) => a.position - b.position)
      : open
        ? [open]
        : []
  const found: Undecided[] = []
  for (const { id } of recordings) {
    const tracks = new Set(
      tracksOf(id)
        .filter((track) => track.authorId === authorId && (scope !== 'track' || track.id === trackId))
        .map((track) => track.id)
    )
    if (tracks.size === 0) continue
    const segments =
      id === recordingId ? await ensureSegments(id) : await call('track.segments', { recordingId: id })
    if (signal.aborted) return []
    for (const segment of segments)
      if (tracks.has(segment.trackId) && segment.review === undefined)
        found.push({ recordingId: id, segment })
  }
  return found
}
