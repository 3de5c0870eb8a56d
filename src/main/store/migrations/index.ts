import { initial } from './0001-initial'
import { annotationDesk } from './0002-annotation-desk'
import { importSteps } from './0003-import-steps'
import { signalsDesk } from './0004-signals-desk'
import { studyLead } from './0005-study-lead'
import type { Migration } from './migration'

/** All steps, oldest first. */
export const migrations = [
  initial,
  annotationDesk,
  importSteps,
  signalsDesk,
  studyLead
] as const satisfies readonly Migration[]
