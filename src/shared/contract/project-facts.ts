import { z } from 'zod'
import type { Author, MediaFile, Person, Recording, Run, SchemeRow, Stream, Track } from '../domain/rows'
import type { MontageRow, StreamView } from '../domain/signal-rows'
import { Micros } from '../domain/time'
import type { SegmentValue } from '../domain/segment-value'
import type { Assignment, AssignmentItem, GoldRow, PersonGroup } from '../domain/study'
import type { Take } from '../domain/take'
import type { PracticeFeedback } from '../study/practice-feedback'

/** State of the open project that fits in one answer. */
export interface ProjectSnapshot {
  readonly project: ProjectInfo
  readonly revision: number
  readonly recordings: readonly Recording[]
  readonly files: readonly MediaFile[]
  readonly streams: readonly Stream[]
  readonly persons: readonly Person[]
  readonly authors: readonly Author[]
  readonly schemes: readonly SchemeRow[]
  readonly tracks: readonly Track[]
  readonly runs: readonly Run[]
  readonly takes: readonly Take[]
  readonly groupings: readonly PersonGroup[]
  readonly assignments: readonly Assignment[]
  readonly items: readonly AssignmentItem[]
  readonly golds: readonly GoldRow[]
  /** How signals are seen, where somebody changed it. */
  readonly streamViews: readonly StreamView[]
  /** In order of their names. */
  readonly montages: readonly MontageRow[]
  readonly viewer: Viewer
  /** Per track: number of segments, labelled segments, labelled time. */
  readonly counts: readonly {
    readonly trackId: string
    readonly segments: number
    readonly labelled: number
    readonly labelledTime: Micros
  }[]
  readonly canUndo?: string
  readonly canRedo?: string
}

/** Who works in the window, and what is hidden from that person. */
export interface Viewer {
  /** Absent while the project has no annotator. */
  readonly authorId: string | undefined
  /** Recordings on which main hands out nobody else's labels. */
  readonly blindRecordingIds: readonly string[]
}

/** One side of a lane that differs between two projects. */
export interface MergeSide {
  readonly segments: number
  readonly labelled: number
  readonly takes: number
  /** When it was edited last, ISO 8601, UTC. */
  readonly changedAt?: string
}

/** One side of a segment (or take) that differs. */
export interface MergeRowSide {
  readonly start: Micros
  readonly end: Micros
  readonly label?: { readonly name: string; readonly letter: string; readonly color: string }
  readonly intensity?: number
  readonly comment?: string
  /** Words spoken. */
  readonly text?: string
}

/** A segment or take of a lane that differs between two projects; a side without it has it not. */
export interface MergeRow {
  readonly key: string
  readonly kind: 'segment' | 'take'
  readonly here?: MergeRowSide
  readonly there?: MergeRowSide
  /** What differs, when both have it. */
  readonly differs: readonly (
    | 'start'
    | 'end'
    | 'label'
    | 'intensity'
    | 'comment'
    | 'words'
    | 'confidence'
    | 'answer'
    | 'flag'
    | 'person'
    | 'settings'
    | 'origin'
  )[]
}

/** A lane that was changed on both sides: somebody has to choose. */
export interface MergeConflict {
  /** Id of the lane in the other project. */
  readonly trackId: string
  readonly trackName: string
  readonly authorName: string
  readonly recordingName: string
  /** Absent: it was deleted here. */
  readonly here: MergeSide | undefined
  readonly there: MergeSide
  /** The lane here is locked: it stays, and theirs can only come beside it. */
  readonly locked: boolean
  /** What differs, in order of time; the first so many of `differences`. */
  readonly rows: readonly MergeRow[]
  readonly differences: number
}

/** What merging another project would do. */
export interface MergePlan {
  readonly folder: string
  readonly projectName: string
  /** It is work that was sent out from this project. */
  readonly isPackage: boolean
  /** Lanes that come, lanes that are brought up to date, lanes that need nothing. */
  readonly fresh: number
  readonly changed: number
  readonly same: number
  /** Assigned recordings whose state moves on. */
  readonly items: number
  readonly newRecordings: readonly string[]
  readonly newAuthors: readonly string[]
  readonly newPersons: readonly string[]
  /** Ids under which schemes come that differ from those of the same id here. */
  readonly newSchemes: readonly string[]
  /** Lanes of models, which do not travel: models run again where they are needed. */
  readonly leftOut: number
  readonly conflicts: readonly MergeConflict[]
}

/** How practice on one recording went, lane by lane of the assignment. */
export interface StudyFeedback {
  readonly itemId: string
  readonly recordingId: string
  readonly referenceAuthorId: string
  readonly lanes: readonly (PracticeFeedback & {
    readonly schemeId: string
    readonly attributeId: string
    readonly ownTrackId: string | undefined
  })[]
}

export interface ProjectInfo {
  readonly id: string
  readonly name: string
  readonly folder: string
  readonly createdAt: string
  readonly synthetic: boolean
}

export interface RecentProject {
  readonly name: string
  readonly folder: string
  readonly openedAt: string
  readonly exists: boolean
}

export interface HistoryEntry {
  readonly revision: number
  readonly at: string
  readonly authorId: string
  readonly authorName: string
  readonly command: string
  /** Sentence of what was done. */
  readonly title: string
  readonly before?: unknown
  readonly after?: unknown
}

/** One command of `shared/commands`, by id. */
export const CommandCall = z.object({ id: z.string(), input: z.unknown() })

export type CommandCall = z.infer<typeof CommandCall>

/** A continuous rating that was begun and not finished. */
export interface TakeDraft {
  readonly takeId: string
  readonly authorId: string
  readonly trackId: string
  readonly start: number
  readonly count: number
  readonly seconds: number
  readonly madeAt: string
}

/** A stretch of a trace: `values[d][i]` is `dims[d]` at `startUs + i * 1e6 / rateHz`, null where there is no value. */
export interface TraceRead {
  readonly startUs: number
  readonly rateHz: number
  readonly dims: readonly string[]
  readonly values: readonly (readonly (number | null)[])[]
}

/** What an author says of a picture as a whole. */
export interface PageLabel {
  readonly recordingId: string
  readonly segmentId: string
  readonly trackId: string
  readonly label?: string
  readonly value?: SegmentValue
}
