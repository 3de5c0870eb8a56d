import { z } from 'zod'
import { ClockFit } from './clock-fit'
import { Id } from './id'
import { ImportOptions } from './import-options'
import { Relation } from './relation'
import { SegmentValue } from './segment-value'
import { MontageRow, StreamView } from './signal-rows'
import { StreamSync } from './stream-sync'
import {
  Assignment,
  AssignmentItem,
  GoldRow,
  PersonDetails,
  PersonGroup,
  QuestionnaireResponse
} from './study'
import { Take, TraceMode } from './take'
import { Micros } from './time'
import { ChannelType } from '../signal/channel-type'

export { Id } from './id'
export { Take } from './take'

/** One session or clip: a clock and what was recorded on it. */
export const Recording = z.object({
  id: Id,
  name: z.string(),
  /** Length of the longest stream on the master clock. 0 while unknown. */
  duration: Micros,
  position: z.number(),
  note: z.string().optional(),
  /** Grouping used for clustered intervals and splits, for instance a speaker id. */
  group: z.string().optional(),
  /** `time` (when absent): something plays. `image` and `document` have no time of their own: a picture has one nominal second, a document one for every sentence or line. */
  medium: z.enum(['time', 'image', 'document']).optional()
})
export type Recording = z.infer<typeof Recording>

/** A file of the user's, referenced and never changed. */
export const MediaFile = z.object({
  id: Id,
  recordingId: Id,
  /** Absolute path where the file was last seen. */
  path: z.string(),
  sizeBytes: z.number().int().nonnegative(),
  /** `xxh`-style content key: sha256 over size, first, middle and last MiB. See `engine/import/content-hash`. */
  contentHash: z.string(),
  /** Short container name: mp4, matroska, wave, edf ... */
  container: z.string(),
  /** `direct`: the window plays the original; `proxy`: it plays `proxyPath` once made; `none`: nothing to play. */
  playback: z.enum(['direct', 'proxy', 'none']),
  /** Path of the proxy relative to the project folder, once it exists. */
  proxyPath: z.string().optional(),
  missing: z.boolean().default(false)
})
export type MediaFile = z.infer<typeof MediaFile>

/** What a stream carries; `notes`: a piece of music as notes (MIDI). */
export const StreamKind = z.enum(['video', 'audio', 'signal', 'text', 'image', 'notes'])
export type StreamKind = z.infer<typeof StreamKind>

/** Facts read from the container; all optional because containers differ. */
export const StreamInfo = z.object({
  codec: z.string().optional(),
  widthPx: z.number().optional(),
  heightPx: z.number().optional(),
  rotationDeg: z.number().optional(),
  /** Mean frames per second; frame times come from the frame table, never from this. */
  frameRateHz: z.number().optional(),
  frameCount: z.number().optional(),
  variableFrameRate: z.boolean().optional(),
  sampleRateHz: z.number().optional(),
  channelCount: z.number().optional(),
  /** Signal streams: one entry per channel. */
  channels: z
    .array(
      z.object({
        label: z.string(),
        unit: z.string(),
        rateHz: z.number(),
        min: z.number().optional(),
        max: z.number().optional(),
        /** What it measures, where the user says so; otherwise it is guessed from label and unit. */
        type: ChannelType.optional(),
        /** Left out of averages and analyses. */
        bad: z.boolean().optional()
      })
    )
    .optional(),
  language: z.string().optional(),
  /** When the first sample was taken, ISO 8601 as the file says it; without a zone where the file names none. */
  startedAt: z.string().optional(),
  /** How times were brought from the device's clock to the recording's: fits over ranges of time, with what they leave over. */
  clockFit: ClockFit.optional(),
  /** What the user said of the file, so that it can be read again the same way. */
  import: ImportOptions.optional(),
  /** The file is so long that its events are read in the background, with its overview; absent once they are tracks. */
  eventsPending: z.literal(true).optional(),
  /** Labels of another program: what their file says about all of it, by format, so that it can be written again. */
  extra: z.record(z.string(), z.unknown()).optional()
})
export type StreamInfo = z.infer<typeof StreamInfo>

