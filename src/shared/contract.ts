import { call } from './contract/call'
import type { Call } from './contract/call'
import { analysisCalls } from './contract/analysis-calls'
import { SoundFeatureQuery, type SoundSeries } from './audio/sound-feature'
import { z } from 'zod'
import type { MediaFile, SchemeRow, Segment } from './domain/rows'
import { Id } from './domain/rows'
import type { SyncAnchor } from './domain/stream-sync'
import { Micros } from './domain/time'
import { ImportOptions } from './domain/import-options'
import type { ImportAsked } from './domain/import-options'
import type { Job } from './domain/job'
import type { Relation } from './domain/relation'
import type { QuestionnaireResponse } from './domain/study'
import type { ModelInfo } from './domain/model'
import { LookQuery, MakeModel } from './contract/model-look'
import type { ModelLook } from './model-look/model-look'
import type { OnnxFacts } from './model-wizard/onnx-facts'
import type { Problem, Result } from './domain/problem'
import type { AgreementCurve } from './agreement/agreement-curve'
import type { AgreementItems } from './agreement/agreement-items'
import type { AnswerMoment } from './agreement/answers/answer-report'
import type { AnnotatorDrift } from './agreement/annotator-drift'
import type { TraceMoment } from './agreement/traces/trace-agreement'
import type { SchemeUse } from './commands/rules/scheme-uses'
import type { PerspectiveGaps } from './study/perspective-gaps'
import type { GoldMoments, GoldSummary } from './gold/gold-report'
import { AnalysisQuery, AnalysisRequest } from './signal/analyses'
import { ComponentsAnalysis } from './signal/analyses/components'
import type { KeptComponents } from './signal/analyses/components-file'
import { Montage } from './signal/montage'
import type { AnalysisAnswer } from './signal/analyses'
import { LaneQuery } from './physio/measures/feature-lane'
import { MeasureQuery } from './physio/measures/measure-query'
import type { MeasureAnswer } from './physio/measures/measure-query'
import { AnswersQuery, PromptsQuery } from './contract/answers'
import type { AnswerSample, AnswersPreview, PromptsPreview } from './contract/answers'
import { FusionQuery, FusionScoreQuery } from './contract/fusion'
import type { FusionLanePicture, FusionScoreAnswer } from './contract/fusion'
import { CommandCall } from './contract/project-facts'
import type {
  HistoryEntry,
  MergePlan,
  PageLabel,
  ProjectInfo,
  ProjectSnapshot,
  RecentProject,
  StudyFeedback,
  TakeDraft,
  TraceRead,
  Viewer
} from './contract/project-facts'
import {
  AgreementQuery,
  AnswerAgreementQuery,
  GoldQuery,
  MarkAgreementQuery,
  PerspectiveQuery,
  TraceAgreementQuery
} from './contract/questions'
import type {
  AgreementAnswer,
  AnswerAgreementAnswer,
  MarkAgreementAnswer,
  TraceAgreementAnswer
} from './contract/questions'
import {
  ClassesQuery,
  EmbeddingMapQuery,
  EmbeddingRef,
  HeadQuery,
  LabelSource,
  RatingHeadQuery
} from './contract/embeddings'
import type {
  AlikeFaces,
  EmbeddingClasses,
  EmbeddingLabels,
  EmbeddingMap,
  EmbeddingSet,
  HeadAnswer,
  RatingHeadAnswer
} from './contract/embeddings'
import type { Neighbour } from './embedding/neighbours'
import { ExportSpec, RunOptionsInput, Settings, SettingsPatch } from './contract/settings'
import type { AppInfo, ExportLosses, NameCount, NameInText } from './contract/settings'
import { ReportFiles } from './contract/report'
import type { WrittenReport } from './contract/report'
import { path } from './contract/path'
import { ExplainQuery, InputChangeInput } from './contract/explain'
import { VariantsToRun, VariantTextsQuery } from './contract/variants'
import type { VariantStarted, VariantTexts } from './contract/variants'
import { LiveAsk, LiveStart } from './contract/live'
import type { LiveAnswer, LiveStream } from './contract/live'
import type { ChangedAnswer } from './contract/explain'
import type { Explained } from './explain/explained'
export * from './contract/project-facts'
export * from './contract/questions'
export * from './contract/slices'
export * from './contract/settings'

