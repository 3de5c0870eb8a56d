import type { ReactNode } from 'react'
import { chooseTokenizer } from '../../../session/keep-model'
import { perform } from '../../../session/actions'
import { Button } from '../../../ui/button'
import { Checkbox } from '../../../ui/checkbox'
import { Field } from '../../../ui/text-field'
import { NumberField } from './number-field'
import type { PageProps } from './page-props'

/** What makes numbers of words. */
export function WordQuestions({ draft, onChange }: PageProps): ReactNode {
  const fixed = draft.inputs.some(({ use }) => use.kind === 'ids' && use.length !== undefined)
  const choose = async (): Promise<void> => {
    const tokenizer = await chooseTokenizer()
    if (tokenizer !== undefined) onChange({ ...draft, tokenizer })
  }
  return (
    <>
      <Field
        label="Tokenizer"
        hint={
          draft.tokenizer ?? 'The tokenizer.json that the model was trained with, as Hugging Face writes it.'
        }
        {...(draft.tokenizer === undefined ? { tone: 'bad' } : {})}
      >
        {(id) => (
          <Button id={id} onClick={() => perform(choose)}>
            {draft.tokenizer === undefined ? 'Choose the tokenizer.json…' : 'Choose another one…'}
          </Button>
        )}
      </Field>
      {!fixed && (
        <NumberField
          label="At most, pieces"
          value={draft.maxLength}
          min={1}
          max={100_000}
          whole
          onChange={(maxLength) => onChange({ ...draft, maxLength })}
        />
      )}
      <Checkbox
        checked={draft.specialTokens}
        onChange={(specialTokens) => onChange({ ...draft, specialTokens })}
      >
        With the pieces that mark start and end
      </Checkbox>
    </>
  )
}
