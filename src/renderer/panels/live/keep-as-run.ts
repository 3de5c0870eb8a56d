import type { ModelInfo } from '../../../shared/domain/model'
import { openDialog } from '../../session/dialogs'

/** What was seen live is not stored; a run of the same model over the recording is. */
export const keepAsRun = (model: ModelInfo, recordingId: string): void =>
  openDialog({ id: 'run-model', props: { modelId: model.id, recordingIds: [recordingId] } })
