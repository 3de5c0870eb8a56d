import type { Problem } from './problem'
import type { Relation } from './relation'
import type { MediaFile, SchemeRow, Segment, Stream, Take, Track } from './rows'

/** Continuous ratings of one annotator in a file, before rows have ids. */
export interface ImportedTrace {
  readonly name: string
  readonly authorName: string
  /** Who is rated. */
  readonly person?: string
  readonly schemeId: string
  readonly attributeId: string
  readonly trace: NonNullable<Track['trace']>
  readonly takes: readonly {
    readonly start: Take['start']
    readonly rateHz: number
    readonly dims: readonly string[]
    /** Row-major in the order of `dims`, NaN: missing. */
    readonly samples: Float64Array
    /** The file's own times (milliseconds since `start`) and values, where they are not even. */
    readonly events?: readonly (readonly number[])[]
    readonly extra?: Readonly<Record<string, unknown>>
  }[]
}

/** A track that came with a file, before rows have ids. */
export interface ImportedTrack {
  /** What `parentKey` of other tracks of the file names. */
  readonly key?: string
  readonly parentKey?: string
  readonly name: string
  readonly authorName: string
  /** Who is labelled; the person of that name, where the project has one. */
  readonly person?: string
  readonly schemeId: string
  readonly attributeId: string
  readonly kind: 'segments' | 'points' | 'utterances'
  /** Name of the transcript that the words belong to. */
  readonly layer?: string
  /** The times are made up, in proportion to the words. */
  readonly nominalTimes?: boolean
  /** Its segments are about all of the recording that they are added to: they reach to its end. */
  readonly wholeRecording?: true
  readonly extra?: Readonly<Record<string, unknown>>
  /** Position among the file's `streams` of the one whose clock the times are on; they move with it. Absent: the first signal of the file, where it has one. */
  readonly stream?: number
  readonly segments: readonly (Omit<Segment, 'id' | 'trackId'> & {
    /** What links and `parentKey` name; unique in the file's recording. */
    readonly key?: string
    readonly parentKey?: string
  })[]
}

/** A link between two segments of a file. Its author is that of the segment it starts from. */
export interface ImportedLink {
  readonly fromKey: string
  readonly toKey: string
  readonly kind: string
  readonly comment?: string
  /** The words that are meant at either end, in code points of its text. */
  readonly fromSpan?: Relation['fromSpan']
  readonly toSpan?: Relation['toSpan']
  readonly extra?: Readonly<Record<string, unknown>>
}

/** A stream of a file; where the file says so, its place on the clock that all its streams share. */
export type ImportedStream = Omit<Stream, 'id' | 'recordingId' | 'fileId' | 'offset' | 'driftPpm' | 'sync'> &
  Partial<Pick<Stream, 'offset' | 'driftPpm' | 'sync'>>

/** What is said about one recording: by a file, or by a part of one that speaks about several. */
export interface ImportedContent {
  readonly durationSeconds: number
  readonly streams: readonly ImportedStream[]
  /** Labels that came with the file (annotations inside it, or its name). */
  readonly tracks: readonly ImportedTrack[]
  /** Links between the segments of these tracks. */
  readonly links?: readonly ImportedLink[]
  /** Continuous ratings that came with the file. */
  readonly traces?: readonly ImportedTrace[]
}

/** What a file says about one of several recordings. */
export interface ImportedPart extends Required<ImportedContent> {
  /** As the file calls it. */
  readonly name: string
  /** Names of its media files without folder. */
  readonly media: readonly string[]
}

/** One of several recordings that are in a file. */
export interface ImportedRecording extends ImportedContent {
  readonly name: string
  /** Who or what the recordings of this file share, for instance the participant. */
  readonly group?: string
}

/** What import found in one file, before rows have ids. */
export interface ImportedFile extends ImportedContent {
  readonly path: string
  readonly name: string
  readonly group?: string
  readonly sizeBytes: number
  readonly contentHash: string
  readonly container: string
  /** What a recording made of this file is; absent: something with time. */
  readonly medium?: 'image' | 'document'
  readonly playback: MediaFile['playback']
  /** Labels of several recordings: each part goes to the recording of the project that has its media. */
  readonly parts?: readonly ImportedPart[]
  /** A file that holds several recordings (trials, participants): each becomes one, and nothing else of the file does. */
  readonly recordings?: readonly ImportedRecording[]
  /** Label schemes that the tracks need and that came with the file. */
  readonly schemes?: readonly SchemeRow[]
  /** Not fatal, but worth telling. */
  readonly warnings: readonly Problem[]
}
