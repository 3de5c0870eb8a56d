import { initial } from './0001-initial'
import type { Migration } from './migration'

/** All steps, oldest first. */
export const migrations = [initial] as const satisfies readonly Migration[]
