import type { Sliced } from '../../../shared/agreement/sliced'
import { judgedPairs, wordSpan } from '../../../shared/analysis/causes/cause-pairs'
import type { JudgedPair } from '../../../shared/analysis/causes/cause-pairs'
import type { LeftOut } from '../../../shared/compare/report'
import type { CompareQuery } from '../../../shared/contract'
import { transcriptLayers } from '../../../shared/conversation/transcript-layers'
import { turnLabels } from '../../../shared/conversation/turn-labels'
import { knownEmotion } from '../../../shared/domain/known-emotion'
import { labelsOf } from '../../../shared/domain/labels'
import { fail, ok } from '../../../shared/domain/problem'
import type { Result } from '../../../shared/domain/problem'
import type { Relation } from '../../../shared/domain/relation'
import type { Segment, Track } from '../../../shared/domain/rows'
import type { CauseSpan } from '../../../shared/metrics/emotion-causes'
import type { Desk } from '../desk'

/** Emotions and causes of both sides in the conversations that both looked at. */
export interface CausesState {
  readonly reference: readonly CauseSpan[]
  readonly candidate: readonly CauseSpan[]
  readonly pairs: readonly JudgedPair[]
  /** Emotions that play a part: all that were linked but neutral. */
  readonly emotions: readonly string[]
  /** Whether anybody named words of a cause. */
  readonly spans: boolean
  readonly turns: ReadonlyMap<string, readonly Segment[]>
  readonly leftOut: readonly LeftOut[]
  readonly schemeId?: string
}

/** Kept by the desk. */
export function* causesState(desk: Desk, query: CompareQuery): Sliced<Result<CausesState>> {
  return yield* desk.kept(`causes ${JSON.stringify(query)}`, () => makeState(desk, query))
}

function* makeState(desk: Desk, query: CompareQuery): Sliced<Result<CausesState>> {
  const { reader } = desk
  const tracks = Map.groupBy(reader.all('track'), ({ recordingId }) => recordingId)
  const wanted = new Set(query.recordingIds ?? [])
  const reference: CauseSpan[] = []
  const candidate: CauseSpan[] = []
  const turns = new Map<string, readonly Segment[]>()
  const out = { unlinked: 0, alone: 0, candidateOnly: 0 }
  let spans = false
  let schemeId: string | undefined
  for (const { id } of reader.all('recording')) {
    if (wanted.size > 0 && !wanted.has(id)) continue
    yield
    const links = reader.relationsOfRecording(id).filter(({ kind }) => kind === 'cause')
    const own = links.filter(({ authorId }) => authorId === query.referenceAuthorId)
    const other = links.filter(({ authorId }) => authorId === query.candidateAuthorId)
    const here = tracks.get(id) ?? []
    if (own.length === 0) {
      out.candidateOnly += other.length
      continue
    }
    if (other.length === 0 && !here.some(({ authorId }) => authorId === query.candidateAuthorId)) {
      out.alone += own.length
      continue
    }
    const conversation = conversationOf(desk, id, here, [...own, ...other])
    turns.set(id, conversation.turns)
    for (const [list, side] of [
      [own, reference],
      [other, candidate]
    ] as const)
      for (const link of list) {
        const pair = conversation.pair(link)
        if (pair) side.push(pair)
        else out.unlinked++
        spans ||= link.toSpan !== undefined
      }
    schemeId ??= here.find(
      ({ authorId, kind }) => authorId === query.referenceAuthorId && kind === 'segments'
    )?.schemeId
  }
  if (reference.length === 0)
    return fail(
      'no-causes',
      `${reader.get('author', query.referenceAuthorId)?.name ?? 'The reference'} has linked no emotion to a cause that the candidate looked at too.`,
      'Link a turn to its cause with R, or import pairs; both authors must have looked at the same conversations.'
    )
  const names = new Map(
    reader
      .all('scheme')
      .flatMap((scheme) => labelsOf(scheme))
      .map(({ id, name }) => [id, name])
  )
  const emotions = [...new Set([...reference, ...candidate].map(({ emotion }) => emotion))]
    .filter((emotion) => knownEmotion(emotion, names.get(emotion) ?? emotion)?.id !== 'neutral')
    .sort()
  const pairs = judgedPairs(reference, candidate).filter(({ emotion }) => emotions.includes(emotion))
  const entry = (reason: string, count: number): LeftOut => ({ reason, count, unit: 'segments' })
  return ok({
    ...{ reference, candidate, pairs, emotions, spans, turns },
    ...(schemeId === undefined ? {} : { schemeId }),
    leftOut: [
      entry('A link has no emotion where it starts, or no turn of the transcript at an end.', out.unlinked),
      entry('Links of the reference in conversations that the candidate did not look at.', out.alone),
      entry('Links of the candidate in conversations where the reference linked nothing.', out.candidateOnly)
    ].filter(({ count }) => count > 0)
  })
}

function conversationOf(
  { reader }: Desk,
  recordingId: string,
  tracks: readonly Track[],
  links: readonly Relation[]
) {
  const segments = new Map(reader.segmentsOfRecording(recordingId).map((segment) => [segment.id, segment]))
  const trackOf = new Map(tracks.map((track) => [track.id, track]))
  const inOrder = (ids: ReadonlySet<string>): readonly Segment[] =>
    [...segments.values()]
      .filter(({ trackId }) => ids.has(trackId))
      .sort((a, b) => a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : 1))
  const linked = new Set(links.flatMap(({ fromId, toId }) => [fromId, toId]))
  const layers = transcriptLayers(tracks, (id) => reader.get('author', id))
  const layer =
    layers.find(({ trackIds }) => inOrder(new Set(trackIds)).some(({ id }) => linked.has(id))) ?? layers[0]
  const said = new Set(layer?.trackIds ?? [])
  const turns = inOrder(said)
  const place = new Map(turns.map((turn, at) => [turn.id, at]))
  const labels = new Map<string, readonly (Segment | undefined)[]>()
  const personOf = (segment: Segment): string | undefined =>
    segment.personId ?? trackOf.get(segment.trackId)?.personId
  const labelsBy = (authorId: string): readonly (Segment | undefined)[] => {
    const known = labels.get(authorId)
    if (known) return known
    const own = new Set(
      tracks.filter((track) => track.authorId === authorId && !said.has(track.id)).map(({ id }) => id)
    )
    const found = turnLabels(
      inOrder(own).filter(({ label }) => label !== undefined),
      turns,
      personOf
    )
    labels.set(authorId, found)
    return found
  }
  const turnOf = (id: string): number | undefined => {
    const known = place.get(id)
    const segment = segments.get(id)
    if (known !== undefined || !segment) return known
    let best: number | undefined
    let most = 0
    turns.forEach((turn, at) => {
      const shared = Math.min(turn.end, segment.end) - Math.max(turn.start, segment.start)
      if (shared > most) [best, most] = [at, shared]
    })
    return best
  }
  return {
    turns,
    pair(link: Relation): CauseSpan | undefined {
      const [from, to] = [turnOf(link.fromId), turnOf(link.toId)]
      if (from === undefined || to === undefined) return undefined
      const emotion =
        segments.get(link.fromId)?.label ?? labelsBy(link.authorId)[from]?.label ?? turns[from]?.label
      if (emotion === undefined) return undefined
      return {
        ...{ conversation: recordingId, emotionTurn: from, causeTurn: to, emotion },
        ...wordSpan(turns[to]?.text ?? '', link.toSpan)
      }
    }
  }
}
