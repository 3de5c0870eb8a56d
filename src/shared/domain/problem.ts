import { z } from 'zod'

/**
 * Something that went wrong and what to do about it, as data.
 * `message` names the file and the place in it; `hint` is the next step; `file` is an absolute path.
 */
export const Problem = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string().optional(),
  file: z.string().optional(),
  severity: z.enum(['error', 'warning', 'info']).default('error')
})
export type Problem = z.infer<typeof Problem>

/** A value or the problem that kept us from it. Expected failures travel as values. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Problem }

/** Wrap a success. */
export const ok = <T>(value: T): Result<T> => ({ ok: true, value })

/** Wrap an expected failure. */
export const fail = (code: string, message: string, hint?: string, file?: string): Result<never> => ({
  ok: false,
  error: { code, message, hint, file, severity: 'error' }
})
