import { z } from 'zod'
import type {
  Author,
  MediaFile,
  Person,
  Recording,
  Run,
  SchemeRow,
  Segment,
  Stream,
  Track
} from './domain/rows'
import { exportFormatIds } from './domain/export-formats'
import { Id } from './domain/rows'
import { Micros } from './domain/time'
import type { Job } from './domain/job'
import type { Relation } from './domain/relation'
import type { SegmentValue } from './domain/segment-value'
import type { Assignment, AssignmentItem, GoldRow, PersonGroup, QuestionnaireResponse } from './domain/study'
import type { Take } from './domain/take'
import type { ModelInfo } from './domain/model'
import type { Problem, Result } from './domain/problem'
import type { AgreementCurve } from './agreement/agreement-curve'
import type { AgreementItems } from './agreement/agreement-items'
import type { EditSpeed } from './agreement/edit-speed'
import type { AnswerMoment, AnswerReport } from './agreement/answers/answer-report'
import type { AnnotatorDrift } from './agreement/annotator-drift'
import type { AgreementReport } from './agreement/report'
import type { TraceAgreementReport, TraceMoment } from './agreement/traces/trace-agreement'
import type { SchemeUse } from './commands/rules/scheme-uses'
import type { ComparisonItem, ComparisonReport } from './compare/report'
import type { MappingReport } from './mapping/label-mapper'
import type { PerspectiveGaps } from './study/perspective-gaps'
import type { PracticeFeedback } from './study/practice-feedback'
import type { GoldMoments, GoldSummary } from './gold/gold-report'
import { TraceRule, VoteRule } from './gold/recipe'

/** A call: what it takes (checked in main) and what it gives (typed only). */
interface Call<In extends z.ZodType, Out> {
  readonly input: In
  readonly output?: Out
}
const call =
  <Out>() =>
  <In extends z.ZodType>(input: In): Call<In, Out> => ({ input })

const nothing = z.void()
const path = z.string().min(1).max(4096)

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

export interface AppInfo {
  readonly version: string
  readonly electron: string
  readonly chromium: string
  readonly node: string
  readonly onnxRuntime: string
  readonly platform: string
  readonly projectsFolder: string
  readonly demoFolder?: string
  /** ffmpeg found, with its version line. */
  readonly ffmpeg?: { readonly path: string; readonly version: string }
  /** Execution providers that could be opened on this machine, best first. */
  readonly providers: readonly string[]
}

const settingsFields = {
  theme: z.enum(['dark', 'light', 'system']),
  ffmpegPath: z.string().optional(),
  provider: z.enum(['auto', 'cpu', 'webgpu', 'cuda', 'dml', 'coreml']),
  threads: z.number().int().min(1).max(64).optional(),
  /** Action id -> keys, only where changed by the user. */
  shortcuts: z.record(z.string(), z.string()),
  shortcutPreset: z.string(),
  snapping: z.boolean()
}

/** Settings of this machine, not of a project. */
export const Settings = z.object({
  ...settingsFields,
  theme: settingsFields.theme.default('dark'),
  provider: settingsFields.provider.default('auto'),
  shortcuts: settingsFields.shortcuts.default({}),
  shortcutPreset: settingsFields.shortcutPreset.default('affectory'),
  snapping: settingsFields.snapping.default(true)
})
export type Settings = z.infer<typeof Settings>
/** Some settings; those not named stay as they are, so that none may be filled in here. */
export const SettingsPatch = z.object(settingsFields).partial()

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

/** An attribute of a scheme in whose labels authors of other schemes are compared, through mapping tables. */
const MapTo = z.object({ schemeId: Id, attributeId: z.string() })

