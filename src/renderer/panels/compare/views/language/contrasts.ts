import type { ItemSelection } from '../../../../../shared/contract/analysis'
import { keptChoice } from '../../../../session/kept-choice'

/** Which two sets of items have their words compared. */
export interface LanguageChoice {
  readonly kind: 'errors' | 'confused' | 'labels'
  /** Label ids; absent: all (`errors`), or the first two of the scheme. */
  readonly label?: string
  readonly other?: string
  /** Words that the prior weighs as much as. */
  readonly strength: number
  readonly least: number
}

const noChoice: LanguageChoice = { kind: 'errors', strength: 500, least: 3 }

export const languageChoice = keptChoice<LanguageChoice>('compare-language', noChoice, (stored) =>
  typeof stored === 'object' && stored !== null ? { ...noChoice, ...stored } : noChoice
)

/** The two sides of a choice with their names. */
export interface Contrast {
  readonly a: ItemSelection
  readonly b: ItemSelection
  readonly titleA: string
  readonly titleB: string
}

/** What a choice compares; labels that are not chosen are the first two of the axes. */
export function contrastOf(
  choice: LanguageChoice,
  labels: readonly string[],
  name: (id: string) => string,
  names: { readonly reference: string; readonly candidate: string }
): Contrast {
  const label = choice.label ?? labels[0] ?? ''
  const other = choice.other ?? labels.find((id) => id !== label) ?? ''
  switch (choice.kind) {
    case 'errors': {
      const only = choice.label === undefined ? {} : { reference: choice.label }
      const where = choice.label === undefined ? '' : ` of ${name(choice.label)}`
      return {
        a: { only: 'errors', ...only },
        b: { only: 'right', ...only },
        titleA: `Errors${where}`,
        titleB: `Right${where}`
      }
    }
    case 'confused':
      return {
        a: { reference: label, candidate: other },
        b: { reference: label, candidate: label },
        titleA: `${name(label)} called ${name(other)}`,
        titleB: `${name(label)} called ${name(label)}`
      }
    case 'labels':
      return {
        a: { reference: label },
        b: { reference: other },
        titleA: `${names.reference}: ${name(label)}`,
        titleB: `${names.reference}: ${name(other)}`
      }
  }
}
