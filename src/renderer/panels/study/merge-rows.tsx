import type { ReactNode } from 'react'
import type { MergeConflict, MergeRow, MergeRowSide } from '../../../shared/contract'
import { formatClock } from '../../../shared/domain/time'
import { Button } from '../../ui/button'
import { colorVar } from '../../ui/chip'
import { formatCount, plural } from '../../ui/format'
import { Tabs } from '../../ui/tabs'

interface MergeRowsProps {
  readonly conflict: MergeConflict
  /** Keys of the rows that become as they are there. */
  readonly taken: ReadonlySet<string>
  readonly onTake: (keys: ReadonlySet<string>) => void
}

/** What differs in one lane, row by row: mine, theirs, and which of the two is kept. */
export function MergeRows({ conflict, taken, onTake }: MergeRowsProps): ReactNode {
  const { rows, differences, trackName } = conflict
  const added = rows.filter(({ here, there }) => there && !here).map(({ key }) => key)
  const set = (key: string, there: boolean): void => {
    const next = new Set(taken)
    if (there) next.add(key)
    else next.delete(key)
    onTake(next)
  }
  return (
    <section className="merge-rows" aria-label={`What differs in ${trackName}`}>
      <div className="merge-rows-head">
        <span className="muted" role="status">
          {plural(differences, 'difference')}, {formatCount(taken.size)} taken from there
          {differences > rows.length && `; the first ${formatCount(rows.length)} are listed, the rest stay`}
        </span>
        <span className="grow" />
        <Button size="small" disabled={taken.size === 0} onClick={() => onTake(new Set())}>
          All as here
        </Button>
        <Button
          size="small"
          disabled={taken.size === rows.length}
          onClick={() => onTake(new Set(rows.map(({ key }) => key)))}
        >
          All as there
        </Button>
        {added.length > 0 && added.length < rows.length && (
          <Button size="small" onClick={() => onTake(new Set(added))}>
            Only add what is missing here
          </Button>
        )}
      </div>
      <div className="merge-rows-list">
        <table className="study-rows" aria-label={`Differences in ${trackName}`}>
          <thead>
            <tr>
              <th scope="col">Here</th>
              <th scope="col">There</th>
              <th scope="col">Keep</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={row.key} data-taken={taken.has(row.key) ? '' : undefined}>
                <td>
                  <Side row={row} side={row.here} none="nothing here" />
                </td>
                <td>
                  <Side row={row} side={row.there} none={'deleted or not made'} />
                </td>
                <td>
                  <Tabs
                    label={`Keep of difference ${index + 1}`}
                    value={taken.has(row.key) ? 'there' : 'here'}
                    options={[
                      { id: 'here' as const, title: 'Here' },
                      { id: 'there' as const, title: 'There' }
                    ]}
                    onChange={(side) => set(row.key, side === 'there')}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** A segment as one side has it; what differs from the other side stands out. */
function Side({
  row: { kind, differs },
  side,
  none
}: {
  row: MergeRow
  side: MergeRowSide | undefined
  none: string
}): ReactNode {
  if (!side) return <span className="faint">{none}</span>
  const mark = (...fields: readonly MergeRow['differs'][number][]): '' | undefined =>
    fields.some((field) => differs.includes(field)) ? '' : undefined
  const others = differs.filter(
    (field) => !['start', 'end', 'label', 'intensity', 'comment', 'words'].includes(field)
  )
  return (
    <div className="merge-side">
      <span className="mono" data-differs={mark('start', 'end')}>
        {shortClock(side.start)}–{shortClock(side.end)}
      </span>
      {kind === 'take' ? (
        <span>rating</span>
      ) : (
        <span data-differs={mark('label')} className="merge-label">
          {side.label ? (
            <>
              <i style={colorVar(side.label.color)} aria-hidden="true">
                {side.label.letter}
              </i>
              {side.label.name}
            </>
          ) : (
            <span className="faint">no label</span>
          )}
        </span>
      )}
      {side.intensity !== undefined && (
        <span className="mono" data-differs={mark('intensity')}>
          intensity {side.intensity}
        </span>
      )}
      {side.comment !== undefined && (
        <span className="merge-words" data-differs={mark('comment')} title={side.comment}>
          “{side.comment}”
        </span>
      )}
      {side.text !== undefined && (
        <bdi className="merge-words faint" data-differs={mark('words')} title={side.text}>
          {side.text}
        </bdi>
      )}
      {others.length > 0 && <span className="faint">also differs: {others.join(', ')}</span>}
    </div>
  )
}

/** Minutes and seconds: what is compared lies near. */
const shortClock = (time: number): string => formatClock(time).replace(/^00:/, '')
