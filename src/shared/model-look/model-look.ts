import type { ShownTensor, ShownValue } from './shown-value'

/** One step of a pipeline with what it made. */
export interface LookStep {
  /** Name of the step; `''`: what the recording gives. */
  readonly op: string
  /** Its parameters in a line. */
  readonly parameters: string
  /** Absent: nothing was made, `note` says why. */
  readonly made?: ShownValue
  /** The step left its value as it was. */
  readonly unchanged?: boolean
  readonly note?: string
  /** Why it could not be done; nothing comes behind it. */
  readonly fault?: string
}

/** One input of a network: the ways of its streams, and what becomes of them together. */
export interface LookInput {
  readonly name: string
  readonly dtype: string
  readonly shape: readonly (number | string)[]
  readonly branches: readonly { readonly from: string; readonly steps: readonly LookStep[] }[]
  /** Steps behind the point where branches are joined. */
  readonly joined: readonly LookStep[]
  /** What the network takes, without its batch axis. */
  readonly taken?: ShownTensor
}

/** What an output says in the end. */
export interface LookAnswer {
  readonly labels: readonly string[]
  /** One number for each label; of a series, its mean or those of the row that is meant. null: no number. */
  readonly scores: readonly (number | null)[]
  /** Rows of a series; 1 for a single answer. */
  readonly rows: number
  /** Which of the rows is meant, from 0; absent: the numbers are means over all. */
  readonly row?: number
  readonly chosen?: readonly string[]
  readonly text?: string
  /** Stretches, seconds from the start of what was looked at. */
  readonly spans?: readonly {
    readonly fromSeconds: number
    readonly toSeconds: number
    readonly label: string
  }[]
}

export interface LookOutput {
  readonly id: string
  /** Name in the graph. */
  readonly name: string
  readonly task: string
  readonly schemeId: string
  readonly aux: boolean
  /** What the network gave, without its batch axis. */
  readonly raw?: ShownTensor
  readonly steps: readonly LookStep[]
  readonly answer?: LookAnswer
}

/** Everything between a moment of a recording and what a model says of it. */
export interface ModelLook {
  readonly name: string
  readonly unit: string
  /** Stretch that is looked at, µs on the recording's clock. */
  readonly start: number
  readonly end: number
  readonly inputs: readonly LookInput[]
  readonly outputs: readonly LookOutput[]
  /** Why the network was not run, or stopped. */
  readonly stopped?: string
  /** Execution provider, and seconds that the run took. */
  readonly provider?: string
  readonly seconds?: number
}

/** Bytes that a look may have in all when it is sent to a window. */
export const LOOK_BYTES = 200_000
