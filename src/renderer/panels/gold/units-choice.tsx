import type { ReactNode } from 'react'
import type { VoteRule } from '../../../shared/gold/recipe'
import { useProject } from '../../session/project'
import type { ProjectIndex } from '../../session/project-index'
import { ConventionRow } from '../../ui/conventions'
import { Select } from '../../ui/select'
import type { Made } from './choice'
import { choose } from './choice'

const CUTS = 'cuts'

/** What is voted on: stretches between changes of labels, or turns and segments that are given and stay whole. */
export function UnitsChoice({ made }: { made: Made }): ReactNode {
  const { rule } = made.choice
  const index = useProject((state) => state.index)
  const options = unitOptions(index, made)
  const id = rule.units ? idOf(rule.units) : CUTS
  return (
    <ConventionRow title="Voted on">
      <Select
        label="What is voted on"
        size="small"
        value={id}
        options={[
          { id: CUTS, title: 'every stretch', hint: 'The recording is cut wherever anybody’s label changes' },
          ...options.map(({ units, title, hint }) => ({ id: idOf(units), title, hint }))
        ]}
        onChange={(next) =>
          choose({ rule: { ...rule, units: options.find(({ units }) => idOf(units) === next)?.units } })
        }
      />
    </ConventionRow>
  )
}

type Units = NonNullable<VoteRule['units']>

const idOf = ({ authorId, of }: Units): string => `${of}/${authorId}`

interface UnitOption {
  readonly units: Units
  readonly title: string
  readonly hint: string
}

/** Authors of transcripts, and authors with segments in the labels asked for. */
function unitOptions(index: ProjectIndex, { labelsOf, chosen }: Made): readonly UnitOption[] {
  const found = new Map<string, UnitOption>()
  for (const { authorId, kind, schemeId, attributeId } of index.tracks.values()) {
    const author = index.authors.get(authorId)
    if (!author || author.kind === 'gold') continue
    const add = (of: Units['of'], title: string, hint: string): void => {
      const units = { authorId, of }
      if (!found.has(idOf(units))) found.set(idOf(units), { units, title, hint })
    }
    if (kind === 'utterances')
      add('turns', `turns of ${author.name}`, 'Each turn gets one verdict: the label that covers most of it')
    else if (kind === 'segments' && schemeId === labelsOf?.schemeId && attributeId === labelsOf.attributeId)
      if (chosen.includes(authorId) || author.kind === 'import')
        add('segments', `segments of ${author.name}`, 'Each of these segments gets one verdict')
  }
  return [...found.values()].sort((a, b) => (a.units.of === b.units.of ? 0 : a.units.of === 'turns' ? -1 : 1))
}
