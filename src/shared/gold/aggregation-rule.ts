import type { SchemeRow } from '../domain/rows'
import { EditableScheme, type EditableAggregation } from '../scheme/editable-scheme'
import { TraceRule, VoteRule } from './recipe'

/** What a scheme says of how answers of several people become one, as a rule of the gold standard. */
export interface AggregationRule {
  readonly method: EditableAggregation['method']
  readonly rule: VoteRule | TraceRule
  /** Views whose answers count; absent: everybody's. */
  readonly perspectives?: readonly string[]
  /** What the scheme says beyond it and the rule cannot do, in a few words. */
  readonly left: readonly string[]
}

const votes: Readonly<Partial<Record<EditableAggregation['method'], VoteRule['rule']>>> = {
  majority: 'majority',
  plurality: 'plurality',
  // What everybody says is what nobody leaves out.
  unanimous: 'intersection',
  mean: 'rating_mean',
  median: 'rating_median',
  union: 'union',
  intersection: 'intersection',
  'dawid-skene': 'dawid_skene',
  'soft-distribution': 'soft'
}
const traces: Readonly<Partial<Record<EditableAggregation['method'], TraceRule['rule']>>> = {
  mean: 'mean',
  median: 'median',
  ewe: 'ewe',
  'mean-trace-aligned': 'dba'
}

/**
 * The first aggregation of an attribute that a rule can say; undefined where the scheme has none, keeps answers apart, or
 * asks for what only the other kind (votes or traces) knows.
 */
export function aggregationRule(
  scheme: SchemeRow | undefined,
  attributeId: string,
  kind: 'votes' | 'traces'
): AggregationRule | undefined {
  const document = EditableScheme.safeParse(scheme?.document).data
  for (const said of document?.aggregation ?? []) {
    if (said.attribute !== attributeId) continue
    const id = kind === 'traces' ? traces[said.method] : votes[said.method]
    if (id === undefined) continue
    const rule = (kind === 'traces' ? TraceRule : VoteRule).safeParse({ rule: id }).data
    if (!rule) continue
    const roles = document?.roles?.filter((role) => said.roles?.includes(role.id)) ?? []
    return {
      method: said.method,
      rule,
      ...(roles.length > 0
        ? { perspectives: [...new Set(roles.map(({ perspective }) => perspective))] }
        : {}),
      left: [
        ...(said.minVotes === undefined || said.minVotes < 2 ? [] : [`at least ${said.minVotes} votes`]),
        ...(said.tie === undefined || said.tie === 'none' || said.tie === 'no-agreement'
          ? []
          : [`ties by “${said.tie.replace('-', ' ')}”`])
      ]
    }
  }
  return undefined
}