/** One stream of a file, placed on the recording's clock. */
export const Stream = z.object({
  id: Id,
  recordingId: Id,
  fileId: Id,
  kind: StreamKind,
  name: z.string(),
  /** Zero-based position among the file's streams of this kind. */
  index: z.number().int().nonnegative(),
  offset: Micros,
  driftPpm: z.number(),
  /** How offset and drift were found; absent: nobody placed it. */
  sync: StreamSync.optional(),
  duration: Micros,
  info: StreamInfo,
  /** Cache files relative to the project folder, by role: frames, peaks, pyramid, pcm. */
  cache: z.record(z.string(), z.string()).default({})
})
export type Stream = z.infer<typeof Stream>

/** Somebody seen or heard in recordings. */
export const Person = z.object({
  id: Id,
  name: z.string(),
  color: z.string(),
  note: z.string().optional(),
  /** Role, pseudonym, consented facts. */
  details: PersonDetails.optional()
})
export type Person = z.infer<typeof Person>

/** Who made a track: a human, a model, an imported source, or a gold standard. */
export const Author = z.object({
  id: Id,
  kind: z.enum(['human', 'model', 'import', 'gold']),
  name: z.string(),
  color: z.string(),
  perspective: z.string().default('observer'),
  /** Leads the study: assigns, locks, unlocks, reveals blind work, decides gold standards. While nobody does, everybody may. */
  lead: z.boolean().optional(),
  /** Model authors: id of the model folder. */
  modelId: z.string().optional(),
  /** True for simulated annotators of the demo project. */
  synthetic: z.boolean().default(false),
  position: z.number().default(0)
})
export type Author = z.infer<typeof Author>

/** A lane of labels by one author in one recording. A prediction is a track whose author is a model. */
export const Track = z.object({
  id: Id,
  recordingId: Id,
  authorId: Id,
  schemeId: Id,
  /** Attribute of the scheme that the labels come from. */
  attributeId: z.string(),
  personId: Id.optional(),
  name: z.string(),
  /**
   * `segments`: labelled spans; `points`: moments, kept as spans of one microsecond; `utterances`: spans with text;
   * `trace`: continuous ratings in takes; `frames`: per-frame predictions in chunks.
   */
  kind: z.enum(['segments', 'points', 'utterances', 'trace', 'frames']),
  overlap: z.enum(['forbidden', 'allowed']),
  runId: Id.optional(),
  position: z.number(),
  locked: z.boolean().default(false),
  /** Track whose segments hold this one's: a segment here lies within one segment there. */
  parentId: Id.optional(),
  /** `gap-free`: segments touch without gaps from the first to the last; edges move together. Absent: `free`. */
  coverage: z.enum(['free', 'gap-free']).optional(),
  /** Trace tracks: how they are rated. */
  trace: z
    .object({ mode: TraceMode, rateHz: z.number().positive(), dims: z.array(z.string()).min(1) })
    .optional(),
  /** Name of the layer of a transcript: reference, recogniser ... */
  layer: z.string().optional(),
  /** Item of an assignment that the track was made for. */
  itemId: Id.optional(),
  /** Stream on whose clock the times were taken: they move with it when it is placed anew. */
  streamId: Id.optional(),
  /** Fields of the file it came from that have no place here, by format. */
  extra: z.record(z.string(), z.unknown()).optional()
})
export type Track = z.infer<typeof Track>

