import { z } from 'zod'

/** Id of a row: a non-empty string without path separators, unique in its project. */
export const Id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9._-]+$/)
export type Id = z.infer<typeof Id>
