import { z } from 'zod'
import { Id } from '../domain/id'

/** How answers of different rates come to one time: the last one, the nearest one, or between two. */
export const interpolations = ['hold', 'nearest', 'linear'] as const
/** What becomes of a moment at which a member says nothing. */
export const missingPolicies = ['renormalise', 'hold', 'zero', 'skip'] as const
/** How several answers become one. */
export const combinations = [
  'mean',
  'weighted-sum',
  'product',
  'max',
  'vote',
  'gate-by-confidence',
  'stack'
] as const

/** Basic labels that together make a compound one, and conditions; the words are those of the model manifest. */
export const FusionRule = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('pair-sum'),
    /** Name of the compound -> the two labels it is made of. */
    pairs: z.record(z.string(), z.tuple([z.string(), z.string()])),
    /** Shares up to this one count as 0. */
    maskGreaterThan: z.number().optional(),
    /** Weights by label: a pair is then the weighted mean of its two, else their sum. */
    pairWeights: z.record(z.string(), z.number().nonnegative()).optional(),
    /** Several pairs of the highest score: the first of the list, or no label. */
    tie: z.enum(['first', 'none']).default('first')
  }),
  /** Where the condition holds the label is `then`; the scores stay. */
  z.object({ type: z.literal('if-then'), when: z.string(), then: z.string() }),
  /** Where the condition holds the member `then` decides alone. */
  z.object({ type: z.literal('override'), when: z.string(), then: z.string() }),
  /** The label `when` needs the label `then`: its score is never higher. */
  z.object({ type: z.literal('dependency'), when: z.string(), then: z.string() })
])
export type FusionRule = z.infer<typeof FusionRule>

/** One author whose answers take part. */
export const FusionMember = z.object({
  authorId: Id,
  /** What rules call it; the name of its author when absent. */
  name: z.string().optional(),
  weight: z.number().min(0).max(1000).default(1),
  /** Weights by label of the target; 1 where none is given. */
  classWeights: z.record(z.string(), z.number().min(0).max(1000)).default({}),
  /** Its answers are moved by this much before they meet the others, seconds. */
  offsetSeconds: z.number().min(-3600).max(3600).default(0),
  /** Labels of the target and its own labels that become them; absent: by mapping table, id or alias. */
  groups: z.record(z.string(), z.array(z.string())).optional(),
  /** What its numbers are: shares, or logits that are made shares first. */
  post: z.enum(['none', 'softmax', 'sigmoid', 'exp']).default('none')
})
export type FusionMember = z.infer<typeof FusionMember>

/** How a fusion is made: everything that its result depends on besides the labels themselves. */
export const FusionPlan = z.object({
  /** Labels in which everybody answers. */
  target: z.object({ schemeId: Id, attributeId: z.string() }),
  members: z.array(FusionMember).min(1).max(32),
  /** `rate`: cells of equal length; `samples`: one for each answer of the member that answers most often; `segments`: the segments of an author. */
  grid: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('rate'), hz: z.number().min(0.05).max(250) }),
    z.object({ kind: z.literal('samples') }),
    z.object({ kind: z.literal('segments'), authorId: Id })
  ]),
  interpolate: z.enum(interpolations).default('hold'),
  missing: z.enum(missingPolicies).default('renormalise'),
  combine: z.enum(combinations).default('mean'),
  /** Stretch over which results are averaged before a label is chosen, seconds; 0: none. */
  smoothSeconds: z.number().min(0).max(60).default(0),
  rules: z.array(FusionRule).max(50).default([]),
  /** Attribute that the compound labels of a pair rule belong to. */
  ruleTarget: z.object({ schemeId: Id, attributeId: z.string() }).optional(),
  stack: z
    .object({
      model: z.enum(['ridge', 'logistic']).default('logistic'),
      lambda: z.number().min(0).max(1e6).default(1),
      /** The only recordings that it is fitted on, under the name they are known by. */
      fitOn: z.object({ name: z.string().min(1), recordingIds: z.array(Id).min(1) }),
      /** Whose labels it is fitted to. */
      authorId: Id
    })
    .optional()
})
export type FusionPlan = z.infer<typeof FusionPlan>
