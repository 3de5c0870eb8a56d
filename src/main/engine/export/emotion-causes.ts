import { turnLabels } from '../../../shared/conversation/turn-labels'
import { transcriptLayers } from '../../../shared/conversation/transcript-layers'
import type { Relation } from '../../../shared/domain/relation'
import type { Problem } from '../../../shared/domain/problem'
import type { Author, Recording, Segment } from '../../../shared/domain/rows'
import { oneLoss } from '../interchange/losses'
import { fileSafe } from '../interchange/tools'
import type { DatasetIndex } from './dataset-index'
import type { ExportFile } from './export-file'
import { spanText } from './links-table'

/**
 * `emotion-causes/<author>.json`: conversations with the pairs of emotion and cause that one author linked, in the JSON
 * of SemEval-2024 task 3: `["3_joy", "2"]` is the joy of turn 3 caused by turn 2; where words of the cause are named,
 * `["3_joy", "2_the words"]`.
 */
export const emotionCausesFormat = {
  id: 'emotion-causes',
  files: (index: DatasetIndex): readonly ExportFile[] =>
    linkingAuthors(index).map((author) => ({
      name: `emotion-causes/${fileSafe(author.name)}.json`,
      rows: index.dataset.relations.length,
      text: () => [`${JSON.stringify(conversationsOf(index, author).conversations, undefined, 2)}\n`]
    }))
} as const

/** Links that have no place in the pairs, in a sentence. */
export function emotionCauseLosses(index: DatasetIndex): readonly Problem[] {
  const left = linkingAuthors(index).reduce((sum, author) => sum + conversationsOf(index, author).left, 0)
  const others = index.dataset.relations.filter(({ kind }) => kind !== 'cause').length
  return [
    ...(left > 0
      ? [
          oneLoss(
            'links',
            `${left} cause link${left === 1 ? '' : 's'} would be left out: no emotion where it starts, or no turn of the transcript at one of its ends.`
          )
        ]
      : []),
    ...(others > 0
      ? [
          oneLoss(
            'link-kinds',
            `${others} link${others === 1 ? '' : 's'} of other kinds than cause would be left out.`
          )
        ]
      : [])
  ]
}

const linkingAuthors = ({ dataset }: DatasetIndex): readonly Author[] =>
  dataset.authors.filter(({ id }) =>
    dataset.relations.some((link) => link.authorId === id && link.kind === 'cause')
  )

interface Conversation {
  readonly conversation_ID: string
  readonly conversation: readonly {
    readonly utterance_ID: number
    readonly text: string
    readonly speaker: string
    readonly emotion?: string
  }[]
  readonly 'emotion-cause_pairs': readonly (readonly [string, string])[]
}

function conversationsOf(
  index: DatasetIndex,
  author: Author
): { readonly conversations: readonly Conversation[]; readonly left: number } {
  const conversations: Conversation[] = []
  let left = 0
  const byRecording = Map.groupBy(
    index.dataset.relations.filter((link) => link.authorId === author.id && link.kind === 'cause'),
    (link) => index.track(index.segment(link.fromId)?.trackId ?? '')?.recordingId
  )
  for (const recording of index.dataset.recordings) {
    const links = byRecording.get(recording.id)
    if (!links) continue
    const made = conversationOf(index, author, recording, links)
    left += made.left
    conversations.push(made.conversation)
  }
  return { conversations, left }
}

function conversationOf(
  index: DatasetIndex,
  author: Author,
  recording: Recording,
  links: readonly Relation[]
): { readonly conversation: Conversation; readonly left: number } {
  const tracks = index.dataset.tracks.filter(({ recordingId }) => recordingId === recording.id)
  const layers = transcriptLayers(tracks, (id) => index.author(id))
  const linked = new Set(links.flatMap(({ fromId, toId }) => [fromId, toId]))
  const segmentsIn = (ids: readonly string[]): readonly Segment[] =>
    ids
      .flatMap((id) => index.segmentsOf(id))
      .sort((a, b) => a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : 1))
  const layer =
    layers.find(({ trackIds }) => segmentsIn(trackIds).some(({ id }) => linked.has(id))) ?? layers[0]
  const turns = segmentsIn(layer?.trackIds ?? [])
  const place = new Map(turns.map((turn, at) => [turn.id, at]))
  const personOf = (segment: Segment): string | undefined =>
    segment.personId ?? index.track(segment.trackId)?.personId
  const said = new Set(layer?.trackIds ?? [])
  const labelled = segmentsIn(
    tracks.filter(({ id, authorId }) => authorId === author.id && !said.has(id)).map(({ id }) => id)
  ).filter(({ label }) => label !== undefined)
  const labels = turnLabels(labelled, turns, personOf)
  const emotionOf = (at: number): string | undefined => labels[at]?.label ?? turns[at]?.label
  /** The turn that a segment is, or is about. */
  const turnOf = (id: string): number | undefined => {
    const known = place.get(id)
    const segment = index.segment(id)
    if (known !== undefined || !segment) return known
    const share = turns.map((turn) => Math.min(turn.end, segment.end) - Math.max(turn.start, segment.start))
    const most = Math.max(0, ...share)
    const at = share.indexOf(most)
    return most > 0 ? at : undefined
  }
  const pairs: [string, string][] = []
  for (const link of links) {
    const [from, to] = [turnOf(link.fromId), turnOf(link.toId)]
    const emotion = index.segment(link.fromId)?.label ?? (from === undefined ? undefined : emotionOf(from))
    if (from === undefined || to === undefined || emotion === undefined) continue
    const words = spanText(index.segment(link.toId), link.toSpan)
    pairs.push([`${from + 1}_${emotion}`, words === undefined ? `${to + 1}` : `${to + 1}_${words}`])
  }
  return {
    left: links.length - pairs.length,
    conversation: {
      conversation_ID: recording.name,
      conversation: turns.map((turn, at) => {
        const emotion = emotionOf(at)
        return {
          utterance_ID: at + 1,
          text: turn.text ?? '',
          speaker: index.person(personOf(turn))?.name ?? index.track(turn.trackId)?.name ?? '',
          ...(emotion === undefined ? {} : { emotion })
        }
      }),
      'emotion-cause_pairs': pairs
    }
  }
}