/** What two authors are compared on. */
export const CompareQuery = z.object({
  referenceAuthorId: Id,
  candidateAuthorId: Id,
  /** Empty: all recordings. */
  recordingIds: z.array(Id).default([]),
  mode: z.enum(['segments', 'seconds']).default('segments'),
  /** Share of a reference segment that the candidate must cover, 0 to 1. */
  minOverlap: z.number().min(0).max(1).default(0),
  /** Scheme whose labels are the axes; the reference track's when absent. */
  schemeId: Id.optional(),
  /** Labels of other schemes are mapped to these; instead of `schemeId`. */
  mapTo: MapTo.optional(),
  /** True: a segment may meet any other, whoever the two are about. */
  ignorePersons: z.boolean().default(false),
  /** True: with the lanes of practice, which are no data. */
  practice: z.boolean().default(false)
})
export type CompareQuery = z.infer<typeof CompareQuery>

/** A comparison with what it was made from. */
export interface ComparisonAnswer extends ComparisonReport {
  /** Revision of the data. */
  readonly revision: number
  /** Where the labels of the axes come from. */
  readonly schemeId: string
  readonly attributeId?: string
  /** How labels of other schemes were mapped to the axes. */
  readonly mapping?: MappingReport
}

/** Whose agreement is looked at, and how. */
export const AgreementQuery = z.object({
  /** Two or more authors, in the order of rows. */
  authorIds: z.array(Id).min(2).max(100),
  /** Empty: all recordings. */
  recordingIds: z.array(Id).default([]),
  /** What one unit is; `unitConvention` says exactly. */
  unit: z.enum(['time', 'segments']).default('time'),
  /** Least overlap (tIoU) of matched segments, above 0 to 1. */
  minOverlap: z.number().min(0.05).max(1).default(0.5),
  /** Farthest that two boundaries may lie apart and count as one, milliseconds. */
  toleranceMs: z.number().int().min(100).max(10_000).default(500),
  /** True: a segment may meet any other, whoever the two are about. */
  ignorePersons: z.boolean().default(false),
  /** Scheme whose labels are compared; that of the longest track when absent. */
  schemeId: Id.optional(),
  /** Labels of other schemes are mapped to these; instead of `schemeId`. */
  mapTo: MapTo.optional(),
  /** True: with the lanes of practice, which are no data. */
  practice: z.boolean().default(false)
})
export type AgreementQuery = z.infer<typeof AgreementQuery>

/** Whose continuous ratings are compared, and how. */
export const TraceAgreementQuery = z.object({
  /** Two or more authors, in the order of rows. */
  authorIds: z.array(Id).min(2).max(100),
  /** Empty: all recordings. */
  recordingIds: z.array(Id).default([]),
  schemeId: Id,
  attributeId: z.string(),
  /** Dimension of the attribute. */
  dim: z.string(),
  /** Ratings are averaged in steps of this length. */
  stepSeconds: z.number().min(0.1).max(60).default(1),
  /** Stored reaction lags are taken out. */
  withLag: z.boolean().default(true),
  /** True: ratings meet whoever they are about. */
  ignorePersons: z.boolean().default(false)
})
export type TraceAgreementQuery = z.infer<typeof TraceAgreementQuery>

/** Whose ratings, levels or sets of labels are compared, segment by segment. */
export const AnswerAgreementQuery = z.object({
  /** Two or more authors, in the order of rows. */
  authorIds: z.array(Id).min(2).max(100),
  /** Empty: all recordings. */
  recordingIds: z.array(Id).default([]),
  schemeId: Id,
  attributeId: z.string(),
  /** Dimension or label of which everything is told; the first when absent. */
  measureId: z.string().optional(),
  /** Least overlap (tIoU) of matched segments, above 0 to 1. */
  minOverlap: z.number().min(0.05).max(1).default(0.5),
  /** True: a segment may meet any other, whoever the two are about. */
  ignorePersons: z.boolean().default(false)
})
export type AnswerAgreementQuery = z.infer<typeof AnswerAgreementQuery>

/** A report on the agreement of answers with what it was made from. */
export interface AnswerAgreementAnswer extends AnswerReport {
  /** Revision of the data. */
  readonly revision: number
}

