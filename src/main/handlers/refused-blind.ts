import { fail } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { Project } from '../store'

/** The refusal of a run on recordings that are being labelled blind; undefined where none of them is. */
export function refusedBlind(project: Project, recordingIds: readonly string[]): Result<never> | undefined {
  const blind = new Set(project.viewer().blindRecordingIds)
  return recordingIds.some((id) => blind.has(id))
    ? fail(
        'blind.model',
        'One of the recordings is being labelled blind, so what a model says about it would be hidden.',
        'Run the model when the work is locked, or let the study’s lead run it.'
      )
    : undefined
}
