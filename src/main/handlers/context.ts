import type {
  AppInfo,
  CallName,
  CallOutput,
  CallParsed,
  EventName,
  Events,
  RecentProject,
  Settings
} from '../../shared/contract'
import type { Problem, Result } from '../../shared/domain/problem'
import type { MeasureResult, MeasureWork } from '../../shared/physio/measures/measure-work'
import type { AnalysisQuery, AnalysisResult } from '../../shared/signal/analyses'
import type {
  PageRequest,
  SignalPage,
  SignalPlace,
  SignalSamples,
  SignalStretch
} from '../../shared/signal/signal-page'
import type { EngineLink } from '../engine/link'
import type { Project } from '../store'
import type { JobBoard } from './job-board'

/** What the handlers are given by the place that wires the app together. */
export interface HandlerContext {
  readonly link: EngineLink
  readonly board: JobBoard
  readonly problems: ProblemList
  readonly signals: SignalReader
  readonly analyses: AnalysisDesk
  readonly settings: { get(): Settings; set(value: Settings): void }
  readonly recent: { get(): readonly RecentProject[]; set(value: readonly RecentProject[]): void }
  readonly paths: AppPaths
  readonly granted: { grant(path: string): void; allows(path: string): boolean }
  readonly dialogs: {
    newProject(name: string): Promise<string | undefined>
    openProject(): Promise<string | undefined>
    importFiles(into?: string, kind?: 'documents'): Promise<readonly string[]>
    exportFolder(): Promise<string | undefined>
    relink(name: string): Promise<string | undefined>
    saveMontage(name: string): Promise<string | undefined>
    openMontage(): Promise<string | undefined>
    openModel(): Promise<readonly string[]>
    openOnnx(): Promise<string | undefined>
    openTokenizer(): Promise<string | undefined>
    openAnswers(): Promise<string | undefined>
    savePrompts(format: 'jsonl' | 'csv'): Promise<string | undefined>
  }
  readonly system: {
    showInFolder(path: string): void
    copyText(text: string): void
    /** Print a self-contained HTML file to PDF. */
    printPdf(path: string): Promise<Uint8Array>
    quit(): void
    popupMenu(): void
    /** Show these keys beside the menu's items and what they would act on after their words, by action id. */
    showMenuKeys(keys: Readonly<Record<string, string>>, objects?: Readonly<Record<string, string>>): void
  }
  readonly info: Omit<AppInfo, 'ffmpeg' | 'providers' | 'onnxRuntime' | 'demoFolder'>
  emit<N extends EventName>(name: N, payload: Events[N]): void
  /** The open project, when there is one. */
  readonly open: { project: Project | undefined }
}

/** The thread that answers questions about what authors said. */
export interface AnalysisDesk {
  ask<N extends AnalysisName>(folder: string, name: N, input: CallParsed<N>): Promise<Result<CallOutput<N>>>
  /** Let go of the project. */
  release(): void
}

/** Calls that it answers. */
export type AnalysisName = Extract<
  CallName,
  `analysis.${string}` | 'compare.report' | 'compare.items' | 'compare.diarization'
>

/** The thread that reads, reduces and filters signals. Answers are undefined where there is nothing to read (yet). */
export interface SignalReader {
  /** A picture of a stretch; a newer request of the same slot (a panel) gives up the one before. */
  page(
    request: PageRequest,
    options?: { readonly slot?: string; readonly signal?: AbortSignal }
  ): Promise<SignalPage | 'superseded' | undefined>
  /** The samples of a stretch with the view applied, between gaps. */
  samples(
    request: SignalStretch,
    options?: { readonly slot?: string; readonly signal?: AbortSignal }
  ): Promise<SignalSamples | 'superseded' | undefined>
  /** An analysis; `refused` where it cannot be done with what was asked. */
  analyse(
    work: Pick<AnalysisQuery, 'channels' | 'spans' | 'bad' | 'view' | 'analysis'> & {
      readonly place: SignalPlace
    },
    options?: { readonly slot?: string; readonly progress?: (done: number, total: number) => void }
  ): Promise<
    | { readonly kind: 'analysis'; readonly result: AnalysisResult }
    | { readonly kind: 'refused'; readonly message: string; readonly hint?: string }
    | 'superseded'
    | undefined
  >
  /** Measures of the body in stretches of a recording. */
  measure(
    work: MeasureWork & { readonly places: Readonly<Record<string, SignalPlace>> },
    options?: { readonly slot?: string; readonly progress?: (done: number, total: number) => void }
  ): Promise<
    | { readonly kind: 'measures'; readonly result: MeasureResult }
    | { readonly kind: 'refused'; readonly message: string; readonly hint?: string }
    | 'superseded'
    | undefined
  >
  /** Give up what a slot asked for. */
  stop(slot: string): void
  /** Let go of all files. */
  release(): void
}

export interface AppPaths {
  /** Where new projects are offered to be kept. */
  readonly projects: string
  readonly models: string
  /** Models that the user added. */
  readonly ownModels: string
  readonly schemes: string
  /** The demo project as built at set-up. */
  readonly demo: string
}

export interface ProblemList {
  add(problem: Problem): void
  list(): readonly (Problem & { readonly id: string; readonly at: string })[]
  dismiss(id: string): void
  clear(): void
}

/** At most this many problems are kept; older ones give way, so that ten thousand bad files do not fill the memory. */
const KEEP_PROBLEMS = 1000

/** What went wrong since the project was opened, newest last. The same sentence about the same file is told once. */
export function problemList(changed: (count: number) => void): ProblemList {
  let items: (Problem & { id: string; at: string })[] = []
  let counter = 0
  const set = (next: typeof items): void => {
    items = next
    changed(items.length)
  }
  return {
    add(problem) {
      const others = items.filter(({ message, file }) => message !== problem.message || file !== problem.file)
      set(
        [...others, { ...problem, id: `problem-${++counter}`, at: new Date().toISOString() }].slice(
          -KEEP_PROBLEMS
        )
      )
    },
    list: () => items,
    dismiss: (id) => set(items.filter((item) => item.id !== id)),
    clear: () => set([])
  }
}
