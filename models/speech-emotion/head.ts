import { z } from 'zod'

/** Classes of the head, in output order: ekman7 of EMO-DB, with boredom where other sets have surprise. */
export const labels = ['neutral', 'anger', 'disgust', 'fear', 'happiness', 'sadness', 'boredom'] as const

/** The trained part of the model: class scores are bias + weights . embedding. */
export const Head = z.object({
  labels: z.array(z.string()),
  bias: z.array(z.number()),
  /** [classes][1536] */
  weights: z.array(z.array(z.number()))
})
export type Head = z.infer<typeof Head>
