import { useEffect, useState } from 'react'
import { useProject } from './project'
import { readUiState, saveUiState } from './ui-state'

const cardKey = (modelId: string): string => `card-read.${modelId}`

/** Remember that the card of a model was read in this project. */
export const rememberCard = (modelId: string): void => saveUiState(cardKey(modelId), true)

/** Whether the card of a model was read in this project before: it was run, or the box was ticked. */
export function useCardKnown(modelId: string): boolean {
  const [readIds, setReadIds] = useState<readonly string[]>([])
  const wasRun = useProject((state) => state.snapshot?.runs.some((run) => run.modelId === modelId) ?? false)
  useEffect(() => {
    let here = true
    void readUiState(cardKey(modelId)).then(
      (stored) => here && stored === true && setReadIds((ids) => [...ids, modelId])
    )
    return () => {
      here = false
    }
  }, [modelId])
  return wasRun || readIds.includes(modelId)
}
