import type { ReactNode } from 'react'
import type { CallInput } from '../../../shared/contract'
import { call } from '../../client'
import { Checkbox } from '../../ui/checkbox'
import { TextNames } from './text-names'

/** How persons are called in an export. */
export interface NameChoice {
  readonly codes: boolean
  /** In free text, too. */
  readonly inTexts: boolean
  /** Names that stay in free text. */
  readonly left: ReadonlySet<string>
}

export const namesAsTheyAre: NameChoice = { codes: false, inTexts: false, left: new Set() }

type Query = CallInput<'export.names'>

/** Codes instead of names, and whether in texts too. */
export function CodesChoice({
  value,
  query,
  onChange
}: {
  readonly value: NameChoice
  readonly query: Query
  readonly onChange: (value: NameChoice) => void
}): ReactNode {
  return (
    <>
      <Checkbox checked={value.codes} onChange={(codes) => onChange({ ...value, codes })}>
        Codes instead of names of persons
      </Checkbox>
      {value.codes && (
        <Checkbox checked={value.inTexts} onChange={(inTexts) => onChange({ ...value, inTexts })}>
          Also in comments, notes, transcripts and answers
        </Checkbox>
      )}
      {value.codes && value.inTexts && (
        <TextNames query={query} left={value.left} onChange={(left) => onChange({ ...value, left })} />
      )}
    </>
  )
}

/** The choice as an export takes it. Names are looked for again: one may have been written since the list was drawn. */
export async function namesFor(
  { codes, inTexts, left }: NameChoice,
  query: Query
): Promise<{ readonly persons: 'codes' | 'names'; readonly textNames: string[] }> {
  if (!codes || !inTexts) return { persons: codes ? 'codes' : 'names', textNames: [] }
  const { counts } = await call('export.names', query)
  return { persons: 'codes', textNames: counts.map(({ word }) => word).filter((word) => !left.has(word)) }
}
