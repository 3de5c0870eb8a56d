import type { PredictItem } from '../../protocol'
import type { Decoded } from '../decode/decoded'
import { aggregated, joinParts, stepsFrom, type Answer } from '../aggregate/levels'
import type { Manifest, ManifestAggregate, OutputTask } from '../manifest'
import type { Unit } from '../units/unit'

/** Answers at one level, to be written down. */
export interface Level {
  /** `unit` or what a step of `aggregate` leads to. */
  readonly name: string
  readonly answers: readonly Answer[]
}

/** Tasks whose results have times or places of their own and are not put together from parts. */
const ownTimes = new Set<OutputTask>([
  'segments',
  'frame-classification',
  'frame-regression',
  'sequence-classification',
  'pairs',
  'attention',
  'heatmap',
  'detection'
])

export const hasOwnTimes = (task: OutputTask): boolean => ownTimes.has(task)

/** A part of a unit that was too long for the model. */
export const isPart = ({ parent, speaksFor, textRange }: Unit): boolean =>
  parent !== undefined && speaksFor === undefined && textRange === undefined

/** What an output says of a unit. */
export function answerOf(unit: Unit, decoded: Decoded, attention: number | undefined): Answer {
  const { parent, speaksFor, ...span } = unit
  return {
    span: speaksFor ? { ...span, ...speaksFor } : span,
    parent,
    decoded,
    ...(attention === undefined ? {} : { attention })
  }
}

/** Answers of units, and what the manifest's steps make of them; answers that a step took up are not told themselves. */
export function levelsOf(
  answers: readonly (Answer & { readonly part: boolean })[],
  manifest: Manifest,
  item: PredictItem,
  task: OutputTask
): Level[] {
  const whole = answers.filter(({ part }) => !part)
  const parts = ownTimes.has(task) ? [] : answers.filter(({ part }) => part)
  const joined = parts.length > 0 ? aggregated(parts, joinParts(manifest.unit), item) : []
  const all = [...whole, ...joined].toSorted((a, b) => a.span.start - b.span.start)
  return climb('unit', all, stepsFrom(manifest.unit.type, manifest.aggregate ?? [], true), manifest, item)
}

function climb(
  name: string,
  answers: readonly Answer[],
  steps: readonly ManifestAggregate[],
  manifest: Manifest,
  item: PredictItem
): Level[] {
  if (steps.length === 0) return [{ name, answers }]
  return steps.flatMap((step) =>
    climb(step.to, aggregated(answers, step, item), next(step, manifest.aggregate ?? []), manifest, item)
  )
}

/** Steps that name the level they begin with, behind this one. */
const next = (step: ManifestAggregate, steps: readonly ManifestAggregate[]): readonly ManifestAggregate[] =>
  stepsFrom(step.to, steps.slice(steps.indexOf(step) + 1), false)