/** A report on the agreement of traces with what it was made from. */
export interface TraceAgreementAnswer extends TraceAgreementReport {
  /** Revision of the data. */
  readonly revision: number
}

/** A report on agreement with what it was made from. */
export interface AgreementAnswer extends AgreementReport {
  /** Revision of the data. */
  readonly revision: number
  /** Where the labels come from. */
  readonly schemeId: string
  readonly attributeId?: string
  /** How labels of other schemes were mapped to these. */
  readonly mapping?: MappingReport
  readonly speeds: readonly EditSpeed[]
  readonly speedConvention: string
}

/** From whom and how a gold standard is made, before or without being saved. */
export const GoldQuery = z.object({
  authorIds: z.array(Id).min(2).max(100),
  /** Empty: all recordings. */
  recordingIds: z.array(Id).default([]),
  schemeId: Id,
  attributeId: z.string(),
  rule: z.union([VoteRule, TraceRule]),
  /** Gold author whose decisions are looked up beside each moment. */
  goldAuthorId: Id.optional()
})
export type GoldQuery = z.infer<typeof GoldQuery>

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

export const RunOptionsInput = z.object({
  rateHz: z.number().min(0.1).max(240).optional(),
  mode: z.enum(['segments', 'windows', 'whole']).optional(),
  trackId: Id.optional(),
  windowSeconds: z.number().min(0.5).max(60).optional(),
  hopSeconds: z.number().min(0.05).max(60).optional(),
  provider: z.string().optional()
})

export const ExportSpec = z.object({
  /** Folder chosen by the user. */
  folder: path,
  name: z.string().min(1).max(120),
  formats: z.array(z.enum(exportFormatIds)).min(1),
  recordingIds: z.array(Id).default([]),
  authorIds: z.array(Id).default([]),
  includeFrames: z.boolean().default(true),
  /** How continuous ratings are written. */
  traces: z
    .object({
      /** Reaction lags are taken out; else the traces are as they were rated. */
      withLag: z.boolean().default(true),
      /** Absent: each track's own rate. */
      rateHz: z.number().min(0.1).max(1000).optional(),
      /** Each take as it was rated beside the composed traces. */
      rawTakes: z.boolean().default(false)
    })
    .default({ withLag: true, rawTakes: false }),
  /** `codes`: persons are called by their codes, and their names do not leave the project. */
  persons: z.enum(['names', 'codes']).default('names'),
  /** With the lanes of practice, which are no data. */
  practice: z.boolean().default(false)
})
export type ExportSpec = z.infer<typeof ExportSpec>

/** Sentences about one format, one for each kind of loss. */
export interface ExportLosses {
  readonly format: string
  readonly problems: readonly Problem[]
}

/** Which perspective has what another does not find. */
export const PerspectiveQuery = z.object({
  /** Perspective of those who say it: writer, self. */
  one: z.string().min(1),
  /** Perspective of those who do not: reader, observer. */
  others: z.string().min(1),
  schemeId: Id,
  attributeId: z.string(),
  label: z.string(),
  /** Least intensity of the one side. */
  least: z.number(),
  /** The mean of the others is below this. */
  below: z.number()
})
export type PerspectiveQuery = z.infer<typeof PerspectiveQuery>

/** What an author says of a picture as a whole. */
export interface PageLabel {
  readonly recordingId: string
  readonly segmentId: string
  readonly trackId: string
  readonly label?: string
  readonly value?: SegmentValue
}

