import type { ReactNode } from 'react'
import { goldRules } from '../../../shared/gold'
import { ConventionRow } from '../../ui/conventions'
import { CommitInput } from '../../ui/text-field'
import type { Made } from './choice'
import { saveRecipe } from './make'

/** The name of a saved recipe, and what its rule is. */
export function RuleWords({ made, rule }: { made: Made; rule: string }): ReactNode {
  const { recipe } = made
  const card = goldRules.get(rule)
  return (
    <>
      {recipe && (
        <ConventionRow title="Name">
          <CommitInput
            label="Name of the recipe"
            value={recipe.name}
            onCommit={(text) => {
              if (text.trim() === '') return false
              void saveRecipe(made, text.trim())
              return true
            }}
          />
        </ConventionRow>
      )}
      <p className="muted selectable">
        {card.name}: {card.definition}. {card.convention} {card.missingPolicy}
      </p>
      <p className="faint selectable">{card.source}</p>
    </>
  )
}
