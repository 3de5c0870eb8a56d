import type { Sliced } from '../../shared/agreement/sliced'
import type {
  CommandCall,
  Events,
  HistoryEntry,
  MergePlan,
  NameCount,
  NameInText,
  PageLabel,
  ProjectInfo,
  ProjectSnapshot,
  Viewer,
  TakeDraft
} from '../../shared/contract'
import type { ImportedFile } from '../../shared/domain/imported'
import type { Problem, Result } from '../../shared/domain/problem'
import type { Relation } from '../../shared/domain/relation'
import type {
  Author,
  MediaFile,
  Person,
  Recording,
  Run,
  SchemeRow,
  Segment,
  Stream,
  TableName,
  Tables,
  Take,
  Track
} from '../../shared/domain/rows'
import type {
  AssignedTrack,
  Assignment,
  AssignmentItem,
  PersonGroup,
  QuestionnaireResponse
} from '../../shared/domain/study'

/** What one write changed; ready to be sent as the `changed` event. */
export type Changed = Events['changed']

/** An edit that was committed: one revision, one undo step. */
export interface Applied extends Changed {
  /** Ids of the rows created, in the order of the commands. */
  readonly createdIds: readonly string[]
  readonly title: string
}

/** A part of an edit that is too large for one transaction; one undo takes all its parts back. */
export interface StepPart {
  /** Revision of its first part; absent: this is the first. */
  readonly step?: number
  /** More parts follow. The last one says no, else what was written is taken back when the project is opened next. */
  readonly more: boolean
}

export interface OpenOptions {
  /** Make a new project in this folder instead of opening one. */
  readonly create?: { readonly name: string; readonly synthetic?: boolean }
  readonly appVersion?: string
}

/** What an importer found in one file, as far as rows are made of it. */
export type FileToImport = Omit<ImportedFile, 'schemes' | 'warnings'>

export interface ImportOptions {
  /** Who imports; that person's undo takes the import back. Default `import`. */
  readonly authorId?: string
  /** Add the file to this recording instead of making a new one. */
  readonly into?: string
  /** Schemes to add to the project when imported tracks name them and it does not have them. */
  readonly schemes?: readonly SchemeRow[]
  /** The step, as `TogetherRows` told it, that these files are a later part of: one undo takes all parts back. */
  readonly step?: number
  /** Mark new authors as simulated. */
  readonly synthetic?: boolean
}

/** Rows made for one file. `skipped`: the project had a file of the same content; the ids are that one's. */
export interface ImportedRows extends Changed {
  readonly recordingId: string
  readonly fileId: string
  readonly streamIds: readonly string[]
  readonly trackIds: readonly string[]
  readonly skipped?: Problem
}

/** Files of one recording; `name` is the recording's where they are several. */
export interface FileGroup {
  readonly files: readonly FileToImport[]
  readonly name?: string
}

/** What whoever writes something in parts is asked between two of them, and told. */
export interface PartsOptions {
  /** `leave`: the project is closed; what was written is taken back when it is opened next. */
  goesOn(): 'yes' | 'take-back' | 'leave'
  tell(done: number, total: number): void
}

/** Rows made for files of one recording. `fileIds`: those added, then those the project had already (`skipped`). */
export interface TogetherRows extends Changed {
  readonly fileIds: readonly string[]
  readonly skipped: readonly Problem[]
  /** What later parts of the same import name as their step; undefined when nothing was added. */
  readonly step?: number
}

/** Per-frame predictions of a track within a span, cut to it; `data` is count x columns, row-major. */
export interface FrameRows {
  readonly trackId: string
  readonly columns: readonly string[]
  readonly count: number
  readonly pts: Float64Array
  readonly data: Float32Array
}

/** One stored chunk of at most 1,024 frames (the engine's `FrameChunk` fits as it is). */
export interface StoredChunk extends FrameRows {
  readonly chunk: number
}

