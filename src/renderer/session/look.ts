import type { LookQuery } from '../../shared/contract/model-look'
import type { Problem } from '../../shared/domain/problem'
import type { ModelLook } from '../../shared/model-look/model-look'
import { call, CallError } from '../client'
import { openDialog } from './dialogs'
import { toastError } from './toasts'
import { turnForModels } from './turn-for-models'
import { momentMeant } from './why'

/** What a model saw, or why it saw nothing; undefined when it was stopped. */
export type LookOutcome =
  | { readonly kind: 'look'; readonly look: ModelLook }
  | { readonly kind: 'problem'; readonly problem: Pick<Problem, 'message' | 'hint'> }

/** Look at a moment through a model. */
export async function lookThrough(query: LookQuery): Promise<LookOutcome | undefined> {
  try {
    const look = await call('model.look', query)
    return look ? { kind: 'look', look } : undefined
  } catch (error) {
    const problem =
      error instanceof CallError
        ? error.problem
        : { message: error instanceof Error ? error.message : String(error) }
    return { kind: 'problem', problem }
  }
}

/** Nobody waits for it any more. */
export const stopLooking = (): void => void call('model.stopLook').catch(toastError)

/** Show what a model sees of the segment or moment that is meant. */
export function showLook(modelId?: string): void {
  const moment = momentMeant()
  if (moment)
    openDialog({ id: 'model-look', props: { moment, ...(modelId === undefined ? {} : { modelId }) } })
}

/** Show what a model reads of the turn that is chosen. */
export function showTurnLook(): void {
  const turn = turnForModels()
  const moment = momentMeant()
  if (!turn || !moment) return
  const { modelId, ...where } = turn
  openDialog({
    id: 'model-look',
    props: {
      moment: { ...moment, ...where },
      reads: 'text',
      ...(modelId === undefined ? {} : { modelId })
    }
  })
}
