import { useEffect, useMemo, useState } from 'react'
import { emotionTransitions } from '../../../shared/conversation/emotion-transitions'
import type { EmotionTransitions, SpokenTurn } from '../../../shared/conversation/emotion-transitions'
import { turnLabels } from '../../../shared/conversation/turn-labels'
import { labelsOf } from '../../../shared/domain/labels'
import type { Author } from '../../../shared/domain/rows'
import type { Label } from '../../../shared/domain/scheme'
import { conversationChoice, layerShown, layersOf } from '../../session/conversation'
import { personOfSegment } from '../../session/desk-segments'
import { ensureSegments, personOf, schemeOf, trackOf, useProject } from '../../session/project'
import type { RecordingSegments } from '../../session/recording-segments'
import { toastError } from '../../session/toasts'

/** Transitions of one annotator's labels over conversations. */
export interface Transitions {
  readonly matrix: EmotionTransitions
  /** Labels of rows and columns, as the scheme draws them; an unknown id stands for itself. */
  readonly labelOf: (id: string) => Label | undefined
  readonly conversations: number
  /** Recordings that are still being read. */
  readonly reading: number
}

/** Count over recordings; those not read yet are read one after another, and the counts grow meanwhile. */
export function useTransitions(recordingIds: readonly string[], author: Author | undefined): Transitions {
  const segments = useProject((state) => state.segments)
  const layers = conversationChoice.use().layers
  const [failed, setFailed] = useState<ReadonlySet<string>>(new Set())
  const missing = recordingIds.filter((id) => !segments.has(id) && !failed.has(id))
  const next = missing[0]
  useEffect(() => {
    if (next === undefined) return
    void ensureSegments(next).catch((error: unknown) => {
      toastError(error)
      setFailed((before) => new Set(before).add(next))
    })
  }, [next])
  return useMemo(() => {
    const known = new Map<string, Label>()
    const conversations = recordingIds.flatMap((id) => {
      const turns = spokenTurns(segments.get(id), id, author?.id, layers[id], known)
      return turns.length === 0 ? [] : [turns]
    })
    return {
      matrix: emotionTransitions(conversations, [...known.keys()]),
      labelOf: (id) => known.get(id),
      conversations: conversations.length,
      reading: missing.length
    }
  }, [recordingIds, author?.id, layers, segments, missing.length])
}

/** Turns of a recording with the author's label of each; labels of the schemes used are added to `known`. */
function spokenTurns(
  rows: RecordingSegments | undefined,
  recordingId: string,
  authorId: string | undefined,
  chosen: string | undefined,
  known: Map<string, Label>
): readonly SpokenTurn[] {
  const layer = layerShown(layersOf(recordingId), chosen)
  const ids = new Set(layer?.trackIds)
  const spoken = rows?.all.filter(({ trackId }) => ids.has(trackId)) ?? []
  const labelled = (rows?.all ?? []).filter(
    ({ label, trackId }) => label !== undefined && trackOf(trackId)?.authorId === authorId
  )
  for (const trackId of new Set(labelled.map((segment) => segment.trackId))) {
    const track = trackOf(trackId)
    for (const label of labelsOf(schemeOf(track?.schemeId), track?.attributeId))
      if (!known.has(label.id)) known.set(label.id, label)
  }
  const labels = turnLabels(labelled, spoken, personOfSegment)
  return spoken.map((segment, i) => ({
    speaker: personOf(personOfSegment(segment))?.name ?? trackOf(segment.trackId)?.name ?? '',
    label: labels[i]?.label ?? null
  }))
}