/** What one output of a run says of a recording. Times in µs on the recording's clock. */
export interface PredictedOutputRows {
  readonly outputId: string
  readonly tracks?: PredictedBatch['tracks']
  readonly traces?: readonly {
    readonly personKey: string
    readonly name: string
    readonly personId?: string
    readonly dims: readonly string[]
    readonly rateHz: number
    readonly start: number
    /** Row-major, NaN: none. */
    readonly samples: Float64Array
  }[]
  readonly embeddings?: readonly Omit<EmbeddingRow, 'runId' | 'outputId' | 'recordingId'>[]
  readonly arrays?: readonly {
    readonly unitKey: string
    readonly start: number
    readonly end: number
    readonly shape: readonly number[]
    readonly data: Float32Array
  }[]
  /** Links between segments that were there before the run. */
  readonly relations?: readonly {
    readonly kind: string
    readonly fromId: string
    readonly toId: string
    readonly label?: string
    readonly score: number
  }[]
}

/** What a model made of a stretch, as a point among others. */
export interface EmbeddingRow {
  readonly runId: string
  readonly outputId: string
  readonly recordingId: string
  /** The same in every run over the same rows. */
  readonly unitKey: string
  readonly segmentId?: string
  readonly personId?: string
  readonly start: number
  readonly end: number
  readonly vector: Float32Array
}

/** Partial results of a run on one recording (the engine's `predicted` batch fits as it is). */
export interface PredictedBatch {
  readonly recordingId: string
  /** Stream whose clock the times were taken on; absent where the model looked at segments that were there. */
  readonly streamId?: string
  readonly tracks: readonly {
    readonly personKey: string
    readonly name: string
    readonly personId?: string
    /** `segments` when absent. */
    readonly kind?: 'segments' | 'utterances'
    /** Name of the layer of a transcript. */
    readonly layer?: string
    readonly append: readonly Omit<Segment, 'id' | 'trackId'>[]
    readonly replaceFrom?: number
  }[]
  readonly frames?: Omit<StoredChunk, 'trackId'>
  readonly outputs?: readonly PredictedOutputRows[]
  readonly doneUntilSeconds?: number
  readonly doneSegmentIds?: readonly string[]
  readonly recordingDone: boolean
  /** Runs of a variant: SHA-256 of what was changed in the recording. */
  readonly inputHash?: string
  readonly timings: Readonly<Record<string, number>>
  readonly providerGot: string
}

/** A run to be started. The model's author and the scheme are added when the project lacks them. */
export interface NewRun {
  readonly modelId: string
  readonly modelName: string
  /** Scheme of its labels; absent for a model that gives none. */
  readonly scheme?: SchemeRow
  /** Attribute that the model's labels belong to; the scheme's first when absent. */
  readonly attributeId?: string
  /** The same for every output, where a model has several or gives other than labels. */
  readonly outputs?: readonly {
    readonly outputId: string
    readonly scheme: SchemeRow
    readonly attributeId?: string
  }[]
  readonly manifestHash: string
  readonly weightsHash: string
  readonly runtimeVersion: string
  readonly providerAsked: string
  readonly options: Readonly<Record<string, unknown>>
  readonly itemsTotal: number
}

/** Embeddings of one output in one recording. */
export interface EmbeddingCount {
  readonly runId: string
  readonly outputId: string
  readonly recordingId: string
  readonly dims: number
  readonly rows: number
}

/** An embedding without its vector; `row` asks for that. */
export type EmbeddingFact = Omit<EmbeddingRow, 'runId' | 'outputId' | 'vector'> & {
  readonly row: number
  readonly dims: number
}

/** How far a run is on one recording. */
export interface RunProgress {
  readonly recordingId: string
  readonly doneUntilSeconds?: number
  readonly doneSegmentIds: readonly string[]
  readonly recordingDone: boolean
}

/** One author's track and its segments in order of time. */
export interface Lane {
  readonly track: Track
  readonly segments: readonly Segment[]
}

