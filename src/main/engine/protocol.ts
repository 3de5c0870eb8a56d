import type { LiveAnswer } from '../../shared/contract/live'
import type { SignalFeatures } from '../../shared/contract/signal-features'
import type { TimeStretch } from '../../shared/signal/bad-stretches'
import type { CurveWork } from '../../shared/physio/measures/feature-lane'
import type { AnalysisWork } from '../../shared/signal/analyses/work'
import type { SignalPlace } from '../../shared/signal/signal-page'
import type { Problem } from '../../shared/domain/problem'
import type {
  MediaFile,
  Person,
  Recording,
  Run,
  SchemeRow,
  Segment,
  Stream,
  Take,
  Track,
  Author
} from '../../shared/domain/rows'
import type { Relation } from '../../shared/domain/relation'
import type { ImportOptions, ImportQuestion } from '../../shared/domain/import-options'
import type { Explained, InputChange } from '../../shared/explain/explained'
import type { ClassAnchors } from '../../shared/embedding/class-anchors'
import type { HeadProblem, HeadResult } from '../../shared/embedding/head-report'
import type { MapOptions, PointMap } from '../../shared/embedding/map-points'
import type { Neighbour } from '../../shared/embedding/neighbours'
import type { RatingHeadProblem, RatingHeadResult } from '../../shared/embedding/rating-head-report'
import type { AnswerMapping } from '../../shared/external/answer-mapping'
import type { AnswerLabel } from '../../shared/external/parse-answer'
import type { AnswerKind, AnswerRow } from '../../shared/external/read-answer-row'
import type { BundleRule } from '../../shared/fusion/bundled-segments'
import type { AlignedLane } from '../../shared/fusion/fuse-lane'
import type { FusionPlan } from '../../shared/fusion/fusion-plan'
import type { StackHead } from '../../shared/fusion/stack-head'
import type { FusedTrace } from '../../shared/gold/fused-trace'
import type { GoldSource } from '../../shared/gold/annotator-track'
import type { GoldWritten } from '../../shared/gold/gold-rows'
import type { TraceRule, VoteRule } from '../../shared/gold/recipe'
import type { GivenUnit } from '../../shared/gold/unit-votes'
import type { VerdictPiece, VoteGoldFacts } from '../../shared/gold/verdict-table'
import type { ImportedFile, ImportedTrack } from '../../shared/domain/imported'
import type { ModelInfo, RunOptions } from '../../shared/domain/model'
import type { PersonGroup, QuestionnaireResponse } from '../../shared/domain/study'
import type { ExportFormatId } from '../../shared/domain/export-formats'
import type { SyncAnchor } from '../../shared/domain/stream-sync'
import type { Moment } from '../../shared/sync/loudness'
import type { ModelLook } from '../../shared/model-look/model-look'
import type { OnnxFacts } from '../../shared/model-wizard/onnx-facts'
import type { SoundChannel, SoundFeature, SoundSeries } from '../../shared/audio/sound-feature'
import type { FeatureRow } from './export/feature-row'
import type { DecodedPicture, SoundRuns } from '../../shared/signal/decoder-messages'
import type { RunVariant } from '../../shared/variants/run-variant'

/** Where the engine may work; given once when a project opens. Absolute paths. */
export interface EngineEnvironment {
  readonly modelsFolder: string
  /** Models that the user added. */
  readonly ownModelsFolder?: string
  readonly ffmpegPath?: string
  readonly threads: number
}

/** A stream as a job needs it: its row and the absolute path of its file and project cache. */
export interface StreamInput {
  readonly stream: Stream
  readonly file: MediaFile
  /** Absolute path to read: the original, or the proxy where only that can be decoded. */
  readonly path: string
  readonly cacheFolder: string
}

