import { z } from 'zod'
import { evaluatorWeightings } from '../metrics/evaluator-weighted'
import { Id } from '../domain/rows'
import { dawidSkeneDefaults as ds } from './dawid-skene'

/** What an annotator who took part but marked nothing at a moment says there: nothing is there, or no vote. */
const blank = z.enum(['nothing', 'missing']).default('nothing')

/**
 * Units that are given and stay as they are: the turns of somebody's transcript, or somebody's segments. Absent: the
 * recording is cut wherever anybody's label changes.
 */
const units = z.object({ authorId: Id, of: z.enum(['turns', 'segments']) }).optional()

/** Whether stretches that the rule leaves open become segments without a label, with their votes. */
const keepOpen = z.boolean().default(false)

const common = { blank, units, keepOpen }

/** A rule that decides labels, words or ratings of stretches from what annotators say there, with all its parameters. */
export const VoteRule = z.discriminatedUnion('rule', [
  z.object({ rule: z.literal('majority'), ...common }),
  z.object({ rule: z.literal('plurality'), ...common }),
  z.object({ rule: z.literal('union'), ...common }),
  z.object({ rule: z.literal('intersection'), ...common }),
  z.object({ rule: z.literal('at_least'), ...common, raters: z.number().int().min(1).default(2) }),
  z.object({ rule: z.literal('soft'), ...common, smoothing: z.number().min(0).default(0) }),
  /** Of open words: the one that most raters used, synonyms together. */
  z.object({ rule: z.literal('words'), ...common, raters: z.number().int().min(1).default(1) }),
  z.object({ rule: z.literal('rating_mean'), ...common }),
  z.object({ rule: z.literal('rating_median'), ...common }),
  z.object({
    rule: z.literal('dawid_skene'),
    ...common,
    rounds: z.number().int().min(1).default(ds.rounds),
    tolerance: z.number().positive().default(ds.tolerance),
    smoothing: z.number().positive().default(ds.smoothing),
    restarts: z.number().int().min(0).max(100).default(ds.restarts),
    seed: z.number().int().default(ds.seed)
  })
])
export type VoteRule = z.infer<typeof VoteRule>

/** A rule that makes one trace of several, with all its parameters. */
export const TraceRule = z.discriminatedUnion('rule', [
  z.object({ rule: z.literal('mean') }),
  z.object({ rule: z.literal('median') }),
  z.object({ rule: z.literal('ewe'), weighting: z.enum(evaluatorWeightings).default('with_mean') }),
  z.object({ rule: z.literal('ccc_centred') }),
  z.object({
    rule: z.literal('dba'),
    rounds: z.number().int().min(1).max(100).default(10),
    /** Largest shift of an alignment, in samples. */
    window: z.number().int().min(0).nullable().default(100),
    /** The trace that the average starts from: the one closest to all others, or the first. */
    start: z.enum(['medoid', 'first']).default('medoid')
  })
])
export type TraceRule = z.infer<typeof TraceRule>

/** A saved, named way to make a gold standard; running it again on changed labels makes it anew. */
export const GoldRecipe = z.object({
  id: Id,
  name: z.string().min(1),
  rule: z.union([VoteRule, TraceRule]),
  /** Annotators to use, by author id; everybody when absent. */
  annotators: z.array(Id).optional()
})
export type GoldRecipe = z.infer<typeof GoldRecipe>
