import type { ModelInfo } from '../../../shared/domain/model'
import type { RunVariant } from '../../../shared/variants/run-variant'
import { sensesOf } from '../../../shared/variants/perturbations'
import { subsets } from '../../../shared/variants/subsets'

/** A set of variants that can be made of one model. */
export interface AblationSet {
  readonly kind: 'context' | 'members' | 'components' | 'window'
  readonly title: string
  /** What is taken away, and why. */
  readonly says: string
}

/** Most parts of which every set is run: 63 of six. */
export const MOST_PARTS = 6

/** What can be taken away from a model; `layers`: names of layers of the transcripts. */
export function ablationSets(model: ModelInfo, layers: readonly string[]): readonly AblationSet[] {
  const sets: AblationSet[] = []
  if (model.looksAround)
    sets.push({
      kind: 'context',
      title: 'Context',
      says: 'Four runs: the turn alone, with the turns before it, with those behind it, and with both. Windows of the manifest keep their length; a side that the manifest leaves out gets the length of the other.'
    })
  if (model.together?.kind === 'fusion')
    sets.push({
      kind: 'members',
      title: 'Members',
      says: 'A run for every set of members, and what each member adds on average (Shapley). Answers of members that are there are put together anew; nothing else is computed.'
    })
  if (sensesOf(model.reads).has('words') && layers.length > 1)
    sets.push({
      kind: 'components',
      title: 'Components',
      says: 'A run for every set of written components (layers of the transcript), and what each adds on average (Shapley). The others are as if nobody had written them.'
    })
  if (
    model.kind === 'onnx' &&
    ['sound', 'channels'].some((sense) => sensesOf(model.reads).has(sense as 'sound'))
  )
    sets.push({
      kind: 'window',
      title: 'Window length',
      says: 'A run for each length: windows slide over the recording, with the step of the manifest or their own length if that is less.'
    })
  return sets
}

/** The four contexts, the least first. */
export const contexts = (turns: number | undefined): RunVariant[] =>
  [
    [false, false],
    [true, false],
    [false, true],
    [true, true]
  ].map(([past = false, future = false]) => ({ kind: 'context', past, future, turns: turns ?? 1000 }))

export const memberSets = (members: readonly string[]): RunVariant[] =>
  subsets(members).map((keep) => ({ kind: 'members', keep }))

export const componentSets = (all: readonly string[]): RunVariant[] =>
  subsets(all).map((keep) => ({ kind: 'components', all: [...all], keep }))

export const windowLengths = (seconds: readonly number[]): RunVariant[] =>
  seconds.map((length) => ({ kind: 'window', seconds: length }))
