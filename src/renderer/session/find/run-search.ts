import { ok } from '../../../shared/domain/problem'
import type { Result } from '../../../shared/domain/problem'
import type { Recording, Segment } from '../../../shared/domain/rows'
import { patternFlags, plainPattern, searchSegments } from '../../../shared/search/search-segments'
import type { Candidate } from '../../../shared/search/search-segments'
import type { SegmentQuery, TextField } from '../../../shared/search/segment-query'
import { call } from '../../client'
import { project } from '../project'
import { matchPattern } from './match-pattern'

/** A segment that fits, as it was when it was found. */
export interface Found {
  readonly recordingId: string
  readonly segment: Segment
  /** Where the text was found; empty when none was looked for. */
  readonly fields: readonly TextField[]
}

export interface SearchOptions {
  /** The recordings to look in, in order. */
  readonly recordings: readonly Recording[]
  readonly signal: AbortSignal
  readonly onProgress?: (done: number) => void
}

/** Search recordings one after the other; the window stays free in between. */
export async function runSearch(
  query: SegmentQuery,
  { recordings, signal, onProgress }: SearchOptions
): Promise<Result<readonly Found[]>> {
  const found: Found[] = []
  const candidates: { readonly recordingId: string; readonly candidate: Candidate }[] = []
  for (const [index, { id }] of recordings.entries()) {
    const segments = await rowsOf(id)
    if (signal.aborted) return ok([])
    const { tracks, schemes } = project().index
    for (const candidate of searchSegments(query, { segments, tracks, schemes }))
      if (query.text === '') found.push({ recordingId: id, segment: candidate.segment, fields: [] })
      else candidates.push({ recordingId: id, candidate })
    onProgress?.(index + 1)
    await breathe()
  }
  if (query.text === '') return ok(found)
  return withText(query, candidates, signal)
}

/** Rows of a recording: those the window has, else read for this search and not kept. */
async function rowsOf(recordingId: string): Promise<readonly Segment[]> {
  const known = project().segments.get(recordingId)
  if (known) return known.all
  const rows = await call('track.segments', { recordingId })
  return [...rows].sort((a, b) => a.start - b.start || a.end - b.end)
}

async function withText(
  query: SegmentQuery,
  candidates: readonly { readonly recordingId: string; readonly candidate: Candidate }[],
  signal: AbortSignal
): Promise<Result<readonly Found[]>> {
  const texts = candidates.flatMap(({ candidate }) => candidate.texts.map(({ text }) => text))
  const hits = query.regex
    ? await matchPattern({ source: query.text, flags: patternFlags(query) }, texts, signal)
    : ok(await plainHits(query, texts, signal))
  if (!hits.ok) return hits
  let at = 0
  return ok(
    candidates.flatMap(({ recordingId, candidate }) => {
      const fields = candidate.texts.flatMap(({ field }) => (hits.value[at++] === undefined ? [] : [field]))
      return fields.length > 0 ? [{ recordingId, segment: candidate.segment, fields }] : []
    })
  )
}

/** Texts looked at between two breaths. */
const PLAIN_SLICE = 5000

async function plainHits(
  query: SegmentQuery,
  texts: readonly string[],
  signal: AbortSignal
): Promise<readonly (string | undefined)[]> {
  const pattern = new RegExp(plainPattern(query.text), patternFlags(query).replace('g', ''))
  const hits: (string | undefined)[] = []
  for (let at = 0; at < texts.length && !signal.aborted; at += PLAIN_SLICE) {
    for (const text of texts.slice(at, at + PLAIN_SLICE)) hits.push(pattern.test(text) ? text : undefined)
    await breathe()
  }
  return hits
}

const breathe = (): Promise<void> => new Promise((done) => setTimeout(done))
