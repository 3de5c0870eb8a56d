import type { ComparisonAnswer } from '../../../shared/contract'
import type { NumberCard } from '../../../shared/compare/report'
import type { Author, Run, Track } from '../../../shared/domain/rows'
import type { NumberCardContent } from '../../ui/number-card'
import type { Query } from './choice'

/** What the facts of a card are read from. */
export interface CardSources {
  readonly query: Query
  readonly report: Pick<ComparisonAnswer, 'pairing' | 'revision' | 'recordings' | 'mode'>
  readonly projectName: string
  readonly schemeName: string | undefined
  /** How labels of other schemes were mapped, in sentences. */
  readonly mapping?: string | undefined
  readonly authors: ReadonlyMap<string, Author>
  readonly tracks: Iterable<Track>
  readonly runs: ReadonlyMap<string, Run>
}

/** Cards as shown: seconds with one decimal, and the facts that all of them share. */
export function cardsOf(
  cards: readonly NumberCard[],
  facts: NumberCardContent['facts']
): readonly NumberCardContent[] {
  return cards.map((card) => ({
    ...card,
    n: rounded(card.n, card.unit),
    leftOut: card.leftOut.map(({ reason, count, unit }) => ({
      reason: reason.replace(/\.$/, ''),
      count: rounded(count, unit),
      unit: unit === 'segments' && count === 1 ? 'segment' : unit
    })),
    facts
  }))
}

const rounded = (value: number, unit: 'segments' | 's'): number =>
  unit === 's' ? Math.round(value * 10) / 10 : value

/** Who was compared, how they were paired, on which data, by which weights. */
export function commonFacts(sources: CardSources): readonly (readonly [string, string])[] {
  const { query, report, authors } = sources
  const name = (id: string): string => authors.get(id)?.name ?? 'an author that is gone'
  const facts: [string, string][] = [
    [
      'Compared',
      `${name(query.candidateAuthorId)} (candidate) against ${name(query.referenceAuthorId)} (reference), ${report.recordings} ${report.recordings === 1 ? 'recording' : 'recordings'}`
    ]
  ]
  if (sources.schemeName) facts.push(['Labels', sources.schemeName])
  if (sources.mapping) facts.push(['Mapping', sources.mapping])
  facts.push(['Pairing', report.pairing])
  if (report.mode === 'segments' && query.minOverlap)
    facts.push(['Least overlap', `${Math.round(query.minOverlap * 100)} %`])
  for (const id of [query.referenceAuthorId, query.candidateAuthorId]) {
    const author = authors.get(id)
    if (author?.kind === 'model') facts.push(...modelFacts(author, sources))
  }
  facts.push(['Data', `${sources.projectName}, revision r${report.revision.toLocaleString('en-GB')}`])
  return facts
}

/** Hashes of every run whose tracks were compared; several when the weights changed between recordings. */
export function modelFacts(
  author: Author,
  {
    tracks,
    runs,
    query
  }: Pick<CardSources, 'tracks' | 'runs'> & { readonly query: Pick<Query, 'recordingIds'> }
): [string, string][] {
  const wanted = new Set(query.recordingIds ?? [])
  const texts = new Set<string>()
  for (const track of tracks) {
    if (track.authorId !== author.id || (wanted.size > 0 && !wanted.has(track.recordingId))) continue
    const run = track.runId === undefined ? undefined : runs.get(track.runId)
    if (run)
      texts.add(
        `manifest ${run.manifestHash}, weights ${run.weightsHash}, ${run.providerGot ?? run.providerAsked}, ONNX Runtime ${run.runtimeVersion}`
      )
  }
  return texts.size === 0 ? [] : [[author.name, [...texts].join('; ')]]
}