/** A call: what it takes (checked in main) and what it gives (typed only). */
const nothing = z.void()

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
      choices: z.record(Id, z.enum(['here', 'there', 'both', 'rows'])).default({}),
      /** For lanes whose choice is `rows`: keys of the rows that become as they are there. The others stay. */
      rows: z.record(Id, z.array(Id)).default({})
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
      as: z.enum(['auto', 'transcript', 'document']).default('auto'),
      /** What the user said about single files, by path. */
      options: z.record(path, ImportOptions).optional()
    })
  ),
  /** Files of a finished import that wait for an answer of the user; told once. */
  'recording.questions': call<readonly ImportAsked[]>()(z.object({ jobId: z.string() })),
  'recording.relink': call<MediaFile>()(z.object({ fileId: Id, path })),
  /** Where the sound of a stream occurs in another stream of its recording: `master` on the recording's clock. A job that can be cancelled; then there are no anchors. */
  'sync.sounds': call<{ readonly anchors: readonly SyncAnchor[]; readonly correlation: number | null }>()(
    z.object({ streamId: Id, againstId: Id })
  ),
  /** Claps of a sound or flashes of a video, times in microseconds of the stream. A job that can be cancelled; then there are none. */
  'sync.moments': call<readonly { readonly time: Micros; readonly strength: number }[]>()(
    z.object({ streamId: Id })
  ),
  /** Compute something from samples of a signal, with its view applied. `analysisProgress` tells how far a long one is. */
  'signal.analyse': call<AnalysisAnswer>()(AnalysisQuery),
  /** Search for independent components as a job; what it finds is kept with the project. `text` says in words what was searched. */
  'signal.findComponents': call<{ readonly jobId: string }>()(
    AnalysisRequest.extend({ analysis: ComponentsAnalysis, text: z.string().max(300) })
  ),
  /** The components that were found last in a signal; undefined: none are kept. */
  'signal.components': call<KeptComponents | undefined>()(z.object({ streamId: Id })),
  /** Compute something of the body as a curve and keep it as a trace of an annotator, one edit; undefined when it was stopped. */
  'signal.keepLane': call<{ readonly trackId: string } | undefined>()(LaneQuery),
  /** Measures of heart, skin, breath, muscles and movement from the tracks and signals of a recording as they are now. `analysisProgress` tells how far it is. */
  'signal.measure': call<MeasureAnswer>()(MeasureQuery),
  /** Give up the analysis that a slot waits for; it answers `superseded`. */
  'signal.stop': call<void>()(z.object({ slot: z.string() })),
  /** Pitch, loudness, silence or spectrum of a whole sound. A job that can be cancelled; then undefined. */
  'sound.feature': call<SoundSeries | undefined>()(SoundFeatureQuery),
  /** Compute a feature of a sound and keep it as a trace of an annotator, one edit; undefined when it was cancelled. */
  'sound.keepLane': call<{ readonly trackId: string } | undefined>()(
    SoundFeatureQuery.extend({ authorId: Id })
  ),
  /** Write a montage to a file that the user names; its path, undefined where they chose none. */
  'montage.save': call<string | undefined>()(z.object({ montage: Montage })),
  /** Read a montage from a file that the user chooses. */
  'montage.load': call<Montage | undefined>()(nothing),
  'recording.checkFiles': call<readonly MediaFile[]>()(nothing),

  /**
   * Segments of a recording by track, then time; with `trackIds` only of these of its tracks. With `page` those of the one
   * track that is named, behind a segment and at most `limit`: a long track is read page by page.
   */
  'track.segments': call<readonly Segment[]>()(
    z.object({
      recordingId: Id,
      trackIds: z.array(Id).max(1000).optional(),
      page: z
        .object({
          after: z.object({ start: Micros, end: Micros, id: Id }).optional(),
          limit: z.number().int().min(1).max(5000)
        })
        .optional()
    })
  ),
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
  /** Every value between a moment of a recording and what a model says of it; null when it was stopped. */
  'model.look': call<ModelLook | null>()(LookQuery),
  'model.stopLook': call<void>()(nothing),
  /** What an ONNX file says of itself; absent: one that the user chooses, undefined when closed without a choice. */
  'model.onnx': call<OnnxFacts | undefined>()(z.object({ path: path.optional() })),
  /** A tokenizer.json that the user chooses. */
  'model.tokenizer': call<string | undefined>()(nothing),
  /** Keep an ONNX file as a model with a manifest; `untested`: why the moment was not kept as a self-test. */
  'model.make': call<{ readonly id: string; readonly name: string; readonly untested?: string }>()(MakeModel),
  /** Why a model answers as it does at a moment: a job, of which this answers the end; null when it was stopped. */
  'model.explain': call<Explained | null>()(ExplainQuery),
  /** What a model would answer were its input another; null when it was stopped. */
  'model.change': call<ChangedAnswer | null>()(
    ExplainQuery.extend({ changes: z.array(InputChangeInput).min(1).max(20) })
  ),
  /** Keep a model open to follow the playhead of a recording; one at a time, nothing of it is stored. */
  'live.start': call<LiveStream>()(LiveStart),
  /** What it says of a moment; null when a newer one was asked about meanwhile. */
  'live.ask': call<LiveAnswer | null>()(LiveAsk),
  'live.stop': call<void>()(z.object({ streamId: z.string().max(100) })),
  /** Copy folders with a manifest to where models are found; absent: those that the user chooses. `rest`: paths that are no models. */
  'model.add': call<{
    readonly added: readonly { readonly id: string; readonly name: string }[]
    readonly rest: readonly string[]
  }>()(z.object({ paths: z.array(path).min(1).max(1000).optional() })),
  /** Delete a model that the user added; its runs and their results stay. */
  'model.remove': call<void>()(z.object({ modelId: z.string().regex(/^[a-z0-9][a-z0-9._-]{1,80}$/) })),
  'prediction.run': call<{ readonly jobId: string; readonly runId: string }>()(
    z.object({ modelId: z.string(), recordingIds: z.array(Id).min(1), options: RunOptionsInput.default({}) })
  ),
  'prediction.resume': call<{ readonly jobId: string }>()(z.object({ runId: Id })),
  /** Run a model on recordings made worse, or with something taken away: a run and an author for each variant. */
  'variant.run': call<VariantStarted>()(VariantsToRun),
  /** What the model would read of a turn in each variant, without running it. */
  'variant.texts': call<VariantTexts>()(VariantTextsQuery),

  'job.list': call<readonly Job[]>()(nothing),
  'job.cancel': call<void>()(z.object({ jobId: z.string() })),
  'job.dismiss': call<void>()(z.object({ jobId: z.string() })),
  'problem.list': call<readonly (Problem & { readonly id: string; readonly at: string })[]>()(nothing),
  'problem.dismiss': call<void>()(z.object({ id: z.string() })),
  'problem.clear': call<void>()(nothing),

  ...analysisCalls,

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
  /** How far stretches of text, or points in time, agree. */
  'agreement.marks': call<MarkAgreementAnswer>()(MarkAgreementQuery),
  /** How close ratings are along one recording, in equal bins of time. */
  'agreement.traceCurve': call<AgreementCurve>()(
    TraceAgreementQuery.extend({ recordingId: Id, bins: z.number().int().min(1).max(4000).default(400) })
  ),
  /** Agreement along one recording, in equal bins of time. */
  'agreement.curve': call<AgreementCurve>()(
    AgreementQuery.extend({ recordingId: Id, bins: z.number().int().min(1).max(4000).default(400) })
  ),

  /** A file of answers of a model that was run elsewhere; undefined when closed without a choice. */
  'answers.choose': call<string | undefined>()(nothing),
  /** Its first rows as they are. */
  'answers.sample': call<AnswerSample>()(z.object({ path })),
  /** What reading it by a mapping would give, without writing anything. A newer question gives up the one before. */
  'answers.preview': call<AnswersPreview>()(AnswersQuery),
  /** Keep its answers as a run of a model of that name: a job. */
  'answers.import': call<{ readonly jobId: string; readonly runId: string }>()(
    AnswersQuery.extend({ name: z.string().trim().min(1).max(120) })
  ),
  /** Prompts as they would be written. */
  'prompts.preview': call<PromptsPreview>()(PromptsQuery),
  /** Write them to a file that the user names; undefined where they chose none. */
  'prompts.save': call<{ readonly path: string; readonly count: number } | undefined>()(
    PromptsQuery.extend({ format: z.enum(['jsonl', 'csv']) })
  ),

  /** How well a fusion agrees with an author, and each member alone, without writing anything. */
  'fusion.score': call<FusionScoreAnswer>()(FusionScoreQuery),
  /** A fusion of one recording as a picture: who says what when, and where somebody is missing. */
  'fusion.lanes': call<readonly FusionLanePicture[]>()(FusionQuery.extend({ recordingId: Id })),
  /** Keep a fusion as a run of a model of that name; its tracks are made by a job. */
  'fusion.keep': call<{ readonly jobId: string; readonly runId: string }>()(
    FusionQuery.extend({ name: z.string().trim().min(1).max(120) })
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
      /** First of the moments that are told, in this order; a long list is read window by window. */
      from: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(1000).default(200)
    })
  ),
  /** Give up the computation that `gold.preview` and `gold.moments` wait for. */
  'gold.stop': call<void>()(nothing),
  /** Run a saved recipe on the labels as they are and write its tracks, as one edit: a job, of which this answers the end. */
  'gold.run': call<GoldSummary>()(z.object({ goldId: Id, authorId: Id })),

  /** Embeddings that runs of models gave, the newest run first. */
  'embedding.sets': call<readonly EmbeddingSet[]>()(nothing),
  /** A place in the plane for every embedding of a set: a job, of which this answers the end; null when it was stopped. */
  'embedding.map': call<EmbeddingMap | null>()(EmbeddingMapQuery),
  /** What an author labelled where the embeddings are. */
  'embedding.labels': call<EmbeddingLabels>()(EmbeddingRef.extend({ labels: LabelSource })),
  /** Where classes lie among the embeddings: how far apart, and which embedding stands for each. */
  'embedding.classes': call<EmbeddingClasses>()(ClassesQuery),
  /** Faces of different pictures that look the same, for somebody to say whether they are. */
  'embedding.alike': call<AlikeFaces>()(EmbeddingRef),
  /** The embeddings most like one of them, best first. */
  'embedding.near': call<readonly Neighbour[]>()(
    EmbeddingRef.extend({ row: z.int().min(0), count: z.int().min(1).max(200) })
  ),
  /** Fit a head on the labels made so far and score it on people it did not see: a job, of which this answers the end; null when it was stopped. */
  'embedding.head': call<HeadAnswer | null>()(HeadQuery),
  /** Fit a ridge head on the ratings made so far and score it on people it did not see: a job, of which this answers the end; null when it was stopped. */
  'embedding.ratings': call<RatingHeadAnswer | null>()(RatingHeadQuery),
  /** Keep what a head says as the predictions of a model. */
  'embedding.keep': call<{ readonly runId: string; readonly segments: number }>()(
    z.object({ key: z.string().max(100), rows: z.enum(['all', 'unlabelled']) })
  ),

  /** All answers to questionnaires that may be seen. */
  'questionnaire.responses': call<readonly QuestionnaireResponse[]>()(nothing),
  /** Write a report that the window made: document, figures and tables, all of it or nothing. */
  'report.write': call<WrittenReport>()(ReportFiles),
  'export.run': call<{ readonly jobId: string }>()(ExportSpec),
  /** What each of the formats would leave out or change; formats that hold everything have no entry. */
  'export.losses': call<readonly ExportLosses[]>()(
    ExportSpec.pick({ formats: true, recordingIds: true, authorIds: true, traces: true })
  ),
  /** Names of persons in the comments, notes and words that would be exported, and the first places where they stand. */
  'export.names': call<{ readonly counts: readonly NameCount[]; readonly hits: readonly NameInText[] }>()(
    ExportSpec.pick({ recordingIds: true, authorIds: true, practice: true })
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
    /** A run added rows and will add more to this recording: whoever reads much may wait. */
    readonly growing?: boolean
  }
  readonly job: Job
  /** How far the computation behind a gold standard is that the panel waits for. */
  readonly goldProgress: { readonly done: number; readonly total: number; readonly note?: string }
  /** How far the analysis of a slot is. */
  readonly analysisProgress: { readonly slot: string; readonly done: number; readonly total: number }
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
 * - `lab://tiles/signal/<streamId>?from&to&px&channels=0,1&view=<SignalView as JSON>&slot=<panel>` Float32Array [rows x px x (min, max)] in
 *   physical units, NaN where no data, with the headers of `signal-page.ts`; with `&numbers=stored` 16-bit numbers where the
 *   file has such (header `stored`), as `stored-page.ts` reads them; of requests of one slot the newest is answered, others get 409;
 *   404 where there is nothing to read yet, 400 (with a sentence) for a view that is none
 * - `lab://tiles/signal-samples/<streamId>?from&to&channels&view&slot` single samples, as `signal-samples.ts` packs them
 * - `lab://tiles/trace/<trackId>?from&to&px&dim=0&lag=1` Float32Array [px x (min, max)] of the composed trace, from/to in µs of the recording; `lag=0`: as rated
 * - `lab://tiles/take/<takeId>?from&to&px&dim=0&lag=1` the same of one take
 * - `lab://tiles/faces/<trackId>?from&to` Float32Array rows of [time s, person, x, y, w, h, score, p0..pK-1], x y w h as shares of the picture
 */
export const LAB_SCHEME = 'lab'