/** Everything an export writes but what only main knows (models, app version). */
export interface DatasetRows {
  readonly projectName: string
  readonly projectId: string
  readonly synthetic: boolean
  readonly revision: number
  readonly recordings: readonly Recording[]
  readonly files: readonly MediaFile[]
  readonly streams: readonly Stream[]
  readonly persons: readonly Person[]
  /** Groups that one of the persons is in. */
  readonly groupings: readonly PersonGroup[]
  readonly authors: readonly Author[]
  readonly schemes: readonly SchemeRow[]
  readonly tracks: readonly Track[]
  readonly segments: readonly Segment[]
  /** Answers of the authors to questionnaires, about these recordings or about none when all are exported. */
  readonly responses: readonly QuestionnaireResponse[]
  /** Links of the authors between these segments. */
  readonly relations: readonly Relation[]
  readonly runs: readonly Run[]
  readonly takes: readonly {
    readonly take: Take
    readonly samples: Float64Array
    /** Raw input of imported takes. */
    readonly events?: readonly (readonly number[])[]
  }[]
  readonly frames: readonly StoredChunk[]
}

/** What an annotator did in practice on one recording, beside the known answers. */
export interface PracticeLanes {
  readonly item: AssignmentItem
  readonly assignment: Assignment & { readonly calibration: NonNullable<Assignment['calibration']> }
  readonly lanes: readonly {
    readonly lane: AssignedTrack
    readonly scheme: SchemeRow
    readonly own: readonly Lane[]
    readonly reference: readonly Lane[]
  }[]
}

/** Whose assigned work goes where. */
export interface PackageSpec {
  readonly assignmentIds: readonly string[]
  /** A folder that does not exist yet or is empty. */
  readonly folder: string
  readonly copyMedia: boolean
  readonly persons: 'names' | 'codes'
  readonly appVersion?: string
}

/** A package as it was written; its media are still to be copied. */
export interface MadePackage {
  readonly folder: string
  readonly recordings: number
  readonly tracks: number
  /** From an absolute path to one relative to the package. */
  readonly media: readonly { readonly from: string; readonly to: string }[]
}

/** A take as it begins: what is known before anything was rated. */
export type NewTake = Omit<Take, 'id' | 'end' | 'count' | 'position' | 'missingCount' | 'hidden'> & {
  readonly hidden?: boolean
}

/** An open project. Every write is one transaction and is on the disk when the call returns. */
export interface Project {
  /** What to tell about an edit that was cut off when the app ended last. */
  readonly cutOff?: Problem
  readonly folder: string
  readonly cacheFolder: string
  info(): ProjectInfo
  revision(): number
  /** Who the project is shown to, and on which recordings that person works blind. */
  viewer(): Viewer
  /**
   * Show it to another annotator; written into the history. `confirmed` is needed while the present one has blind work
   * open. From then on every function below answers what that person may see.
   */
  viewAs(authorId: string, confirmed: boolean): Result<Changed & { readonly viewer: Viewer }>
  /**
   * The same rows whoever looks, for work in the background that shows nothing to anybody: a run that was begun before
   * blind work was opened reads the segments it was given.
   */
  readonly behind: Pick<Project, 'get' | 'all' | 'segmentsOfTrack' | 'framesOf'>
  /** Close the database and give the folder free. Idempotent. */
  close(): void

