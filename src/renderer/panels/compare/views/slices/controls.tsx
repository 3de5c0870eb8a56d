import type { ReactNode } from 'react'
import { useState } from 'react'
import type { FacetInfo } from '../../../../../shared/analysis/facets/facet-column'
import { chooseSlices, useSlicesChoice } from '../../../../session/compare-slices'
import type { SelectOption } from '../../../../ui/select'
import { Tabs } from '../../../../ui/tabs'
import { TextInput } from '../../../../ui/text-field'

/** A choice with its name before it. */
export const Choice = ({
  name,
  children
}: {
  readonly name: string
  readonly children: ReactNode
}): ReactNode => (
  <span className="slices-choice">
    <span className="faint">{name}</span>
    {children}
  </span>
)

/** Which part of the slices is shown. */
export function Parts(): ReactNode {
  const { part } = useSlicesChoice()
  return (
    <Tabs
      label="Part of the slices"
      value={part}
      options={[
        { id: 'groups', title: 'Groups', hint: 'Every group of a fact, scored against the rest' },
        { id: 'worst', title: 'Worst slices', hint: 'Groups and pairs of groups with the most errors' },
        { id: 'corpora', title: 'Corpora', hint: 'Every model on every corpus' }
      ]}
      onChange={(next) => chooseSlices({ part: next })}
    />
  )
}

/** Facets as options, with the section they belong to. */
export const facetOptions = (facets: readonly FacetInfo[]): readonly SelectOption[] =>
  facets.map(({ id, name, section }) => ({ id, title: name, hint: section }))

/** Groups with fewer items are greyed. */
export function LeastControl(): ReactNode {
  const { least } = useSlicesChoice()
  const [typed, setTyped] = useState<string>()
  const keep = (): void => {
    const value = Math.round(Number(typed))
    if (typed !== undefined && value >= 2 && value <= 1_000_000) chooseSlices({ least: value })
    setTyped(undefined)
  }
  return (
    <Choice name="At least">
      <TextInput
        aria-label="Fewest items of a group"
        title="Groups with fewer items are greyed: their scores say little"
        className="slices-number mono"
        data-size="small"
        inputMode="numeric"
        value={typed ?? String(least)}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => event.key === 'Enter' && keep()}
      />
      <span className="faint">items</span>
    </Choice>
  )
}

/** Edges between groups of numbers; empty: groups of about equal size. */
export function EdgesControl({
  facet,
  edges
}: {
  readonly facet: FacetInfo
  readonly edges: readonly number[]
}): ReactNode {
  const { edges: chosen } = useSlicesChoice()
  const [typed, setTyped] = useState<string>()
  const keep = (): void => {
    if (typed === undefined) return
    const numbers = typed
      .split(/[\s;,]+/u)
      .filter(Boolean)
      .map(Number)
    setTyped(undefined)
    if (numbers.some((number) => !Number.isFinite(number))) return
    const { [facet.id]: _, ...others } = chosen
    chooseSlices({ edges: numbers.length === 0 ? others : { ...others, [facet.id]: numbers.slice(0, 20) } })
  }
  return (
    <Choice name={`${facet.name} at`}>
      <TextInput
        aria-label={`Edges between groups of ${facet.name.toLowerCase()}`}
        title="Edges between the groups; leave empty for groups of about equal size"
        className="slices-edges mono"
        data-size="small"
        value={typed ?? edges.join(' ')}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => event.key === 'Enter' && keep()}
      />
      {facet.unit && <span className="faint">{facet.unit}</span>}
    </Choice>
  )
}

/** What opening a row plays. */
export function OpenControl(): ReactNode {
  const { open } = useSlicesChoice()
  return (
    <Tabs
      label="What a row opens"
      value={open}
      options={[
        { id: 'errors', title: 'Errors', hint: 'A row opens its errors' },
        { id: 'all', title: 'All', hint: 'A row opens all of its items' }
      ]}
      onChange={(next) => chooseSlices({ open: next })}
    />
  )
}
