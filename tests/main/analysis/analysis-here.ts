import { onTestFinished } from 'vitest'
import { openAnalyses } from '../../../src/main/analysis'
import { analysisHandlers } from '../../../src/main/handlers/analysis'
import type { HandlerContext } from '../../../src/main/handlers/context'
import type { Project } from '../../../src/main/store'

/** The questions that a thread answers in the app, over one open project: the same code, without the thread. */
export function analysisHere(project: Project): ReturnType<typeof analysisHandlers> {
  const analyses = openAnalyses()
  onTestFinished(() => analyses.close())
  return analysisHandlers({ open: { project }, analyses } as unknown as HandlerContext)
}