  get<T extends TableName>(table: T, id: string): Tables[T] | undefined
  all<T extends TableName>(table: T): readonly Tables[T][]
  /** `authorId`: whose undo and redo the snapshot names. */
  snapshot(authorId?: string): ProjectSnapshot
  /** Count what a snapshot tells of tracks, with pauses, so that the snapshot after it is quick. */
  countTracks(): Sliced<void>
  segmentsOfTrack(trackId: string): readonly Segment[]
  /** The next segments of a track behind one of them, for tracks that are too long to be read at once. */
  segmentsPage(
    trackId: string,
    after: Pick<Segment, 'start' | 'end' | 'id'> | undefined,
    limit: number
  ): readonly Segment[]
  segmentsOfRecording(recordingId: string): readonly Segment[]
  relationsOfRecording(recordingId: string): readonly Relation[]
  framesOf(trackId: string, fromUs: number, toUs: number): FrameRows | undefined
  /** Tracks (not per-frame ones) of these authors; of a model that ran twice on a recording, the latest run's. Empty `recordingIds`: all. */
  segmentsForCompare(
    authorIds: readonly string[],
    recordingIds: readonly string[],
    withPractice?: boolean
  ): readonly Lane[]
  /** The tracks of these lanes, without their segments. */
  tracksForCompare(
    authorIds: readonly string[],
    recordingIds: readonly string[],
    withPractice?: boolean
  ): readonly Track[]
  exportDataset(spec: {
    readonly recordingIds: readonly string[]
    readonly authorIds: readonly string[]
    readonly includeFrames: boolean
    readonly persons?: 'names' | 'codes'
    readonly textNames?: readonly string[]
    readonly practice?: boolean
  }): DatasetRows
  /**
   * The same piece by piece, as it stands at the revision of the first piece whatever is written meanwhile. Its end, or
   * `return`, closes what it reads from.
   */
  exportParts(spec: Parameters<Project['exportDataset']>[0]): Generator<Partial<DatasetRows>, void, undefined>
  /** Names of persons that stand in the free text of such an export. */
  exportNames(spec: {
    readonly recordingIds: readonly string[]
    readonly authorIds: readonly string[]
    readonly practice?: boolean
  }): { readonly counts: readonly NameCount[]; readonly hits: readonly NameInText[] }
  /** What an author says of pictures as a whole, by one attribute. */
  pageLabels(wanted: {
    readonly authorId: string
    readonly schemeId: string
    readonly attributeId: string
  }): readonly PageLabel[]
  /** All tracks but those of practice, which are no data. */
  dataTracks(): readonly Track[]
  /** Practice on a recording beside the known answers, once it is finished; the answers are told even where work is blind. */
  practiceLanes(itemId: string): Result<PracticeLanes>
  /** Write assigned work as a project of its own, for another machine. Refused while the viewer works blind. */
  makePackage(spec: PackageSpec): Result<MadePackage>
  /** What merging another project would do; refused while the viewer works blind. */
  mergePlan(folder: string): Result<MergePlan>
  /** Merge another project as one edit. */
  merge(
    folder: string,
    authorId: string,
    choices: Readonly<Record<string, 'here' | 'there' | 'both' | 'rows'>>,
    /** Of lanes whose choice is `rows`: keys of the rows that become as they are there. */
    rows?: Readonly<Record<string, readonly string[]>>
  ): Result<Applied & { readonly tracks: number }>
  /** Add working time to a recording of an assignment; not undoable. */
  addWork(itemId: string, seconds: number): Changed
  /** Content hash -> file id. */
  knownHashes(): Readonly<Record<string, string>>

  apply(authorId: string, commands: readonly CommandCall[], part?: StepPart): Result<Applied>
  /** Take back, newest part first, a step whose parts were not all written. Pauses between two parts. */
  takeBack(step: number): Sliced<Result<Changed>>
  /** Nothing to undo: `undefined`. */
  undo(authorId: string): Result<Applied | undefined>
  redo(authorId: string): Result<Applied | undefined>
  history(query: {
    readonly table?: string
    readonly rowId?: string
    readonly limit?: number
  }): readonly HistoryEntry[]
  /** Put a row back to what it was right after a revision, as a new edit. */
  restore(authorId: string, table: string, rowId: string, revision: number): Result<Applied>

