import type { ReactNode } from 'react'
import { useMemo } from 'react'
import { labelsOf } from '../../../shared/domain/labels'
import { CANNOT_RATE } from '../../../shared/domain/rows'
import type { SegmentQuery } from '../../../shared/search/segment-query'
import { isVariantId } from '../../../shared/variants/variant-model-id'
import { ask, findChoice } from '../../session/find/find-state'
import { useProject } from '../../session/project'
import { Button } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { Select } from '../../ui/select'
import type { SelectOption } from '../../ui/select'
import { CommitInput } from '../../ui/text-field'
import { toast } from '../../session/toasts'
import { conditionCount } from './condition-count'

const ANY = 'any'
const UNLABELLED = 'unlabelled'

/** Label, annotator, person, length, marks, and what the segments overlap. */
export function MoreConditions(): ReactNode {
  const { query } = findChoice.use()
  const authors = useProject((state) => state.snapshot?.authors) ?? []
  const persons = useProject((state) => state.snapshot?.persons) ?? []
  const labels = useLabelOptions()
  const authorOptions = [
    { id: ANY, title: 'Anybody' },
    ...authors
      .filter(({ modelId }) => !isVariantId(modelId))
      .map((author) => ({ id: author.id, title: author.name }))
  ]
  const { overlapping } = query
  return (
    <div className="finder-more">
      <Choice
        label="Label"
        value={labelId(query.label)}
        options={[{ id: ANY, title: 'Any or none' }, ...labels]}
        onChange={(id) => ask({ label: labelOf(id) })}
      />
      <Choice
        label="By"
        value={query.authorId ?? ANY}
        options={authorOptions}
        onChange={(id) => ask({ authorId: id === ANY ? undefined : id })}
      />
      <Choice
        label="About"
        value={query.personId ?? ANY}
        options={[
          { id: ANY, title: 'Anybody' },
          ...persons.map((person) => ({ id: person.id, title: person.name }))
        ]}
        onChange={(id) => ask({ personId: id === ANY ? undefined : id })}
      />
      <div className="finder-choice">
        <span className="muted">Length</span>
        <Seconds
          label="At least, seconds"
          value={query.shortest}
          onChange={(shortest) => ask({ shortest })}
        />
        <span className="muted">to</span>
        <Seconds label="At most, seconds" value={query.longest} onChange={(longest) => ask({ longest })} />
        <span className="muted">s</span>
      </div>
      <Choice
        label="Overlaps"
        value={overlapping ? labelId(overlapping.label) : ANY}
        options={[{ id: ANY, title: 'Anything or nothing' }, ...labels]}
        onChange={(id) =>
          ask({
            overlapping: id === ANY ? undefined : { ...overlapping, label: labelOf(id) ?? null }
          })
        }
      />
      {overlapping && (
        <Choice
          label="of"
          name="Overlaps a label of"
          value={overlapping.authorId ?? ANY}
          options={authorOptions}
          onChange={(id) => ask({ overlapping: { ...overlapping, authorId: id === ANY ? undefined : id } })}
        />
      )}
      <div className="finder-choice">
        <Checkbox checked={query.flagged} onChange={(flagged) => ask({ flagged })}>
          Flagged
        </Checkbox>
        <Checkbox checked={query.commented} onChange={(commented) => ask({ commented })}>
          Commented
        </Checkbox>
      </div>
      {conditionCount(query) > 0 && (
        <Button size="small" tone="quiet" onClick={() => ask(noConditions)}>
          Clear conditions
        </Button>
      )}
    </div>
  )
}

const noConditions: Partial<SegmentQuery> = {
  label: undefined,
  authorId: undefined,
  personId: undefined,
  shortest: undefined,
  longest: undefined,
  flagged: false,
  commented: false,
  overlapping: undefined
}

const labelId = (label: string | null | undefined): string =>
  label === undefined ? ANY : label === null ? UNLABELLED : label
const labelOf = (id: string): string | null | undefined =>
  id === ANY ? undefined : id === UNLABELLED ? null : id

/** Labels of the schemes that tracks of the project use, each id once. */
function useLabelOptions(): readonly SelectOption[] {
  const index = useProject((state) => state.index)
  return useMemo(() => {
    const titles = new Map<string, string>()
    for (const track of index.tracks.values())
      for (const label of labelsOf(index.schemes.get(track.schemeId), track.attributeId))
        if (!titles.has(label.id)) titles.set(label.id, label.name)
    return [
      { id: UNLABELLED, title: 'Not labelled' },
      { id: CANNOT_RATE, title: 'Cannot rate' },
      ...[...titles].map(([id, title]) => ({ id, title })).sort((a, b) => (a.title < b.title ? -1 : 1))
    ]
  }, [index])
}

function Choice({
  label,
  name,
  ...rest
}: {
  label: string
  /** For screen readers, where the word beside it does not say enough. */
  name?: string
  value: string
  options: readonly SelectOption[]
  onChange: (id: string) => void
}): ReactNode {
  return (
    <div className="finder-choice">
      <span className="muted">{label}</span>
      <Select label={name ?? label} size="small" {...rest} />
    </div>
  )
}

/** A length in seconds, or nothing. */
function Seconds({
  label,
  value,
  onChange
}: {
  label: string
  value: number | undefined
  onChange: (micros: number | undefined) => void
}): ReactNode {
  return (
    <CommitInput
      label={label}
      mono
      value={value === undefined ? '' : String(value / 1e6)}
      onCommit={(text) => {
        const seconds = Number(text.replace(',', '.'))
        if (text.trim() === '') onChange(undefined)
        else if (Number.isFinite(seconds) && seconds >= 0) onChange(Math.round(seconds * 1e6))
        else toast(`“${text}” is not a length in seconds.`, { tone: 'bad' })
      }}
    />
  )
}