/** Work that main asks of the engine. Ids are stable; one file per kind in `engine/`. */
export type JobSpec =
  | {
      readonly kind: 'import'
      readonly paths: readonly string[]
      readonly cacheFolder: string
      readonly labelsFromNames: 'none' | 'auto'
      /** `transcript`: a text that nothing else recognises holds one turn on each line; `document`: any text is prose. */
      readonly as?: 'auto' | 'transcript' | 'document'
      /** `by-name`: files whose names share a stem are told as belonging together. */
      readonly join?: 'by-name' | 'none'
      readonly knownHashes: Readonly<Record<string, string>>
      /** What the user said about single files, by path. */
      readonly options?: Readonly<Record<string, ImportOptions>>
    }
  | { readonly kind: 'peaks'; readonly input: StreamInput }
  /** Something of the body as a curve over a recording. */
  | { readonly kind: 'feature-curve'; readonly work: CurveWork }
  /** Independent components; `file` is where what is found is kept, relative to the project's folder. */
  | {
      readonly kind: 'components'
      readonly work: AnalysisWork
      readonly text: string
      readonly streamId: string
      readonly folder: string
      readonly file: string
    }
  /** Samples [from, to) of a sound; `extremes` are those of each `base` samples of it, which say where the part belongs. */
  | {
      readonly kind: 'samples'
      readonly input: StreamInput
      readonly from: number
      readonly to: number
      readonly rateHz: number
      readonly base: number
      readonly extremes: Float32Array
    }
  | {
      readonly kind: 'proxy'
      readonly file: MediaFile
      readonly path: string
      readonly target: string
      readonly durationSeconds: number
      readonly hasVideo: boolean
      /** Streams of the file, so that the proxy's frame times can be told for them. */ readonly streams?: readonly Stream[]
    }
  | {
      readonly kind: 'predict'
      readonly run: Run
      readonly items: readonly PredictItem[]
      /** Schemes of the model's outputs. */
      readonly schemes?: readonly SchemeRow[]
      readonly options: RunOptions
      readonly provider: string
      /** What a variant (`options.variant`) needs of the rest of the project: recordings for babble, words for word errors. */
      readonly variantAssets?: {
        readonly voices: readonly { readonly fileId: string; readonly streamIndex: number }[]
        readonly vocabulary: readonly string[]
      }
    }
  /** The words that a model reads for one turn, in each of several variants. */
  | {
      readonly kind: 'variant-texts'
      readonly modelId: string
      readonly item: PredictItem
      readonly segmentId: string
      readonly variants: readonly RunVariant[]
      readonly vocabulary: readonly string[]
    }
  | {
      readonly kind: 'export'
      readonly dataset: ExportDataset
      readonly folder: string
      readonly name: string
      readonly formats: readonly ExportFormatId[]
    }
  /** What the formats would leave out of the dataset. */
  | { readonly kind: 'losses'; readonly dataset: ExportDataset; readonly formats: readonly ExportFormatId[] }
  /** One trace of several, lane by lane; `values[dim][annotator]`, NaN: no value. */
  | {
      readonly kind: 'trace-gold'
      readonly annotators: readonly (readonly string[])[]
      readonly lanes: readonly (readonly (readonly Float64Array[])[])[]
      readonly rule: TraceRule
    }
  /** A gold standard by votes. Segments come as parts; with `write` its rows go out as `gold-rows` batches. */
  | {
      readonly kind: 'vote-gold'
      readonly rule: VoteRule
      readonly lanes: readonly {
        readonly extent: GivenUnit
        /** Annotators who took part, in the order of the columns. */
        readonly annotators: readonly string[]
        /** Voted on as given instead of cut wherever a label changes. */
        readonly given: boolean
      }[]
      readonly scheme?: SchemeRow
      readonly attributeId: string
      readonly write: boolean
    }
  /** Rows of a file of answers of a model that was run elsewhere; without `read` its first rows as they are. */
  | {
      readonly kind: 'answers'
      readonly path: string
      readonly read?: {
        readonly mapping: AnswerMapping
        readonly answer: AnswerKind
        readonly labels: readonly AnswerLabel[]
      }
      /** No more rows than this. */
      readonly limit?: number
    }
  /** One answer of several members on common cells, which come as parts `fusion-place`. */
  | {
      readonly kind: 'fuse'
      readonly plan: FusionPlan
      /** Labels of the target, in order; what members are called, in the order of the plan. */
      readonly labels: readonly string[]
      readonly names: readonly string[]
      readonly recordings: number
      /** Output of the run that takes compound labels. */
      readonly compound?: string | undefined
      /** One-label models shown as one: the label of each member, and when it is given. */
      readonly bundle?: (BundleRule & { readonly says: readonly string[] }) | undefined
      readonly head?: StackHead | undefined
    }
  /** Where one sound was recorded twice. */
  | { readonly kind: 'align-sounds'; readonly own: StreamInput; readonly other: StreamInput }
  /** Claps of a sound, flashes of a video. */
  | { readonly kind: 'moments'; readonly input: StreamInput }
  /** Work on embeddings, which come as parts `vectors`. `groups`: who each row is of. */
  | {
      readonly kind: 'embedding-map'
      readonly size: VectorSize
      readonly groups: readonly string[]
      readonly byGroup: boolean
      readonly options: MapOptions
    }
  | {
      readonly kind: 'embedding-near'
      readonly size: VectorSize
      readonly row: number
      readonly count: number
    }
  | ({ readonly kind: 'embedding-head'; readonly size: VectorSize } & Omit<HeadProblem, 'table'>)
  | ({ readonly kind: 'embedding-ratings'; readonly size: VectorSize } & Omit<RatingHeadProblem, 'table'>)
  /** Where classes lie; `target`: class of each row, -1: none. */
  | {
      readonly kind: 'embedding-classes'
      readonly size: VectorSize
      readonly groups: readonly string[]
      readonly byGroup: boolean
      readonly target: Int32Array
      readonly classes: number
    }
  /** A feature of a whole sound, frame by frame. */
  | {
      readonly kind: 'sound-feature'
      readonly input: StreamInput
      readonly channel: SoundChannel
      readonly feature: SoundFeature
    }
  /** Everything between a moment of a recording and what a model says of it. */
  | {
      readonly kind: 'look'
      readonly model: LookedModel
      /** `inputs`: what the model would say is not to be told. */
      readonly reads: 'all' | 'inputs'
      readonly item: PredictItem
      readonly segmentId?: string
      /** µs on the recording's clock. */
      readonly time: number
      /** Middle of a face that is meant, in shares of the picture. */
      readonly near?: { readonly x: number; readonly y: number }
      readonly provider: string
      readonly schemes: readonly SchemeRow[]
      /** Absolute path of a folder with the model: the moment is written there as a self-test. */
      readonly testInto?: string
    }
  /** What an ONNX file says of itself, and what lies beside it. */
  | { readonly kind: 'onnx-facts'; readonly path: string }
  /** Why a model answers as it does at a moment; with `changes`, what it would answer. */
  | {
      readonly kind: 'explain'
      readonly modelId: string
      readonly outputId?: string
      /** Answer to be explained; the strongest when absent. */
      readonly label?: string
      readonly item: PredictItem
      readonly segmentId?: string
      /** µs on the recording's clock. */
      readonly time: number
      /** Which of the faces at that moment, from the left. */
      readonly face?: number
      /** Middle of a face that is meant, in shares of the picture. */
      readonly near?: { readonly x: number; readonly y: number }
      readonly options: RunOptions
      readonly provider: string
      readonly schemes: readonly SchemeRow[]
      readonly changes?: readonly InputChange[]
    }
  /** A model kept open for the moments that come as parts; answers leave as `live` batches. Ends with the parts. */
  | {
      readonly kind: 'live'
      readonly modelId: string
      readonly item: PredictItem
      readonly provider: string
      readonly schemes: readonly SchemeRow[]
    }
  | { readonly kind: 'hash'; readonly path: string }
  /** Copies of files, absolute paths; what is there already is left alone. */
  | { readonly kind: 'copy'; readonly files: readonly { readonly from: string; readonly to: string }[] }
  | { readonly kind: 'models' }
  | { readonly kind: 'providers' }
  /** Test aid, only in development: ends the engine process at once. */
  | { readonly kind: 'crash' }