/** A labelled span. `end > start`. */
export const Segment = z.object({
  id: Id,
  trackId: Id,
  start: Micros,
  end: Micros,
  /** Label id of the track's scheme. Absent: not labelled yet. `cannot-rate`: the rater declined. */
  label: z.string().optional(),
  /** Rater's or model's confidence, 0 to 1. */
  confidence: z.number().min(0).max(1).optional(),
  /** Intensity level as in the scheme, usually 1 to 9. */
  intensity: z.number().optional(),
  comment: z.string().optional(),
  flagged: z.boolean().default(false),
  /** True: a turn that word error rates leave out, because the corpus or the user says so. */
  unscored: z.boolean().optional(),
  /** Words spoken, for utterance tracks. */
  text: z.string().optional(),
  personId: Id.optional(),
  /** Model scores by label id. */
  scores: z.record(z.string(), z.number()).optional(),
  /** What a human decided about a prediction, which stays as the model made it; `accepted` on another label: somebody looked at it and kept it. */
  review: z.enum(['accepted', 'rejected']).optional(),
  /** Where it came from, when not made by hand: an accepted prediction, an import. */
  origin: z
    .object({
      kind: z.enum(['prediction', 'import', 'split', 'merge', 'gold', 'simulated']),
      ref: z.string().optional(),
      runId: z.string().optional(),
      /** Gold: segments it was made from. */
      sources: z.array(z.string()).optional(),
      /** Gold: what every annotator said there; without labels: looked and found nothing. */
      votes: z.array(z.object({ authorId: z.string(), labels: z.array(z.string()) })).optional()
    })
    .optional(),
  /** What it says when one label is not enough. */
  value: SegmentValue.optional(),
  /** Segment of the parent track that holds it. */
  parentId: Id.optional(),
  /** Fields of the file it came from that have no place here, by format. */
  extra: z.record(z.string(), z.unknown()).optional()
})
export type Segment = z.infer<typeof Segment>

/** Id that marks a segment its rater declined to label. */
export const CANNOT_RATE = 'cannot-rate'

/** A stored label scheme: the JSON document of `schemas/label-scheme`, with its id and version. */
export const SchemeRow = z.object({ id: Id, name: z.string(), version: z.string(), document: z.unknown() })
export type SchemeRow = z.infer<typeof SchemeRow>

/** One execution of a model over recordings. */
export const Run = z.object({
  id: Id,
  modelId: z.string(),
  authorId: Id,
  state: z.enum(['queued', 'running', 'done', 'cancelled', 'failed', 'interrupted']),
  manifestHash: z.string(),
  weightsHash: z.string(),
  runtimeVersion: z.string(),
  providerAsked: z.string(),
  providerGot: z.string().optional(),
  /** Options as asked: sampling rate, window, hop, recordings. */
  options: z.record(z.string(), z.unknown()),
  startedAt: z.string(),
  finishedAt: z.string().optional(),
  itemsDone: z.number().default(0),
  itemsTotal: z.number().default(0),
  /** Seconds spent by stage: decode, preprocess, inference, decode-output. */
  timings: z.record(z.string(), z.number()).default({}),
  note: z.string().optional()
})
export type Run = z.infer<typeof Run>

/** All undoable tables and their row types. */
export interface Tables {
  recording: Recording
  file: MediaFile
  stream: Stream
  person: Person
  author: Author
  scheme: SchemeRow
  track: Track
  segment: Segment
  run: Run
  take: Take
  relation: Relation
  grouping: PersonGroup
  assignment: Assignment
  item: AssignmentItem
  response: QuestionnaireResponse
  gold: GoldRow
  streamView: StreamView
  montage: MontageRow
}
export type TableName = keyof Tables

/** Schemas by table, for reading rows at edges. */
export const tableSchemas = {
  recording: Recording,
  file: MediaFile,
  stream: Stream,
  person: Person,
  author: Author,
  scheme: SchemeRow,
  track: Track,
  segment: Segment,
  run: Run,
  take: Take,
  relation: Relation,
  grouping: PersonGroup,
  assignment: Assignment,
  item: AssignmentItem,
  response: QuestionnaireResponse,
  gold: GoldRow,
  streamView: StreamView,
  montage: MontageRow
} as const
