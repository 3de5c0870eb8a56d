import { z } from 'zod'
import { Id } from '../domain/id'
import { Micros } from '../domain/time'

const path = z.string().min(1).max(4096)

/** A manifest that is still being written, with the files that it names where they lie now. */
export const DraftModel = z.object({
  /** Absolute path of the ONNX file. */
  path,
  manifest: z.record(z.string(), z.unknown()),
  /** Absolute paths of other files by their key in the manifest. */
  places: z.record(z.string().min(1).max(100), path).default({})
})
export type DraftModel = z.infer<typeof DraftModel>

/** A moment: the segment, where one is chosen, else where the playhead stands. */
export const MomentMeant = z.object({ recordingId: Id, segmentId: Id.optional(), time: Micros })
export type MomentMeant = z.infer<typeof MomentMeant>

export const LookQuery = MomentMeant.extend({
  model: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('installed'), modelId: z.string().regex(/^[\w-][\w.-]*$/) }),
    DraftModel.extend({ kind: z.literal('draft') })
  ])
})
export type LookQuery = z.infer<typeof LookQuery>

export const MakeModel = z.object({
  draft: DraftModel,
  /** The moment is kept as a self-test. */
  moment: MomentMeant.optional()
})
