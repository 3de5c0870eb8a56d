import { initial } from './0001-initial'
import { annotationDesk } from './0002-annotation-desk'
import type { Migration } from './migration'

/** All steps, oldest first. */
export const migrations = [initial, annotationDesk] as const satisfies readonly Migration[]
