import { raterQuality } from '../../../shared/analysis/label-errors/rater-quality'
import { labelCodes } from '../../../shared/compare/label-codes'
import { pairSegments } from '../../../shared/compare/pair-segments'
import type { ComparedSegment } from '../../../shared/compare/pairing'
import { ok } from '../../../shared/domain/problem'
import { labelMapper } from '../../../shared/mapping/label-mapper'
import { wilson } from '../../../shared/metrics/proportion-interval'
import { bothSides } from '../compared'
import type { Question } from '../question'

/** How every rater fares against the others, and against the candidate, on the segments of the reference. */
export const raters: Question<'analysis.raters'> = function* (desk, query) {
  const { reader } = desk
  const sides = yield* bothSides(desk, { ...query, mode: 'segments' })
  if (!sides.ok) return sides
  const { reference, candidate, axes, schemeId, attributeId } = sides.value
  const k = axes.length
  const codes = { reference: labelCodes(axes), candidate: labelCodes(axes) }
  const items = reference.segments
  const mapper = query.mapTo && labelMapper(query.mapTo, reader.all('scheme'))
  const said: { readonly authorId: string; readonly codes: Int32Array }[] = []
  for (const author of reader.all('author')) {
    if (author.kind === 'model' || author.kind === 'gold') continue
    if (author.id === query.candidateAuthorId) continue
    const lanes = (yield* desk.lanes([author.id], query.recordingIds, query.practice)).filter(({ track }) =>
      mapper
        ? mapper.reaches(track)
        : track.schemeId === schemeId && (attributeId === undefined || track.attributeId === attributeId)
    )
    const segments = lanes.flatMap(({ track, segments: own }) =>
      own.map((segment): ComparedSegment => ({
        id: segment.id,
        recordingId: track.recordingId,
        start: segment.start,
        end: segment.end,
        label: mapper ? mapper.label(track, segment) : segment.label,
        personId: query.ignorePersons ? undefined : (segment.personId ?? track.personId)
      }))
    )
    if (segments.length === 0) continue
    // Of its own segments the reference is a rater like the others.
    const own =
      author.id === query.referenceAuthorId
        ? Int32Array.from(items, ({ label }) => codes.reference.code(label))
        : pairSegments(items, segments, codes, 0).candidate
    if (own.some((code) => code >= 0 && code < k)) said.push({ authorId: author.id, codes: own })
    yield
  }
  const votes = new Int32Array(items.length * said.length).fill(-1)
  said.forEach(({ codes: own }, r) => {
    for (let i = 0; i < items.length; i++) {
      const code = own[i] ?? -1
      votes[i * said.length + r] = code >= 0 && code < k ? code : -1
    }
  })
  yield
  const quality = raterQuality({ raters: said.length, classes: k, codes: votes })
  yield
  const guesses = pairSegments(items, candidate.segments, codes, query.minOverlap).candidate
  return ok({
    items: items.length,
    raters: quality.map((row, r) => {
      let n = 0
      let same = 0
      for (let i = 0; i < items.length; i++) {
        const own = votes[i * said.length + r] ?? -1
        const guess = guesses[i] ?? -1
        if (own < 0 || guess < 0 || guess >= k) continue
        n++
        if (own === guess) same++
      }
      return { ...row, authorId: said[r]?.authorId ?? '', withCandidate: wilson.compute(same, n) }
    })
  })
}
