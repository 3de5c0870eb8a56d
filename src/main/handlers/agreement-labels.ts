import type { AgreementInput } from '../../shared/agreement/agreement-input'
import type { Sliced } from '../../shared/agreement/sliced'
import { DECLINED_LABEL, NO_LABEL, UNKNOWN_LABEL, type AgreementSegment } from '../../shared/agreement/units'
import { DECLINED, labelCodes, NOT_LABELLED, type AxisLabel } from '../../shared/compare/label-codes'
import type { AgreementQuery } from '../../shared/contract'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { Track } from '../../shared/domain/rows'
import { SchemeDocument } from '../../shared/domain/scheme'
import type { Project } from '../store'

/** Labels of the chosen annotators, and where they come from. */
export interface ReadLabels {
  readonly labels: Pick<AgreementInput, 'labels' | 'segments' | 'recordings' | 'tracked' | 'unmapped'>
  readonly revision: number
  readonly schemeId: string
  readonly attributeId: string | undefined
}

// An edit between two slices makes the labels belong to no revision; then they are read again.
const TRIES = 5

/** Read the labels track by track, all of one revision. Per-frame tracks are left out; of a model that ran twice, the latest run counts. */
export function* readLabels(project: Project, query: AgreementQuery): Sliced<Result<ReadLabels>> {
  for (let attempt = 1; ; attempt++) {
    const revision = project.revision()
    const read = yield* readOnce(project, query)
    if (!read.ok || attempt === TRIES || project.revision() === revision)
      return read.ok ? ok({ ...read.value, revision }) : read
  }
}

function* readOnce(project: Project, query: AgreementQuery): Sliced<Result<Omit<ReadLabels, 'revision'>>> {
  const authors = query.authorIds.map((id) => project.get('author', id))
  if (authors.some((author) => author === undefined))
    return fail('unknown-author', 'One of the annotators is not part of the project any more.')
  if (new Set(query.authorIds).size < 2)
    return fail('too-few-annotators', 'Agreement needs at least two annotators.', 'Choose another one.')
  const wanted = new Set(query.recordingIds)
  const recordings = [...project.all('recording')]
    .filter(({ id }) => wanted.size === 0 || wanted.has(id))
    .sort((a, b) => a.position - b.position)
  const chosen = new Set(recordings.map(({ id }) => id))
  const position = new Map(query.authorIds.map((id, i) => [id, i]))
  const tracks = latestTracks(project, query.practice).filter(
    ({ authorId, recordingId, kind }) =>
      kind !== 'frames' && position.has(authorId) && chosen.has(recordingId)
  )
  yield
  const rows: { readonly track: Track; readonly segments: ReturnType<Project['segmentsOfTrack']> }[] = []
  for (const track of tracks) {
    rows.push({ track, segments: project.segmentsOfTrack(track.id) })
    yield
  }
  const axes = axesFor(project, rows, query.schemeId)
  if (!axes)
    return fail(
      'nothing-labelled',
      'The chosen annotators have not labelled anything in the chosen recordings.',
      'Choose other recordings, or label some segments first.'
    )
  const codes = labelCodes(axes.labels)
  const k = axes.labels.length
  const tracked = query.authorIds.map(() => new Set<string>())
  const segments: AgreementSegment[] = []
  const unmapped = new Map<string, number>()
  for (const { track, segments: own } of rows) {
    const author = position.get(track.authorId) ?? 0
    tracked[author]?.add(track.recordingId)
    // Another attribute of the same scheme is another question, not an unknown label.
    if (track.schemeId === axes.schemeId && track.attributeId !== axes.attributeId) continue
    for (const { id, start, end, label, personId } of own) {
      // Turns of a transcript that nobody labelled are no segments of an annotation.
      if (label === undefined && track.kind === 'utterances') continue
      const code = codes.code(label)
      if (code >= k && label !== undefined) unmapped.set(label, (unmapped.get(label) ?? 0) + 1)
      segments.push({
        id,
        author,
        recordingId: track.recordingId,
        start,
        end,
        code:
          code >= k
            ? UNKNOWN_LABEL
            : code === NOT_LABELLED
              ? NO_LABEL
              : code === DECLINED
                ? DECLINED_LABEL
                : code,
        personId: query.ignorePersons ? undefined : (personId ?? track.personId)
      })
    }
    yield
  }
  return ok({
    labels: {
      labels: codes.axes,
      segments,
      tracked,
      recordings: recordings.map(({ id, duration, group }) => ({ id, duration, group })),
      unmapped: [...unmapped]
        .map(([label, count]) => ({ label, segments: count }))
        .sort((a, b) => b.segments - a.segments)
    },
    schemeId: axes.schemeId,
    attributeId: axes.attributeId
  })
}

/** Tracks without those that a later run of the same model on the same recording replaced. */
function latestTracks(project: Project, withPractice: boolean): readonly Track[] {
  const order = new Map(project.all('run').map((run, i) => [run.id, i]))
  const tracks = withPractice ? project.all('track') : project.dataTracks()
  const latest = new Map<string, string>()
  const key = (track: Track): string => `${track.recordingId}/${track.authorId}`
  for (const track of tracks) {
    if (track.runId === undefined) continue
    const known = latest.get(key(track))
    if (known === undefined || (order.get(track.runId) ?? 0) > (order.get(known) ?? 0))
      latest.set(key(track), track.runId)
  }
  return tracks.filter((track) => track.runId === undefined || latest.get(key(track)) === track.runId)
}

interface Axes {
  readonly schemeId: string
  readonly attributeId: string | undefined
  readonly labels: readonly AxisLabel[]
}

/** Labels of the scheme asked for, else of the scheme and attribute with most segments. */
function axesFor(
  project: Project,
  rows: readonly { readonly track: Track; readonly segments: readonly unknown[] }[],
  schemeId: string | undefined
): Axes | undefined {
  const sizes = new Map<string, { readonly track: Track; count: number }>()
  for (const { track, segments } of rows) {
    if (schemeId !== undefined && track.schemeId !== schemeId) continue
    const key = `${track.schemeId}/${track.attributeId}`
    const entry = sizes.get(key) ?? { track, count: 0 }
    entry.count += segments.length
    sizes.set(key, entry)
  }
  const main = [...sizes.values()].sort((a, b) => b.count - a.count)[0]
  if (!main || main.count === 0) return undefined
  const scheme = schemeId ?? main.track.schemeId
  const document = SchemeDocument.safeParse(project.get('scheme', scheme)?.document)
  if (!document.success) return undefined
  const { attributes } = document.data
  const attribute = attributes.find(({ id }) => id === main.track.attributeId) ?? attributes[0]
  return {
    schemeId: scheme,
    attributeId: main.track.attributeId,
    labels: (attribute?.labels ?? []).map(({ id, aliases }) => ({ id, aliases }))
  }
}
