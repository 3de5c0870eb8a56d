import { fail, ok } from '../domain/problem'
import type { Result } from '../domain/problem'
import type { AttributeRef } from '../mapping/scheme-map'
import { combinations, FusionMember, FusionPlan, FusionRule } from './fusion-plan'

/** One step of a manifest's decoding with its parameters. */
interface Step {
  readonly op: string
  readonly [parameter: string]: unknown
}

/** How a model without a network of its own is put together, as its manifest says. */
export type PutTogether =
  | {
      readonly kind: 'fusion'
      readonly grid?: {
        readonly hz?: number
        readonly unit?: string
        readonly interpolate?: 'hold' | 'nearest' | 'linear'
        readonly offsetSec?: Readonly<Record<string, number>>
      }
      readonly members: readonly {
        readonly id: string
        readonly model: string
        readonly output: string
        readonly map?: Step
        readonly post?: readonly Step[]
        readonly weight?: number
        readonly classWeights?: Readonly<Record<string, number>>
      }[]
      readonly missing?: FusionPlan['missing']
      readonly combine: string
      readonly rules?: readonly unknown[]
    }
  | {
      readonly kind: 'bundle'
      readonly members: readonly {
        readonly model: string
        readonly label: string
        readonly positiveIndex?: number
      }[]
      /** Least share at which a label is given: for all, and for single ones. */
      readonly threshold: number
      readonly perLabel: Readonly<Record<string, number>>
    }

/** Models whose results are needed, each once. */
export const membersOf = (together: PutTogether): readonly string[] => [
  ...new Set(together.members.map(({ model }) => model))
]

/** What is known of the members in a project. */
export interface MemberFacts {
  /** Author of a model's results; undefined where it has not run. */
  author(model: string): string | undefined
  /** Labels of a model in the order of its output. */
  labels(model: string): readonly string[]
}

/** The plan of a manifest, in the labels of `target`; compounds of a pair rule go to `compound`. */
export function planOfManifest(
  together: PutTogether,
  target: AttributeRef,
  compound: AttributeRef | undefined,
  facts: MemberFacts
): Result<FusionPlan> {
  const members: FusionMember[] = []
  for (const member of together.kind === 'fusion'
    ? fusionMembers(together)
    : bundleMembers(together, facts)) {
    const authorId = facts.author(member.model)
    // Who has never run here takes no part; the policy for missing members says what that means.
    if (authorId !== undefined) members.push(FusionMember.parse({ ...member.plan, authorId }))
  }
  if (members.length === 0)
    return fail(
      'fusion-members',
      'None of the models that it is put together from has results here.',
      'Run one of them first.'
    )
  if (together.kind === 'bundle')
    return ok(FusionPlan.parse({ target, members, grid: { kind: 'samples' }, combine: 'weighted-sum' }))
  const { grid = {}, missing, rules = [] } = together
  const combine = combinations.find((known) => known === together.combine)
  if (combine === undefined || combine === 'stack')
    return fail(
      'fusion-combine',
      combine === 'stack'
        ? 'Its head is fitted on recordings that only you can name.'
        : `“${together.combine}” puts nothing together.`,
      'Open its members in the panel Fusion.'
    )
  const read = rules.map((rule) => FusionRule.safeParse(rule))
  const wrong = read.find((rule) => !rule.success)
  if (wrong) return fail('fusion-rule', `One of its rules cannot be read: ${wrong.error.message}`)
  const parsed = read.flatMap((rule) => (rule.success ? [rule.data] : []))
  return ok(
    FusionPlan.parse({
      target,
      members,
      grid: grid.hz === undefined ? { kind: 'samples' } : { kind: 'rate', hz: grid.hz },
      interpolate: grid.interpolate,
      missing,
      combine,
      rules: parsed,
      ...(compound && parsed.some(({ type }) => type === 'pair-sum') ? { ruleTarget: compound } : {})
    })
  )
}

type Fusion = Extract<PutTogether, { kind: 'fusion' }>

const fusionMembers = ({ members, grid }: Fusion) =>
  members.map(({ id, model, weight, classWeights, post, map }) => ({
    model,
    plan: {
      name: id,
      weight,
      classWeights,
      offsetSeconds: grid?.offsetSec?.[id],
      post: postOf(post),
      groups: map?.op === 'labelMap' ? map['groups'] : undefined
    }
  }))

/** Each member says one label: the share of its own yes. */
const bundleMembers = ({ members }: Extract<PutTogether, { kind: 'bundle' }>, { labels }: MemberFacts) =>
  members.map(({ model, label, positiveIndex = 1 }) => {
    const own = labels(model)
    return { model, plan: { name: label, groups: { [label]: [own[positiveIndex] ?? own.at(-1) ?? label] } } }
  })

function postOf(steps: readonly Step[] = []): FusionMember['post'] {
  for (const { op } of steps) {
    if (op === 'softmax' || op === 'sigmoid') return op
    if (op === 'logsoftmaxToProb') return 'exp'
  }
  return 'none'
}