/** A model that is installed, or one whose manifest is still being written: `places` are absolute paths of its files by key. */
export type LookedModel =
  | { readonly kind: 'installed'; readonly modelId: string }
  | {
      readonly kind: 'draft'
      readonly manifest: string
      readonly path: string
      readonly places: Readonly<Record<string, string>>
    }

/**
 * What main hands over piece by piece while a job runs: a message of tens of thousands of rows would hold main up for as
 * long as it takes to copy them.
 */
export type JobPart =
  /** A piece of the dataset of an `export` or `losses` job: rows to be added to its lists, facts in place of its own. */
  | { readonly kind: 'dataset'; readonly rows: Partial<ExportDataset> }
  /** Segments of one annotator in a lane of a `vote-gold` job, in order of start; pieces follow each other. */
  | {
      readonly kind: 'votes'
      readonly lane: number
      readonly annotator: string
      readonly segments: readonly GoldSource[]
    }
  /** A moment of the playhead (µs) that a `live` job is asked about. */
  | { readonly kind: 'moment'; readonly ask: number; readonly time: number }
  /** Rows of a table of embeddings, one after the other. */
  | { readonly kind: 'vectors'; readonly data: Float32Array }
  /** One person (or nobody in particular) of a recording, in a `fuse` job. */
  | {
      readonly kind: 'fusion-place'
      readonly place: {
        readonly recordingId: string
        readonly personKey: string
        readonly name: string
        readonly personId?: string
        readonly lane: AlignedLane
      }
    }
  /** Units of a lane that are voted on as they are. */
  | { readonly kind: 'units'; readonly lane: number; readonly units: readonly GivenUnit[] }

