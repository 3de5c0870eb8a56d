import type { DraftModel, MomentMeant } from '../../shared/contract/model-look'
import { call } from '../client'
import { closeDialog, openDialog } from './dialogs'
import { readModels } from './models'
import { toast, toastError } from './toasts'

/** Keep a draft as a model of the user's; with a moment also its self-test. Answers whether it was kept. */
export async function keepModel(draft: DraftModel, moment: MomentMeant | undefined): Promise<boolean> {
  try {
    const { id, name, untested } = await call('model.make', { draft, ...(moment ? { moment } : {}) })
    await readModels()
    closeDialog()
    toast(`${name} was added.`, {
      ...(untested === undefined ? {} : { hint: `The moment was not kept as a self-test: ${untested}` }),
      action: { label: 'Run…', run: () => openDialog({ id: 'run-model', props: { modelId: id } }) }
    })
    return true
  } catch (error) {
    toastError(error)
    return false
  }
}

/** A tokenizer.json that the user chooses. */
export const chooseTokenizer = (): Promise<string | undefined> => call('model.tokenizer')