  commitImported(file: FileToImport, options?: ImportOptions): Result<ImportedRows>
  /** Add files as one recording called `name`, or to the recording `into`, as one edit. */
  commitTogether(
    files: readonly FileToImport[],
    options?: ImportOptions & { readonly name?: string }
  ): Result<TogetherRows>
  /** Add the events of a long signal file that its import left for later, as a part of that import, with pauses. */
  commitEvents(
    streamId: string,
    events: Pick<FileToImport, 'tracks'> & Pick<ImportOptions, 'schemes'>,
    goesOn?: () => boolean
  ): Sliced<Result<Changed>>
  /** Add several recordings as one edit. */
  commitGroups(groups: readonly FileGroup[], options?: ImportOptions): Result<TogetherRows>
  /** Add files that bring many labels, with pauses; one edit all the same, and all of it or nothing. */
  commitInParts(group: FileGroup, options: ImportOptions, parts: PartsOptions): Sliced<Result<TogetherRows>>
  /** Add cache files of a stream, by role; paths relative to the project folder. */
  addCache(streamId: string, cache: Readonly<Record<string, string>>): Changed
  /** What the app itself learns about a file; not undoable. */
  updateFile(
    fileId: string,
    patch: Partial<Pick<MediaFile, 'path' | 'missing' | 'proxyPath' | 'playback'>>
  ): Changed
  /** When segments got their first answer; those whose answer no edit gave are absent. A thousand at once are quick. */
  answeredAt(
    segmentIds: readonly string[]
  ): ReadonlyMap<string, { readonly revision: number; readonly at: string }>
  /** Those of these segments (a thousand at most) whose newest change was made by none of these commands: what somebody touched since. */
  touchedSince(segmentIds: readonly string[], commands: readonly string[]): ReadonlySet<string>
  /** Tracks whose segments or takes changed after a revision; undefined when anything else changed too, or very much. */
  tracksTouchedAfter(revision: number): ReadonlySet<string> | undefined
  /** Write down from which revision of the labels a gold recipe was last made; not undoable. */
  markGoldMade(goldId: string, revision: number): Changed
  createRun(run: NewRun): Changed & { readonly run: Run }
  updateRun(runId: string, patch: Partial<Omit<Run, 'id' | 'modelId' | 'authorId'>>): Changed
  commitPredicted(runId: string, batch: PredictedBatch): Changed
  runProgress(runId: string): readonly RunProgress[]
  /** Recordings that a run is done with. */
  recordingsDone(runId: string): readonly string[]
  /** Of a run of a variant: SHA-256 of the changed sound or words by recording. */
  runInputs(runId: string): ReadonlyMap<string, string>
  /** How many embeddings runs gave, by output and recording. */
  embeddingCounts(): readonly EmbeddingCount[]
  /** What the embeddings of an output stand for, in order of recording and time. */
  embeddingFacts(runId: string, outputId: string): readonly EmbeddingFact[]
  embeddingVector(row: number): Float32Array | undefined
  /** Embeddings of a run in order of recording and time; of one output where it is named. */
  embeddings(runId: string, outputId?: string): readonly EmbeddingRow[]

  beginTake(authorId: string, take: NewTake): Result<{ readonly takeId: string }>
  /** `samples` row-major, NaN: missing. On the disk when it returns. */
  appendTake(
    takeId: string,
    samples: Float64Array,
    events?: readonly (readonly number[])[]
  ): Result<{ readonly count: number }>
  finishTake(
    takeId: string,
    options?: { readonly end?: number; readonly lag?: Take['lag'] }
  ): Result<Applied & { readonly takeId: string }>
  abortTake(takeId: string): void
  takeDrafts(): readonly TakeDraft[]
  /** Whole takes (imported, computed, drawn) with the edits they need before them, as one revision. */
  commitTakes(
    authorId: string,
    takes: readonly { readonly take: NewTake & { readonly id?: string }; readonly samples: Float64Array }[],
    before?: readonly CommandCall[]
  ): Result<Applied>
  /** Samples [from, to) of a take, row-major in the order of its dimensions. */
  takeSamples(take: Take, from?: number, to?: number): Float64Array<ArrayBuffer>
  takeEvents(takeId: string): readonly (readonly number[])[]

  uiState(key: string): unknown
  saveUiState(key: string, value: unknown): void
}

/** What questions about a project need of it: all that is read, as its present viewer may see it, and nothing that writes. */
export type ProjectReader = Pick<
  Project,
  | 'folder'
  | 'cacheFolder'
  | 'info'
  | 'revision'
  | 'viewer'
  | 'get'
  | 'all'
  | 'snapshot'
  | 'segmentsOfTrack'
  | 'segmentsPage'
  | 'segmentsOfRecording'
  | 'relationsOfRecording'
  | 'framesOf'
  | 'segmentsForCompare'
  | 'tracksForCompare'
  | 'pageLabels'
  | 'dataTracks'
  | 'knownHashes'
  | 'history'
  | 'answeredAt'
  | 'runProgress'
  | 'recordingsDone'
  | 'runInputs'
  | 'embeddingCounts'
  | 'embeddingFacts'
  | 'embeddings'
  | 'takeSamples'
  | 'takeEvents'
  | 'close'
>
