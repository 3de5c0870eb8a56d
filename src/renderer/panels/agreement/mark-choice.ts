import { useMemo } from 'react'
import type { CallInput } from '../../../shared/contract'
import { attributeTask } from '../../../shared/values/attribute'
import type { AuthorEntry } from '../../session/author-entries'
import { authorEntries } from '../../session/author-entries'
import { keptChoice } from '../../session/kept-choice'
import { useProject } from '../../session/project'
import type { ProjectIndex } from '../../session/project-index'

/** What was chosen about marks. Kept with the project. */
export interface MarkChoice {
  /** Undefined: only where there is nothing else to compare. */
  readonly on: boolean | undefined
  /** Empty: all people with marks. */
  readonly authorIds: readonly string[]
  /** Empty: all. */
  readonly recordingIds: readonly string[]
  readonly attribute: string | undefined
  readonly toleranceMs: number
}

export const noMarkChoice: MarkChoice = {
  on: undefined,
  authorIds: [],
  recordingIds: [],
  attribute: undefined,
  toleranceMs: 500
}

/** A stored choice with everything unreadable left at its default. */
export function readMarkChoice(stored: unknown): MarkChoice {
  if (typeof stored !== 'object' || stored === null) return noMarkChoice
  const fields = new Map<string, unknown>(Object.entries(stored))
  const texts = (name: string): readonly string[] => {
    const list = fields.get(name)
    return Array.isArray(list) ? list.filter((each) => typeof each === 'string') : []
  }
  const on = fields.get('on')
  const attribute = fields.get('attribute')
  const tolerance = fields.get('toleranceMs')
  return {
    on: typeof on === 'boolean' ? on : undefined,
    authorIds: texts('authorIds'),
    recordingIds: texts('recordingIds'),
    attribute: typeof attribute === 'string' ? attribute : undefined,
    toleranceMs:
      typeof tolerance === 'number' && tolerance >= 0 && tolerance <= 5000
        ? tolerance
        : noMarkChoice.toleranceMs
  }
}

const kept = keptChoice('agreement-marks', noMarkChoice, readMarkChoice)
export const { choose: chooseMarks, recall: recallMarkChoice } = kept

/** An attribute that several annotators mark stretches of text, or points in time, of. */
export interface Marked {
  readonly key: string
  readonly schemeId: string
  readonly attributeId: string
  readonly title: string
  readonly kind: 'spans' | 'points'
  readonly authors: ReadonlySet<string>
}

/** Everything that two or more annotators mark. An empty track of points counts: its annotator found nothing. */
export function markedIn({
  tracks,
  schemes,
  counts
}: Pick<ProjectIndex, 'tracks' | 'schemes' | 'counts'>): readonly Marked[] {
  const found = new Map<string, Marked & { readonly authors: Set<string> }>()
  for (const { id, kind: trackKind, schemeId, attributeId, authorId } of tracks.values()) {
    const scheme = schemes.get(schemeId)
    const task = attributeTask(scheme, attributeId)
    const spans = task?.kind === 'spans' && (counts.get(id)?.segments ?? 0) > 0
    if (trackKind !== 'points' && (!spans || trackKind === 'frames' || trackKind === 'trace')) continue
    const kind = trackKind === 'points' ? 'points' : 'spans'
    const key = JSON.stringify([schemeId, attributeId, kind])
    const title = `${kind === 'points' ? 'Points of' : 'Text marked with'} ${task?.name ?? attributeId}, ${scheme?.name ?? schemeId}`
    const entry = found.get(key) ?? { key, schemeId, attributeId, title, kind, authors: new Set<string>() }
    entry.authors.add(authorId)
    found.set(key, entry)
  }
  return [...found.values()].filter(({ authors }) => authors.size > 1)
}

export type MarkQuery = CallInput<'agreement.marks'>
export const markersOf = (query: Pick<MarkQuery, 'authorIds'>): readonly string[] => query.authorIds

/** The choice, what there is to choose from, and the question that follows; none with fewer than two annotators. */
export interface MarkQuestion {
  readonly choice: MarkChoice
  readonly all: readonly Marked[]
  readonly marked: Marked | undefined
  readonly entries: readonly AuthorEntry[]
  readonly chosen: readonly string[]
  readonly query: MarkQuery | undefined
}

export function useMarkQuestion(): MarkQuestion {
  const choice = kept.use()
  const index = useProject((state) => state.index)
  return useMemo(() => {
    const all = markedIn(index)
    const marked = all.find(({ key }) => key === choice.attribute) ?? all[0]
    const entries = authorEntries(
      index,
      ({ schemeId, attributeId }) => schemeId === marked?.schemeId && attributeId === marked.attributeId
    ).filter(({ author }) => marked?.authors.has(author.id))
    const wished = entries.filter(({ author }) => choice.authorIds.includes(author.id))
    const people = entries.filter(({ author }) => author.kind === 'human')
    const taken = wished.length > 1 ? wished : people.length > 1 ? people : entries
    const chosen = taken.map(({ author }) => author.id)
    const query: MarkQuery | undefined =
      !marked || chosen.length < 2
        ? undefined
        : {
            authorIds: chosen,
            recordingIds: choice.recordingIds.filter((id) => index.recordings.has(id)),
            schemeId: marked.schemeId,
            attributeId: marked.attributeId,
            kind: marked.kind,
            toleranceMs: choice.toleranceMs
          }
    return { choice, all, marked, entries, chosen, query }
  }, [choice, index])
}
