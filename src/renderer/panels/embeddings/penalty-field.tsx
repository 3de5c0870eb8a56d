import type { ReactNode } from 'react'
import { CommitInput, Field } from '../../ui/text-field'
import { embeddingChoice } from './choices'

/** How much the weights of a head are held back. */
export function PenaltyField({ hint }: { readonly hint: string }): ReactNode {
  const { penalty: current } = embeddingChoice.use()
  return (
    <Field label="Penalty" hint={hint}>
      {() => (
        <CommitInput
          label="Penalty"
          mono
          value={String(current)}
          onCommit={(text) => {
            const penalty = Number(text)
            if (!(penalty > 0) || penalty > 1e9) return false
            embeddingChoice.choose({ penalty })
            return true
          }}
        />
      )}
    </Field>
  )
}
