import { useMemo } from 'react'
import { emotionShifts } from '../../../shared/conversation/emotion-transitions'
import { layerErrors } from '../../../shared/conversation/layer-errors'
import type { LayerErrors } from '../../../shared/conversation/layer-errors'
import { hasNominalTimes } from '../../../shared/conversation/nominal-times'
import { transcriptLayers } from '../../../shared/conversation/transcript-layers'
import type { TranscriptLayer } from '../../../shared/conversation/transcript-layers'
import { turnLabels } from '../../../shared/conversation/turn-labels'
import { labelOf } from '../../../shared/domain/labels'
import type { Author, Segment, Track } from '../../../shared/domain/rows'
import type { Label } from '../../../shared/domain/scheme'
import { useCurrentAuthor } from '../../session/author'
import { useHiddenAuthors } from '../../session/blind-check'
import { conversationChoice, layerShown } from '../../session/conversation'
import { personOfSegment } from '../../session/desk-segments'
import { authorOf, personOf, schemeOf, trackOf, useProject } from '../../session/project'
import type { ProjectIndex } from '../../session/project-index'
import { useSegments } from '../../session/use-segments'

/** What one author says about a turn. */
export interface TurnLabel {
  readonly author: Author
  readonly segment: Segment
  readonly label: Label
}

/** One turn as the pane draws it. */
export interface Turn {
  readonly segment: Segment
  readonly track: Track
  readonly speaker: string
  readonly color: string
  /** What the chosen annotator says. */
  readonly said: TurnLabel | undefined
  /** What everybody else says, where it is asked for. */
  readonly others: readonly TurnLabel[]
  /** Emotion of the speaker's turn before, where it is another one. */
  readonly shift: Label | undefined
}

/** The conversation of a recording as the pane shows it. */
export interface Conversation {
  readonly layers: readonly TranscriptLayer[]
  readonly layer: TranscriptLayer | undefined
  readonly other: TranscriptLayer | undefined
  readonly turns: readonly Turn[]
  /** Word errors of the other transcript against the one shown. */
  readonly errors: LayerErrors | undefined
  readonly author: Author | undefined
  /** Who has labels in this recording. */
  readonly authors: readonly Author[]
  /** Times of the transcript are made up. */
  readonly nominal: boolean
  readonly loading: boolean
}

const noTracks: readonly Track[] = []
/** Colours of speakers who are nobody the project knows; they hold 4.5:1 on both themes with the letter beside. */
const SPEAKER_COLORS = ['#c98a4b', '#6aa6d8', '#8fc46b', '#cc79a7'] as const

/** Turns of the transcript shown, with labels, shifts and word errors. */
export function useTurns(recordingId: string | undefined): Conversation {
  const index = useProject((state) => state.index)
  const tracks = recordingId === undefined ? noTracks : (index.tracksByRecording.get(recordingId) ?? noTracks)
  const segments = useSegments(recordingId)
  const mine = useCurrentAuthor()
  const choice = conversationChoice.use()
  const layers = useMemo(() => transcriptLayers(tracks, (id) => index.authors.get(id)), [tracks, index])
  const layer = layerShown(layers, choice.layers[recordingId ?? ''])
  const other = layers.find(({ id }) => id === choice.others[recordingId ?? ''] && id !== layer?.id)
  const author = (choice.authorId === undefined ? undefined : index.authors.get(choice.authorId)) ?? mine

  const spoken = useMemo(() => segmentsIn(segments, layer), [segments, layer])
  const heard = useMemo(() => segmentsIn(segments, other), [segments, other])
  const hidden = useHiddenAuthors()
  const labelled = useMemo(
    () => new Map([...labelledBy(segments ?? [], index)].filter(([authorId]) => !hidden.has(authorId))),
    [segments, index, hidden]
  )
  const turns = useMemo(
    () => turnsOf(spoken, labelled, author, choice.everyone, index),
    [spoken, labelled, author, choice.everyone, index]
  )
  const { lowerCase, noPunctuation } = choice
  const errors = useMemo(
    () => (other ? layerErrors(spoken, heard, { lowerCase, noPunctuation }) : undefined),
    [other, spoken, heard, lowerCase, noPunctuation]
  )
  return {
    layers,
    layer,
    other,
    turns,
    errors,
    author,
    authors: [...labelled.keys()].flatMap((id) => index.authors.get(id) ?? []),
    nominal: tracks.some((track) => layer?.trackIds.includes(track.id) === true && hasNominalTimes(track)),
    loading: segments === undefined
  }
}

