import { z } from 'zod'

/** A path as it comes from the window or a dialogue. */
export const path = z.string().min(1).max(4096)