/** Rows and columns of a table that comes as parts. */
export interface VectorSize {
  readonly rows: number
  readonly columns: number
}

/** One recording of a prediction run. `segments` when the model looks at the spans of a track. */
export interface PredictItem {
  readonly recording: Recording
  readonly input: StreamInput
  readonly segments?: readonly Segment[]
  /** Every stream of the recording, `input` among them, for models that read several. */
  readonly streams?: readonly StreamInput[]
  /** Tracks of the recording with their segments: turns, trials, what units are cut from. Per-frame tracks and traces are left out. */
  readonly tracks?: readonly PredictTrack[]
  /** Everybody who is named in the segments. */
  readonly persons?: readonly Person[]
  /** Results of other models on this recording, for models that stand on them. */
  readonly upstream?: readonly UpstreamResult[]
  /** Work already committed, to resume behind: seconds of the stream, or ids of segments done. */
  readonly doneUntilSeconds?: number
  readonly doneSegmentIds?: readonly string[]
  /**
   * Per-frame rows of this run and recording already committed (any of its tracks, in any order), so that a
   * resumed run keeps its persons and its open segments. Without them such a run starts the recording again.
   */
  readonly doneFrames?: readonly Omit<FrameChunk, 'trackId'>[]
}

export interface PredictTrack {
  readonly track: Track
  /** In order of start. */
  readonly segments: readonly Segment[]
  readonly authorKind: Author['kind']
}

/** What another model gave for a stretch of the recording. */
export interface UpstreamResult {
  readonly modelId: string
  readonly outputId: string
  readonly segmentId?: string
  readonly personId?: string
  readonly start: number
  readonly end: number
  readonly vector: Float32Array
}

/** Everything an export writes, read by main at one revision. */
export interface ExportDataset {
  readonly projectName: string
  readonly projectId: string
  readonly revision: number
  readonly appVersion: string
  readonly createdAt: string
  readonly synthetic: boolean
  readonly recordings: readonly Recording[]
  readonly files: readonly MediaFile[]
  readonly streams: readonly Stream[]
  readonly persons: readonly Person[]
  /** Answers to questionnaires. */
  readonly responses?: readonly QuestionnaireResponse[]
  /** Groups that one of the persons is in. */
  readonly groupings?: readonly PersonGroup[]
  readonly authors: readonly Author[]
  readonly schemes: readonly SchemeRow[]
  readonly tracks: readonly Track[]
  readonly segments: readonly Segment[]
  /** Links between these segments. */
  readonly relations: readonly Relation[]
  readonly runs: readonly Run[]
  readonly models: readonly ModelInfo[]
  /** Takes of trace tracks, samples row-major. */
  readonly takes: readonly {
    readonly take: Take
    readonly samples: Float64Array
    readonly events?: readonly (readonly number[])[]
  }[]
  /** How traces are written. */
  readonly traceOptions: {
    /** Reaction lags are taken out. */
    readonly withLag: boolean
    /** Absent: each track's own rate. */
    readonly rateHz?: number
    /** Each take as it was rated beside the composed traces. */
    readonly rawTakes: boolean
  }
  readonly frames: readonly FrameChunk[]
  /** Measures of signals asked for, and where the signals lie, by stream. */
  readonly signalFeatures?: SignalFeatures | undefined
  readonly signalPlaces?: Readonly<Record<string, SignalPlace>>
  /** Stretches marked as bad by recording and stream (empty: for what has none), µs of the recording. */
  readonly signalBad?: Readonly<Record<string, Readonly<Record<string, readonly TimeStretch[]>>>>
  /** What was measured, a row for each segment. */
  readonly featureRows?: readonly FeatureRow[]
}