/** Everything the window can ask of main. Names are area.verb. */
export const calls = {
  'app.info': call<AppInfo>()(nothing),
  'app.settings': call<Settings>()(nothing),
  'app.saveSettings': call<Settings>()(SettingsPatch),
  'app.recent': call<readonly RecentProject[]>()(nothing),
  'app.forgetRecent': call<void>()(z.object({ folder: path })),
  'app.showInFolder': call<void>()(z.object({ path })),
  'app.popupMenu': call<void>()(nothing),
  /** Keys shown beside the menu's items, by action id, as the system's menus write them; and what an item would act on now, as "Delete 1 segment" for undo. */
  'app.menuKeys': call<void>()(
    z.object({
      keys: z.record(z.string().max(80), z.string().max(80)),
      objects: z.record(z.string().max(80), z.string()).optional()
    })
  ),
  'app.quit': call<void>()(nothing),
  'app.copyText': call<void>()(z.object({ text: z.string().max(1_000_000) })),

  /** Dialogs answer undefined when closed without a choice. */
  'dialog.newProject': call<string | undefined>()(z.object({ name: z.string() })),
  'dialog.openProject': call<string | undefined>()(nothing),
  /** `into`: name of the recording that is to get the files; `kind`: what is offered first. */
  'dialog.importFiles': call<readonly string[]>()(
    z.object({ into: z.string().optional(), kind: z.enum(['documents']).optional() }).optional()
  ),
  'dialog.exportFolder': call<string | undefined>()(nothing),
  'dialog.relink': call<string | undefined>()(z.object({ name: z.string() })),

  'project.create': call<ProjectInfo>()(z.object({ folder: path, name: z.string().min(1).max(200) })),
  'project.open': call<ProjectInfo>()(z.object({ folder: path })),
  /** Copy the built demo project where the user can change it, and open it. */
  'project.openDemo': call<ProjectInfo>()(nothing),
  'project.close': call<void>()(nothing),
  'project.current': call<ProjectInfo | undefined>()(nothing),
  /** `authorId`: whose undo and redo the snapshot names. */
  'project.snapshot': call<ProjectSnapshot>()(z.object({ authorId: Id }).optional()),
  /** Work as another annotator. `confirmed` is needed while the present one has blind work open; written into the history. */
  'session.viewAs': call<Viewer>()(z.object({ authorId: Id, confirmed: z.boolean().default(false) })),
  /** Count working time of a recording that is being worked on. */
  'study.addWork': call<void>()(z.object({ itemId: Id, seconds: z.number().positive().max(3600) })),
  /** What one perspective says and another does not find. */
  'study.gaps': call<PerspectiveGaps>()(PerspectiveQuery),
  /** How practice on a finished recording went, beside the known answers. */
  'study.feedback': call<StudyFeedback>()(z.object({ itemId: Id })),
  /** Write what an annotator needs to do assigned work on another machine, as a project of its own. */
  'study.exportPackage': call<{
    readonly folder: string
    readonly jobId?: string
    readonly recordings: number
  }>()(
    z.object({
      assignmentIds: z.array(Id).min(1).max(1000),
      /** An empty or new folder chosen by the user. */
      folder: path,
      copyMedia: z.boolean().default(true),
      persons: z.enum(['names', 'codes']).default('names')
    })
  ),
  /** What merging the project in a folder would do. */
  'study.mergePlan': call<MergePlan>()(z.object({ folder: path })),
  /** Merge it, as one edit. Lanes in conflict that are not named stay as they are here. */
  'study.merge': call<{ readonly revision: number; readonly tracks: number }>()(
    z.object({
      folder: path,
      authorId: Id,
      choices: z.record(Id, z.enum(['here', 'there', 'both'])).default({})
    })
  ),
  'project.uiState': call<unknown>()(z.object({ key: z.string().max(100) })),
  'project.saveUiState': call<void>()(z.object({ key: z.string().max(100), value: z.unknown() })),

  /** Add files or folders. Answers at once; rows arrive as `changed`, failures as problems. */
  'recording.import': call<{ readonly jobId: string }>()(
    z.object({
      paths: z.array(path).min(1).max(100_000),
      /** The recording that gets the files; absent: they become recordings of their own. */
      into: Id.optional(),
      /** `by-name`: files whose names share a stem become one recording. */
      join: z.enum(['by-name', 'none']).default('by-name'),
      /** Who imports: that person's undo takes it back, one recording at a time. */
      authorId: Id.optional(),
      labelsFromNames: z.enum(['none', 'auto']).default('auto'),
      /** `transcript`: a text that nothing else recognises holds one turn on each line; `document`: any text is prose. */
      as: z.enum(['auto', 'transcript', 'document']).default('auto')
    })
  ),
  'recording.relink': call<MediaFile>()(z.object({ fileId: Id, path })),
  'recording.checkFiles': call<readonly MediaFile[]>()(nothing),

  'track.segments': call<readonly Segment[]>()(z.object({ recordingId: Id })),
  /** Labels of all pictures by one author and attribute. */
  'page.labels': call<readonly PageLabel[]>()(
    z.object({ authorId: Id, schemeId: Id, attributeId: z.string() })
  ),
  /** Links whose emotion or cause is in the recording. */
  'track.relations': call<readonly Relation[]>()(z.object({ recordingId: Id })),

  /** Begin a continuous rating; what is appended from here on survives the program. */
  'take.begin': call<{ readonly takeId: string }>()(
    z.object({
      authorId: Id,
      trackId: Id,
      start: Micros,
      rateHz: z.number().min(0.1).max(1000),
      dims: z.array(z.string()).min(1).max(64),
      device: z.string().max(100).optional(),
      /** Cross-fade at either end, µs. */
      fade: Micros.optional(),
      source: z.enum(['live', 'drawn']).default('live')
    })
  ),
  /** Samples row-major, null: missing. On the disk when answered; `count`: samples of the take so far. */
  'take.append': call<{ readonly count: number }>()(
    z.object({
      takeId: Id,
      samples: z.array(z.number().nullable()).max(262_144),
      /** Raw input: milliseconds since the start of the take, then the values. */
      events: z.array(z.array(z.number()).min(1).max(65)).max(65_536).optional()
    })
  ),
  /** Keep what was rated, as one edit. `end`: drop what was rated behind it. */
  'take.finish': call<{ readonly revision: number; readonly takeId: string }>()(
    z.object({ takeId: Id, end: Micros.optional(), lag: Micros.optional() })
  ),
  'take.abort': call<void>()(z.object({ takeId: Id })),
  /** Takes that were begun and neither finished nor dropped: a crash left them, or they are being rated. */
  'take.drafts': call<readonly TakeDraft[]>()(nothing),
  /** A stretch of a composed trace, or of some of its takes, in numbers; for drawing see `lab://tiles/trace`. */
  'trace.read': call<TraceRead>()(
    z.object({
      trackId: Id,
      from: Micros,
      to: Micros,
      withLag: z.boolean().default(true),
      /** Only these takes, hidden or not; absent: all that are not hidden. */
      takeIds: z.array(Id).optional()
    })
  ),

  'edit.apply': call<{ readonly revision: number; readonly createdIds: readonly string[] }>()(
    z.object({ authorId: Id, commands: z.array(CommandCall).min(1).max(100_000) })
  ),
  'edit.undo': call<{ readonly revision: number; readonly title: string } | undefined>()(
    z.object({ authorId: Id })
  ),
  'edit.redo': call<{ readonly revision: number; readonly title: string } | undefined>()(
    z.object({ authorId: Id })
  ),
  'edit.history': call<readonly HistoryEntry[]>()(
    z.object({
      table: z.string().optional(),
      rowId: z.string().optional(),
      limit: z.number().int().min(1).max(10_000).default(200)
    })
  ),
  'edit.restore': call<{ readonly revision: number }>()(
    z.object({ authorId: Id, table: z.string(), rowId: z.string(), revision: z.number().int() })
  ),

  'model.list': call<readonly ModelInfo[]>()(nothing),
  'prediction.run': call<{ readonly jobId: string; readonly runId: string }>()(
    z.object({ modelId: z.string(), recordingIds: z.array(Id).min(1), options: RunOptionsInput.default({}) })
  ),
  'prediction.resume': call<{ readonly jobId: string }>()(z.object({ runId: Id })),

  'job.list': call<readonly Job[]>()(nothing),
  'job.cancel': call<void>()(z.object({ jobId: z.string() })),
  'job.dismiss': call<void>()(z.object({ jobId: z.string() })),
  'problem.list': call<readonly (Problem & { readonly id: string; readonly at: string })[]>()(nothing),
  'problem.dismiss': call<void>()(z.object({ id: z.string() })),
  'problem.clear': call<void>()(nothing),

  'compare.report': call<ComparisonAnswer>()(CompareQuery),
  /** Items of one cell (both labels), one row (reference only), one column, or all. */
  'compare.items': call<readonly ComparisonItem[]>()(
    CompareQuery.extend({
      reference: z.string().optional(),
      candidate: z.string().optional(),
      onlyErrors: z.boolean().default(false)
    })
  ),
  /** Spans where two tracks agree, differ, or only one has a label, for the difference lane. */
  'compare.difference': call<
    readonly {
      readonly start: Micros
      readonly end: Micros
      readonly kind: 'agree' | 'differ' | 'only-reference' | 'only-candidate'
    }[]
  >()(z.object({ referenceTrackId: Id, candidateTrackId: Id })),

  'agreement.report': call<AgreementAnswer>()(AgreementQuery),
  /** How agreement with the others, and use of labels, changed over each annotator's work. */
  'agreement.drift': call<{
    readonly drifts: readonly AnnotatorDrift[]
    readonly convention: string
    readonly revision: number
  }>()(AgreementQuery),
  /** Moments at which the annotators differ: all, of a pair (`pair`), a recording, a person (null: nobody) or a label. */
  'agreement.items': call<AgreementItems>()(
    AgreementQuery.extend({
      pair: z.tuple([Id, Id]).optional(),
      recordingId: Id.optional(),
      personId: Id.nullable().optional(),
      label: z.string().optional(),
      /** Shorter moments are left out and counted, milliseconds. */
      shortestMs: z.number().min(0).default(0),
      order: z.enum(['time', 'split']).default('time'),
      limit: z.number().int().min(1).max(100_000).default(5000)
    })
  ),
  /** How far ratings, intensities or sets of labels agree on matched segments. */
  'agreement.answers': call<AnswerAgreementAnswer>()(AnswerAgreementQuery),
  /** Units on which two annotators (`pair`), or all, are apart on a measure; the farthest first. */
  'agreement.answerMoments': call<{ readonly items: readonly AnswerMoment[]; readonly total: number }>()(
    AnswerAgreementQuery.extend({
      pair: z.tuple([Id, Id]).optional(),
      recordingId: Id.optional(),
      limit: z.number().int().min(1).max(100_000).default(5000)
    })
  ),
  'agreement.traces': call<TraceAgreementAnswer>()(TraceAgreementQuery),
  /** Stretches in which two annotators (`pair`), or all, rate far apart; the farthest first. */
  'agreement.traceMoments': call<readonly TraceMoment[]>()(
    TraceAgreementQuery.extend({
      pair: z.tuple([Id, Id]).optional(),
      recordingId: Id.optional(),
      limit: z.number().int().min(1).max(1000).default(100)
    })
  ),
  /** How close ratings are along one recording, in equal bins of time. */
  'agreement.traceCurve': call<AgreementCurve>()(
    TraceAgreementQuery.extend({ recordingId: Id, bins: z.number().int().min(1).max(4000).default(400) })
  ),
  /** Agreement along one recording, in equal bins of time. */
  'agreement.curve': call<AgreementCurve>()(
    AgreementQuery.extend({ recordingId: Id, bins: z.number().int().min(1).max(4000).default(400) })
  ),

  /** What a rule makes of the labels as they are, without writing anything. */
  'gold.preview': call<GoldSummary>()(GoldQuery),
  /** Moments to adjudicate: those left open, those the annotators are divided on, or all. */
  'gold.moments': call<GoldMoments>()(
    GoldQuery.extend({
      only: z.enum(['open', 'divided', 'all']).default('divided'),
      /** Leave out what has been decided by hand. */
      undecided: z.boolean().default(false),
      order: z.enum(['time', 'split']).default('time'),
      /** Shorter moments are left out and counted, milliseconds. */
      shortestMs: z.number().min(0).default(0),
      limit: z.number().int().min(1).max(100_000).default(5000)
    })
  ),
  /** Run a saved recipe on the labels as they are and write its tracks, as one edit. */
  'gold.run': call<GoldSummary>()(z.object({ goldId: Id, authorId: Id })),

  /** All answers to questionnaires that may be seen. */
  'questionnaire.responses': call<readonly QuestionnaireResponse[]>()(nothing),
  'export.run': call<{ readonly jobId: string }>()(ExportSpec),
  /** What each of the formats would leave out or change; formats that hold everything have no entry. */
  'export.losses': call<readonly ExportLosses[]>()(
    ExportSpec.pick({ formats: true, recordingIds: true, authorIds: true, traces: true })
  ),
  'scheme.presets': call<readonly SchemeRow[]>()(nothing),
  /** How often labels, dimensions and attributes of a scheme are used. */
  'scheme.uses': call<readonly SchemeUse[]>()(z.object({ id: Id }))
} as const

