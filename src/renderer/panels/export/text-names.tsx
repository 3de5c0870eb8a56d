import type { ReactNode } from 'react'
import type { CallInput, NameCount, NameInText } from '../../../shared/contract'
import { recordingOf } from '../../session/project'
import { useAnswer } from '../../session/use-answer'
import { Checkbox } from '../../ui/checkbox'
import { formatCount, plural } from '../../ui/format'
import { VirtualList } from '../../ui/virtual-list'

type Query = CallInput<'export.names'>

const WHERE = { words: 'words', comment: 'comment', answer: 'answer', note: 'note' } as const
const ROW_PX = 24
/** Letters before a name: few, so that the name itself is in view in a narrow column. */
const BEFORE = 12

/** Names of persons in the texts that would be exported: which of them give way to codes, and what that does. */
export function TextNames({
  query,
  left,
  onChange
}: {
  readonly query: Query
  /** Names that stay as they are. */
  readonly left: ReadonlySet<string>
  readonly onChange: (left: ReadonlySet<string>) => void
}): ReactNode {
  const { shown, problem } = useAnswer('export.names', query, authorsOf)
  if (problem) return <p className="export-names-none">{problem.message}</p>
  if (!shown) return <p className="faint">Looking for names…</p>
  const { counts, hits } = shown.value
  if (counts.length === 0)
    return (
      <p className="export-names-none muted">
        No name of a person of this project stands in a comment, note, transcript or answer.
      </p>
    )
  const kept = hits.filter(({ word }) => !left.has(word))
  const total = counts.reduce((sum, { word, count }) => sum + (left.has(word) ? 0 : count), 0)
  return (
    <div className="export-names" role="group" aria-label="Names in texts">
      {counts.map((name) => (
        <NameRow
          key={name.word}
          name={name}
          on={!left.has(name.word)}
          onChange={(on) => {
            const next = new Set(left)
            if (on) next.delete(name.word)
            else next.add(name.word)
            onChange(next)
          }}
        />
      ))}
      <p className="muted" aria-live="polite">
        {plural(total, 'place')} would change
        {kept.length < total ? `, the first ${kept.length} are listed` : ''}.
      </p>
      <div className="export-hits">
        <VirtualList
          label="Places with names"
          items={kept}
          rowPx={ROW_PX}
          keyOf={(hit) => `${hit.segmentId ?? hit.recordingId} ${hit.where} ${hits.indexOf(hit)}`}
        >
          {(hit, _index, option) => (
            <div {...option} className="export-hit truncate" dir="auto" title={placeOf(hit)}>
              {[...hit.before].slice(-BEFORE).join('')}
              <del>{hit.name}</del> <ins>{hit.code}</ins>
              {hit.after}
            </div>
          )}
        </VirtualList>
      </div>
    </div>
  )
}

const authorsOf = ({ authorIds = [] }: Query): readonly string[] => authorIds

const NameRow = ({
  name: { word, code, count },
  on,
  onChange
}: {
  readonly name: NameCount
  readonly on: boolean
  readonly onChange: (on: boolean) => void
}): ReactNode => (
  <Checkbox checked={on} onChange={onChange}>
    <bdi>{word}</bdi> as <bdi>{code}</bdi>{' '}
    <span className="muted">
      {formatCount(count)} {count === 1 ? 'time' : 'times'}
    </span>
  </Checkbox>
)

const placeOf = ({ recordingId, where, before, name, after }: NameInText): string =>
  `${recordingOf(recordingId)?.name ?? 'a recording'}, ${WHERE[where]}: ${before}${name}${after}`