export type {
  ImportedContent,
  ImportedFile,
  ImportedLink,
  ImportedPart,
  ImportedTrace,
  ImportedTrack
} from '../../shared/domain/imported'

/** Per-frame predictions, 1,024 frames at most; `pts` in µs of the stream, `data` n x width float32. */
export interface FrameChunk {
  readonly trackId: string
  readonly chunk: number
  readonly count: number
  /** Columns of `data`: person, x, y, w, h, score, then one per label. */
  readonly columns: readonly string[]
  readonly pts: Float64Array
  readonly data: Float32Array
}

/** Partial results of a job; main commits each in one transaction before it answers `committed`. */
export type JobBatch =
  /** `together`: files that follow each other under one name are one recording of that name. */
  | { readonly kind: 'imported'; readonly file: ImportedFile; readonly together?: string }
  /** Segments of a track of the file that comes next: a large file is handed over in pieces, the file last. */
  | {
      readonly kind: 'imported-rows'
      /** Index of the part of a file about several recordings. */
      readonly part?: number
      readonly track: number
      readonly segments: ImportedTrack['segments']
    }
  /** All files were told: what main still keeps back is to be written before the job ends. */
  | { readonly kind: 'imported-all' }
  /** A piece of a column of the verdicts, from a place on; all of them come before the job's answer. */
  | { readonly kind: 'gold-column'; readonly piece: VerdictPiece }
  /** Rows of a gold standard whose start lies from `from` on and before `to` (absent: to the end). */
  | {
      readonly kind: 'gold-rows'
      readonly lane: number
      readonly from: number
      readonly to?: number
      readonly rows: readonly GoldWritten[]
      /** Rows written when these are, and rows in all. */
      readonly done: number
      readonly total: number
    }
  /** A file that cannot be read before the user answers; "problem" says so where nobody can be asked. */
  | {
      readonly kind: 'question'
      readonly path: string
      readonly question: ImportQuestion
      readonly problem: Problem
      readonly together?: string
    }
  | { readonly kind: 'cache'; readonly streamId: string; readonly cache: Readonly<Record<string, string>> }
  /** Events of a long signal file that import left for later. */
  | {
      readonly kind: 'events'
      readonly streamId: string
      readonly tracks: readonly ImportedTrack[]
      readonly schemes: readonly SchemeRow[]
    }
  | {
      readonly kind: 'predicted'
      readonly recordingId: string
      /** Tracks by person of this recording; main creates those it does not have (key: recording, run, personKey). */
      readonly tracks: readonly PredictedTrack[]
      readonly frames?: Omit<FrameChunk, 'trackId'>
      /** Results by output of the manifest, for models with more than one or with other than labels. */
      readonly outputs?: readonly PredictedOutput[]
      /** How far this recording is finished. */
      readonly doneUntilSeconds?: number
      readonly doneSegmentIds?: readonly string[]
      readonly recordingDone: boolean
      /** Runs of a variant: SHA-256 of the changed sound or words of the recording. */
      readonly inputHash?: string
      /** Seconds by stage since the batch before: decode, preprocess, inference, output. To be summed. */
      readonly timings: Readonly<Record<string, number>>
      readonly providerGot: string
      /** Why it is not the one asked for, or how `auto` chose. */
      readonly providerNote?: string
    }
  /** Rows of a file of answers. */
  | { readonly kind: 'answers'; readonly rows: readonly AnswerRow[] }
  | { readonly kind: 'proxied'; readonly fileId: string }
  /** A `live` job has its model open. */
  | { readonly kind: 'live-open'; readonly provider: string; readonly fromTracks: boolean }
  /** What the model says of a moment; null: a newer one was asked about meanwhile. */
  | { readonly kind: 'live'; readonly ask: number; readonly answer: LiveAnswer | null }
  | { readonly kind: 'problem'; readonly problem: Problem }

