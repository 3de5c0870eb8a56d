import { guessDraft } from '../../shared/model-wizard/guess-draft'
import type { ModelDraft } from '../../shared/model-wizard/model-draft'
import type { OnnxFacts } from '../../shared/model-wizard/onnx-facts'
import { makeStore } from './store'

/** Answers to a file that were not kept as a model yet, by what the file says of itself. */
const draftStore = makeStore<{ readonly drafts: Readonly<Record<string, ModelDraft>> }>({ drafts: {} })

/** A file that was written anew since is asked about anew. */
const keyOf = (facts: OnnxFacts): string => JSON.stringify(facts)

/** The answers given before this window closed the wizard, else first guesses. */
export const draftOf = (facts: OnnxFacts): ModelDraft =>
  draftStore.getState().drafts[keyOf(facts)] ?? guessDraft(facts)

/** Remember answers as long as the window lives; undefined: they are done with. */
export function rememberDraft(facts: OnnxFacts, draft: ModelDraft | undefined): void {
  const { [keyOf(facts)]: _, ...others } = draftStore.getState().drafts
  draftStore.setState({ drafts: draft ? { ...others, [keyOf(facts)]: draft } : others })
}
