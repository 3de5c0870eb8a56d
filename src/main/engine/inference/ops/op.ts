import type { z } from 'zod'
import type { Entry } from '../../../../shared/registry'
import type { OpStep } from '../op-step'
import type { Value } from './value'

/**
 * One preprocessing step that manifests may name. `task` ops say how a task finds its pictures or sound and are
 * read by the task; the others turn one value into the next.
 */
export type Op =
  | (Entry & { readonly kind: 'task'; readonly parameters: z.ZodType })
  | (Entry & {
      readonly kind: 'value'
      readonly parameters: z.ZodType
      /** Seconds around a unit that the step looks at; `unitSeconds` is how long the unit is, where that is known. */
      reach?(parameters: unknown, unitSeconds?: number): Reach
      compile(parameters: unknown, assets: Assets): Step
    })

export interface Reach {
  readonly beforeSeconds: number
  readonly afterSeconds: number
}

export type Step = (value: Value, unit: UnitFacts) => Value

/** Told what a step of a pipeline made; `branch` is the place of the branch that it belongs to, absent behind the point where branches are joined. */
export type StepWatch = (step: OpStep, made: Value, branch?: number) => void

/** What a step may know of the unit it works on, besides its value. */
export interface UnitFacts {
  readonly recordingId?: string
  readonly personId?: string
  /** Seconds on the recording's clock. */
  readonly startSeconds?: number
  readonly endSeconds?: number
  /** The stretch that the unit is a window of (a trial, a stimulus): what a baseline is told from. Absent: the unit stands alone. */
  readonly trial?: { readonly startSeconds: number; readonly endSeconds: number }
  /** Mean and standard deviation by channel of something larger than the unit: recording, participant, corpus. */
  readonly statistics?: (
    scope: string
  ) => { readonly mean: ArrayLike<number>; readonly std: ArrayLike<number> } | undefined
  /** For those who want to see every value on its way into a model. */
  readonly watch?: StepWatch
}

/** Files of the manifest, read before steps are compiled; by key of `files`. Each throws for one that is not listed. */
export interface Assets {
  text(key: string): string
  json(key: string): unknown
  bytes(key: string): Uint8Array
}

/** Where no file can be asked for. */
export const noAssets: Assets = {
  text: (key) => unlisted(key),
  json: (key) => unlisted(key),
  bytes: (key) => unlisted(key)
}

function unlisted(key: string): never {
  throw new Error(`the manifest lists no file "${key}"`)
}

/** A value op whose parameters are typed by their schema; wrong ones throw when the model is opened. */
export function valueOp<P extends z.ZodType>(
  id: string,
  parameters: P,
  compile: (parameters: z.output<P>, assets: Assets) => Step,
  reach?: (parameters: z.output<P>, unitSeconds?: number) => Reach
): Op {
  return {
    id,
    kind: 'value',
    parameters,
    compile: (given, assets) => compile(parameters.parse(given), assets),
    reach: reach && ((given, unitSeconds) => reach(parameters.parse(given), unitSeconds))
  }
}

/** A step for one kind of value; another kind is a fault of the manifest. */
export function onlyFor<K extends Value['kind']>(
  id: string,
  kind: K,
  step: (value: Extract<Value, { kind: K }>, unit: UnitFacts) => Value
): Step {
  return (value, unit) => {
    if (!isKind(value, kind)) throw new Error(`${id} takes a ${kind}, got a ${value.kind}`)
    return step(value, unit)
  }
}

const isKind = <K extends Value['kind']>(value: Value, kind: K): value is Extract<Value, { kind: K }> =>
  value.kind === kind