export interface PredictedTrack {
  /** Stable within the run and recording: `face-1`, `audio`. */
  readonly personKey: string
  readonly name: string
  readonly personId?: string
  /** `segments` when absent. */
  readonly kind?: 'segments' | 'utterances'
  /** Name of the layer of a transcript. */
  readonly layer?: string
  /** Segments to add. */
  readonly append: readonly Omit<Segment, 'id' | 'trackId'>[]
  /** When set, existing segments from this time (µs) on are replaced by `append` (a growing last segment). */
  readonly replaceFrom?: number
}

/** What one output of a model says of a recording. Main knows its scheme and attribute from the start of the run. */
export interface PredictedOutput {
  readonly outputId: string
  readonly tracks?: readonly PredictedTrack[]
  readonly traces?: readonly PredictedTrace[]
  readonly embeddings?: readonly PredictedVector[]
  /** Kept for inspection: attention, heatmaps. */
  readonly arrays?: readonly PredictedArray[]
  readonly relations?: readonly PredictedRelation[]
}

/** Values at a steady rate; comes once, when the recording is finished. */
export interface PredictedTrace {
  readonly personKey: string
  readonly name: string
  readonly personId?: string
  readonly dims: readonly string[]
  readonly rateHz: number
  /** µs on the recording's clock. */
  readonly start: number
  /** Row-major, NaN: none. */
  readonly samples: Float64Array
}

export interface PredictedVector {
  /** Stretch it stands for; the same in every run over the same rows. */
  readonly unitKey: string
  readonly segmentId?: string
  readonly personId?: string
  readonly start: number
  readonly end: number
  readonly vector: Float32Array
}

export interface PredictedArray {
  readonly unitKey: string
  readonly start: number
  readonly end: number
  readonly shape: readonly number[]
  readonly data: Float32Array
}

/** A link between two segments that were there before the run. */
export interface PredictedRelation {
  readonly kind: string
  readonly fromId: string
  readonly toId: string
  readonly label?: string
  readonly score: number
}

/** Final answer of a job. */
export type JobResult =
  | { readonly kind: 'none' }
  | { readonly kind: 'models'; readonly models: readonly ModelInfo[]; readonly runtimeVersion: string }
  | { readonly kind: 'providers'; readonly providers: readonly string[]; readonly runtimeVersion: string }
  | { readonly kind: 'hash'; readonly hash: string; readonly sizeBytes: number }
  | { readonly kind: 'exported'; readonly files: readonly string[] }
  | {
      readonly kind: 'losses'
      readonly losses: readonly { readonly format: string; readonly problems: readonly Problem[] }[]
    }
  | { readonly kind: 'imported'; readonly files: number; readonly failed: number }
  /** On the grid that was asked for, NaN: nothing there. */
  | { readonly kind: 'curve'; readonly values: Float64Array<ArrayBuffer> }
  /** By lane and dimension, NaN: no value. */
  | { readonly kind: 'trace-gold'; readonly lanes: readonly (readonly FusedTrace[])[] }
  | { readonly kind: 'vote-gold'; readonly summary: VoteGoldFacts }
  | {
      readonly kind: 'answer-sample'
      readonly format: 'csv' | 'tsv' | 'jsonl' | 'json'
      readonly sizeBytes: number
      readonly columns: readonly string[]
      readonly rows: readonly Readonly<Record<string, string>>[]
      readonly more: boolean
    }
  | { readonly kind: 'embedding-map'; readonly map: PointMap | null }
  | { readonly kind: 'embedding-near'; readonly near: readonly Neighbour[] }
  | ({ readonly kind: 'embedding-head' } & HeadResult)
  | ({ readonly kind: 'embedding-ratings' } & RatingHeadResult)
  | ({ readonly kind: 'embedding-classes' } & Omit<ClassAnchors, 'anchors'>)
  /** `media`: on the clock of the one sound's file; `master`: of the other's. `correlation`: of their loudness as a whole. */
  | { readonly kind: 'anchors'; readonly anchors: readonly SyncAnchor[]; readonly correlation: number }
  | { readonly kind: 'moments'; readonly moments: readonly Moment[] }
  /** 16 bit, one channel. */
  | { readonly kind: 'samples'; readonly samples: Int16Array }
  | { readonly kind: 'sound-series'; readonly series: SoundSeries }
  /** `untested`: why the moment was not kept as a self-test, where that was asked for. */
  | { readonly kind: 'look'; readonly look: ModelLook; readonly untested?: string }
  | { readonly kind: 'variant-texts'; readonly texts: readonly string[] }
  | { readonly kind: 'onnx-facts'; readonly facts: OnnxFacts }
  | { readonly kind: 'explained'; readonly explained: Explained }
  /** Answers by label before and after; null: none any more. */
  | {
      readonly kind: 'changed'
      readonly labels: readonly string[]
      readonly before: readonly number[]
      readonly after: readonly number[] | null
    }