export type CallName = keyof typeof calls
export type CallInput<N extends CallName> = z.input<(typeof calls)[N]['input']>
export type CallParsed<N extends CallName> = z.output<(typeof calls)[N]['input']>
export type CallOutput<N extends CallName> =
  (typeof calls)[N] extends Call<z.ZodType, infer Out> ? Out : never

/** One function per call. Expected failures are values; a throw is a bug and is reported as one. */
export type Handlers = {
  readonly [N in CallName]: (input: CallParsed<N>) => Result<CallOutput<N>> | Promise<Result<CallOutput<N>>>
}

/** Everything main tells the window unasked. */
export interface Events {
  /** Rows changed; the window reads again what it shows of these tables. */
  readonly changed: {
    readonly tables: readonly string[]
    readonly revision: number
    readonly trackIds: readonly string[]
    readonly recordingIds: readonly string[]
  }
  readonly job: Job
  readonly problems: { readonly count: number }
  readonly project: { readonly project: ProjectInfo | undefined }
  /** A menu item was chosen: run the action with this id. */
  readonly action: { readonly id: string }
  readonly settings: Settings
  /** The engine stopped and was started again. */
  readonly engine: { readonly state: 'restarted' | 'ready'; readonly message: string }
}
export type EventName = keyof Events

/**
 * Bulk numbers travel by URL, little-endian, answered only for the open project:
 * - `lab://media/<fileId>` the playable file (original or proxy), byte ranges (206)
 * - `lab://tiles/frames/<streamId>` Float64Array: presentation times in µs, ascending
 * - `lab://tiles/keyframes/<streamId>` Uint32Array: indices of key frames
 * - `lab://tiles/peaks/<streamId>?from&to&px` Float32Array [px x (min, max)] in -1..1, from/to in µs of the stream
 * - `lab://tiles/signal/<streamId>?from&to&px&channels=0,1` Float32Array [channels x px x (min, max)] in physical units, NaN where no data
 * - `lab://tiles/trace/<trackId>?from&to&px&dim=0&lag=1` Float32Array [px x (min, max)] of the composed trace, from/to in µs of the recording; `lag=0`: as rated
 * - `lab://tiles/take/<takeId>?from&to&px&dim=0&lag=1` the same of one take
 * - `lab://tiles/faces/<trackId>?from&to` Float32Array rows of [time s, person, x, y, w, h, score, p0..pK-1], x y w h as shares of the picture
 */
export const LAB_SCHEME = 'lab'