function segmentsIn(
  segments: readonly Segment[] | undefined,
  layer: TranscriptLayer | undefined
): readonly Segment[] {
  const ids = new Set(layer?.trackIds)
  return (segments ?? []).filter(({ trackId }) => ids.has(trackId))
}

/** Labelled segments by author, in order of start. Words with labels of their own are their transcript's. */
function labelledBy(
  segments: readonly Segment[],
  index: ProjectIndex
): ReadonlyMap<string, readonly Segment[]> {
  const lists = new Map<string, Segment[]>()
  for (const segment of segments) {
    const track = index.tracks.get(segment.trackId)
    if (segment.label === undefined || !track || track.kind === 'frames') continue
    const list = lists.get(track.authorId)
    if (list) list.push(segment)
    else lists.set(track.authorId, [segment])
  }
  return lists
}

function turnsOf(
  spoken: readonly Segment[],
  labelled: ReadonlyMap<string, readonly Segment[]>,
  author: Author | undefined,
  everyone: boolean,
  index: ProjectIndex
): readonly Turn[] {
  const labels = (authorId: string): readonly (Segment | undefined)[] =>
    turnLabels(labelled.get(authorId) ?? [], spoken, personOfSegment)
  const said = author ? labels(author.id) : []
  const others = everyone
    ? [...labelled.keys()].filter((id) => id !== author?.id).map((id) => ({ id, labels: labels(id) }))
    : []
  const names = new Map<string, number>()
  const speakers = spoken.map((segment) => {
    const person = personOf(personOfSegment(segment))
    const name = person?.name ?? index.tracks.get(segment.trackId)?.name ?? ''
    if (!names.has(name)) names.set(name, names.size)
    const fallback = SPEAKER_COLORS[(names.get(name) ?? 0) % SPEAKER_COLORS.length]
    return { name, color: person?.color ?? fallback ?? 'var(--muted)' }
  })
  const shifts = emotionShifts(
    spoken.map((_, i) => ({ speaker: speakers[i]?.name ?? '', label: said[i]?.label ?? null }))
  )
  return spoken.flatMap((segment, i) => {
    const track = index.tracks.get(segment.trackId)
    if (!track) return []
    const mine = said[i]
    const before = shifts[i]
    return [
      {
        segment,
        track,
        speaker: speakers[i]?.name ?? '',
        color: speakers[i]?.color ?? 'var(--muted)',
        said: mine && turnLabel(mine),
        others: others.flatMap(({ labels: theirs }) => {
          const theirLabel = theirs[i]
          return (theirLabel && turnLabel(theirLabel)) ?? []
        }),
        shift: before === undefined || !mine ? undefined : labelFor(mine, before)
      }
    ]
  })
}

function turnLabel(segment: Segment): TurnLabel | undefined {
  const label = labelFor(segment, segment.label)
  const author = authorOf(trackOfLabel(segment)?.authorId)
  return label && author && { author, segment, label }
}

const trackOfLabel = (segment: Segment): Track | undefined => trackOf(segment.trackId)

function labelFor(segment: Segment, labelId: string | undefined): Label | undefined {
  const track = trackOfLabel(segment)
  return labelOf(schemeOf(track?.schemeId), labelId, track?.attributeId)
}