/** Main to engine. The decoder's MessagePort travels with `decoder`. */
export type ToEngine =
  | { readonly type: 'environment'; readonly environment: EngineEnvironment }
  | { readonly type: 'start'; readonly jobId: string; readonly job: JobSpec }
  | { readonly type: 'cancel'; readonly jobId: string }
  /** Absent: that was all. */
  | { readonly type: 'part'; readonly jobId: string; readonly part?: JobPart }
  | { readonly type: 'committed'; readonly jobId: string; readonly batch: number }
  | { readonly type: 'decoder' }
  | { readonly type: 'no-decoder'; readonly reason: string }

/** Engine to main. */
export type FromEngine =
  | { readonly type: 'ready'; readonly pid: number }
  | {
      readonly type: 'progress'
      readonly jobId: string
      readonly done: number
      readonly total: number
      readonly unit: string
      readonly note?: string
    }
  | { readonly type: 'batch'; readonly jobId: string; readonly batch: number; readonly content: JobBatch }
  | { readonly type: 'done'; readonly jobId: string; readonly result: JobResult }
  | { readonly type: 'failed'; readonly jobId: string; readonly problem: Problem }
  | { readonly type: 'cancelled'; readonly jobId: string }
  /** Ask main to open the hidden decoder window and send its port. */
  | { readonly type: 'need-decoder' }

/** What a job in the engine is given. */
export interface JobContext {
  readonly signal: AbortSignal
  readonly environment: EngineEnvironment
  progress(done: number, total: number, unit: string, note?: string): void
  /** Send a partial result; resolves when main has committed it. */
  batch(content: JobBatch): Promise<void>
  /** What main hands over piece by piece, to its end; rejects with the signal's reason when cancelled. */
  parts(): AsyncIterable<JobPart>
  /** The hidden decoder window, opened on first use. */
  decoder(): Promise<Decoder>
}

/** The hidden window that decodes with Chromium's own codecs. Paths are opened by main through lab:// only after it granted them. */
export interface Decoder {
  /**
   * Decode pictures at the given times (µs of the stream, ascending), made to fit `widthPx` x `heightPx` with their aspect kept; the size they got is told.
   * Pixels: 8 bit, in the planes of the stream; a `PictureScaler` makes RGB of them.
   */
  frames(request: {
    readonly fileId: string
    /** Position among the file's video streams; 0 when absent. */
    readonly streamIndex?: number
    readonly times: readonly number[]
    readonly widthPx: number
    readonly heightPx: number
    readonly signal: AbortSignal
  }): AsyncIterable<DecodedPicture>
  /** The picture of a picture file, upright, in its own pixels. */
  still?(request: { readonly fileId: string; readonly signal: AbortSignal }): Promise<DecodedPicture>
  /** Decode sound, mixed to mono when `mono`, at the file's own rate, in order, in blocks. */
  audio(request: {
    readonly fileId: string
    /** Position among the file's audio streams; 0 when absent. */
    readonly streamIndex?: number
    readonly fromSeconds?: number
    readonly toSeconds?: number
    readonly mono: boolean
    readonly signal: AbortSignal
  }): AsyncIterable<{
    readonly startSeconds: number
    readonly sampleRateHz: number
    readonly channels: readonly Float32Array[]
  }>
  /** Sound reduced to [min, max] per `base` samples inside the window, so that a long recording need not cross the port sample by sample. */
  runs?(request: {
    readonly fileId: string
    readonly streamIndex?: number
    readonly base: number
    readonly pcm: boolean
    readonly signal: AbortSignal
  }): AsyncIterable<SoundRuns>
}
