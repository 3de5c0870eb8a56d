import { needsTokenizer } from './draft-manifest'
import type { ModelDraft } from './model-draft'

/** A page of the wizard. */
export type DraftPage = 'looks-at' | 'preparation' | 'answers' | 'card' | 'try'

/** Something that has to be answered before the model can be kept, and on which page. */
export interface DraftFault {
  readonly page: DraftPage
  readonly sentence: string
}

const ID = /^[a-z0-9][a-z0-9._-]{1,80}$/

/** What is still missing or cannot be right; empty: the model can be kept. */
export function draftFaults(draft: ModelDraft, takenIds: readonly string[]): readonly DraftFault[] {
  const faults: DraftFault[] = []
  const add = (page: DraftPage, sentence: string): void => void faults.push({ page, sentence })
  if (needsTokenizer(draft) && draft.tokenizer === undefined)
    add('preparation', 'The tokenizer.json of the model is needed: it makes numbers of words.')
  if (needsTokenizer(draft) && !draft.inputs.some(({ use }) => use.kind === 'ids'))
    add('looks-at', 'One input has to be the numbers of the words (token ids).')
  for (const { name, dtype } of draft.inputs)
    if (dtype === 'string' || dtype === 'no array' || dtype.startsWith('complex'))
      add(
        'looks-at',
        `The input “${name}” takes ${dtype}, which cannot be made; export the model without it.`
      )
  const told = draft.outputs.filter(({ use }) => use !== 'nothing')
  if (told.length === 0) add('answers', 'At least one output has to say something.')
  for (const { name, use, labels, width } of told) {
    if (use === 'embedding') continue
    const named = use === 'dimensions' || use === 'value-series' ? 'names of dimensions' : 'labels'
    if (labels.length === 0) add('answers', `“${name}” needs its ${named}.`)
    else if (width !== undefined && labels.length !== width)
      add('answers', `“${name}” gives ${width} numbers, and there are ${labels.length} ${named}.`)
    if (new Set(labels).size < labels.length) add('answers', `Two ${named} of “${name}” are the same.`)
  }
  if (!ID.test(draft.id))
    add(
      'card',
      'The id needs two or more small letters, digits, points and hyphens, a letter or digit first.'
    )
  if (takenIds.includes(draft.id)) add('card', `There is a model “${draft.id}” already; choose another id.`)
  return faults
}
