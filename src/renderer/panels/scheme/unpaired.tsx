import type { ReactNode } from 'react'
import type { EditableScheme } from '../../../shared/scheme/editable-scheme'

/** Labels that a comparison found no counterpart for, until an alias or a label here takes them. */
export function Unpaired({
  scheme,
  missing
}: {
  scheme: EditableScheme
  missing: readonly string[]
}): ReactNode {
  const names = new Set(
    scheme.attributes.flatMap(({ labels = [] }) =>
      labels.flatMap(({ id, aliases = [] }) => [id, ...aliases].map(fold))
    )
  )
  const unpaired = missing.filter((label) => !names.has(fold(label)))
  if (unpaired.length === 0) return null
  return (
    <p className="note" role="note">
      Without a counterpart here: {unpaired.map((label) => `“${label}”`).join(', ')}. Write each under “Also
      called” of the label it means, and the two are compared as one.
    </p>
  )
}

const fold = (text: string): string => text.trim().toLowerCase()
