import { markReport, type MarkInput } from '../../shared/agreement/marks/mark-agreement'
import type { Mark, MarkedUnit } from '../../shared/agreement/marks/mark-report'
import type { AgreementLeftOut } from '../../shared/agreement/report'
import { matchedUnits } from '../../shared/agreement/matched-units'
import type { Sliced } from '../../shared/agreement/sliced'
import type { AgreementSegment } from '../../shared/agreement/units'
import type { MarkAgreementQuery } from '../../shared/contract'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import { CANNOT_RATE } from '../../shared/domain/rows'
import type { Segment, Track } from '../../shared/domain/rows'
import type { Project } from '../store'
import type { Area } from './area'
import type { HandlerContext } from './context'
import { inSlices } from './in-slices'
import { latestTracks } from './latest-tracks'
import { pagesOf } from './pages-of'
import { withProject } from './with-project'

/** Agreement of stretches of text and of points in time. */
export function markAgreementHandlers(context: HandlerContext): Area<'agreement.marks'> {
  return {
    'agreement.marks': (query) =>
      withProject(context, async (project) => {
        if (new Set(query.authorIds).size < 2)
          return fail('too-few-annotators', 'Agreement needs at least two annotators.', 'Choose another one.')
        // An edit between two slices makes the marks belong to no revision; then they are read again.
        let revision = project.revision()
        let read = await inSlices(readMarks(project, query))
        for (let attempt = 1; attempt < 5 && project.revision() !== revision; attempt++) {
          revision = project.revision()
          read = await inSlices(readMarks(project, query))
        }
        if (!read.ok) return read
        const report = await inSlices(markReport(read.value))
        if (context.open.project !== project)
          return fail('project-closed', 'The project was closed meanwhile.')
        return ok({ ...report, revision })
      })
  }
}

function* readMarks(project: Project, query: MarkAgreementQuery): Sliced<Result<MarkInput>> {
  const { kind, authorIds, toleranceMs } = query
  const wanted = new Set(query.recordingIds)
  const tracks = latestTracks(project, false).filter(
    (track) =>
      track.schemeId === query.schemeId &&
      track.attributeId === query.attributeId &&
      (kind === 'points' ? track.kind === 'points' : track.kind !== 'frames' && track.kind !== 'trace') &&
      authorIds.includes(track.authorId) &&
      (wanted.size === 0 || wanted.has(track.recordingId))
  )
  yield
  const read =
    kind === 'points' ? yield* pointUnits(project, tracks, query) : yield* textUnits(project, tracks, query)
  if (read.units.every(({ byAuthor }) => byAuthor.every((marks) => !marks)))
    return fail(
      'nothing-marked',
      'None of the chosen annotators marked anything in the chosen recordings.',
      'Choose other recordings, or mark some first.'
    )
  const { units, declined } = read
  const alone = units.filter(
    ({ byAuthor }) => byAuthor.filter((marks) => marks !== undefined).length === 1
  ).length
  const leftOut: AgreementLeftOut[] = [
    { reason: 'Looked at by one annotator alone.', count: alone, unit: 'units' },
    { reason: 'The annotator declined.', count: declined, unit: 'segments' }
  ]
  const told = leftOut.filter(({ count }) => count > 0)
  return ok({ kind, authorIds, units, tolerance: toleranceMs * 1000, leftOut: told })
}

interface ReadUnits {
  readonly units: readonly MarkedUnit[]
  readonly declined: number
}

/** One unit for each recording and person that somebody has a track of points about; an empty track is a look that found nothing. */
function* pointUnits(
  project: Project,
  tracks: readonly Track[],
  { authorIds }: MarkAgreementQuery
): Sliced<ReadUnits> {
  const units = new Map<string, { recordingId: string; byAuthor: (Mark[] | undefined)[] }>()
  let declined = 0
  const marksOf = (track: Track, personId: string | undefined): Mark[] => {
    const key = JSON.stringify([track.recordingId, personId ?? track.personId])
    const unit = units.get(key) ?? {
      recordingId: track.recordingId,
      byAuthor: authorIds.map(() => undefined)
    }
    units.set(key, unit)
    return (unit.byAuthor[authorIds.indexOf(track.authorId)] ??= [])
  }
  for (const track of tracks) {
    marksOf(track, undefined)
    for (const page of pagesOf(project, track.id)) {
      for (const { start, label, personId } of page)
        if (label === CANNOT_RATE) declined++
        else marksOf(track, personId).push({ from: start, to: start, label: label ?? '' })
      yield
    }
  }
  return { units: [...units.values()], declined }
}

/** One unit for each text that annotators looked at: their segments of the same time. */
function* textUnits(
  project: Project,
  tracks: readonly Track[],
  { authorIds, minOverlap }: MarkAgreementQuery
): Sliced<ReadUnits> {
  const segments: Segment[] = []
  const placed: AgreementSegment[] = []
  let declined = 0
  for (const track of tracks) {
    for (const page of pagesOf(project, track.id)) {
      for (const segment of page) {
        if (segment.label === CANNOT_RATE) declined++
        if (segment.value?.kind !== 'spans') continue
        segments.push(segment)
        placed.push({
          ...{ id: segment.id, start: segment.start, end: segment.end, code: 0 },
          author: authorIds.indexOf(track.authorId),
          recordingId: track.recordingId,
          personId: segment.personId ?? track.personId
        })
      }
      yield
    }
  }
  const matched = yield* matchedUnits({
    segments: placed,
    annotators: authorIds.length,
    labels: 1,
    recordingIds: [...new Set(tracks.map(({ recordingId }) => recordingId))],
    least: minOverlap
  })
  const units = Array.from({ length: matched.count }, (_, u): MarkedUnit => ({
    recordingId: matched.recordings[matched.recording[u] ?? -1] ?? '',
    byAuthor: authorIds.map((__, a) => {
      const value = segments[matched.at[u * matched.annotators + a] ?? -1]?.value
      return value?.kind === 'spans' ? value.spans : undefined
    })
  }))
  return { units, declined }
}
