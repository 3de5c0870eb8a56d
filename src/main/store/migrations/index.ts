import { initial } from './0001-initial'
import { annotationDesk } from './0002-annotation-desk'
import { importSteps } from './0003-import-steps'
import { signalsDesk } from './0004-signals-desk'
import { studyLead } from './0005-study-lead'
import { modelOutputs } from './0006-model-outputs'
import { signalViews } from './0007-signal-views'
import { runInputs } from './0008-run-inputs'
import type { Migration } from './migration'

/** All steps, oldest first. */
export const migrations = [
  initial,
  annotationDesk,
  importSteps,
  signalsDesk,
  studyLead,
  modelOutputs,
  signalViews,
  runInputs
] as const satisfies readonly Migration[]
