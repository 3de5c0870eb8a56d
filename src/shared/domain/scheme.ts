import { z } from 'zod'

/** A label as the window needs it: resolved name, colour, letter and digit key. */
export interface Label {
  readonly id: string
  readonly name: string
  readonly color: string
  /** One or two letters that travel with the colour. */
  readonly letter: string
  /** Digit `1` to `9` that applies it, when it has one. */
  readonly key?: string
  readonly definition?: string
  readonly aliases: readonly string[]
  readonly neutral: boolean
}

const SchemeLabel = z.looseObject({
  id: z.string(),
  name: z.record(z.string(), z.string()).optional(),
  aliases: z.array(z.string()).optional(),
  definition: z.string().optional(),
  color: z.string().optional(),
  key: z.string().optional(),
  /** One or two letters that stand for the label where there is no room for its name. */
  letter: z.string().optional(),
  parent: z.string().optional(),
  intensity: z.number().optional(),
  neutral: z.boolean().optional()
})

/** A part of a text: what was asked for it stands in place of a definition. */
const SchemeComponent = SchemeLabel.extend({
  prompt: z.string().optional(),
  required: z.boolean().optional()
})

const SchemeAttribute = z.looseObject({
  id: z.string(),
  type: z.string(),
  unit: z.string(),
  labels: z.array(SchemeLabel).optional(),
  /** Parts that a text is divided into (text-components); they are labels in all that is drawn and pressed. */
  components: z.array(SchemeComponent).optional(),
  /** How segments or stretches may lie to each other. */
  timing: z
    .looseObject({ overlap: z.enum(['allowed', 'forbidden']).optional().catch(undefined) })
    .optional()
    .catch(undefined)
})

/** The parts of a label-scheme document (schema `affectory.labels/1`) that this app reads; the rest is kept as it is. */
export const SchemeDocument = z.looseObject({
  schema: z.literal('affectory.labels/1'),
  id: z.string().regex(/^[a-z0-9][a-z0-9._-]*$/),
  name: z.string(),
  version: z.string().optional(),
  attributes: z.array(SchemeAttribute).min(1)
})
export type SchemeDocument = z.infer<typeof SchemeDocument>
