import { useMemo, useState, type CSSProperties, type ReactNode } from 'react'
import type { ModelMap } from '../../../shared/explain/model-map'
import { mapTable, rowWeights } from './map-table'

/** Where a model looked in the text it read; of pieces that look at each other, one can be chosen to see where that looks. */
export function TextMap({ map }: { readonly map: ModelMap }): ReactNode {
  const [chosen, setChosen] = useState<number>()
  const table = useMemo(() => mapTable(map), [map])
  const weights = useMemo(() => rowWeights(table, chosen), [table, chosen])
  if (table.across.kind !== 'pieces') return null
  const { text, ranges } = table.across
  const looks = table.down?.kind === 'pieces' && table.down.ranges.length === ranges.length
  const most = weights.reduce((best, one) => Math.max(best, one), 0)
  const children: ReactNode[] = []
  let at = 0
  for (const [i, [from, to]] of ranges.entries()) {
    if (to <= from || from < at) continue
    children.push(text.slice(at, from))
    const weight = weights[i] ?? NaN
    children.push(
      <button
        key={i}
        type="button"
        data-tone="weight"
        aria-pressed={looks ? chosen === i : undefined}
        disabled={!looks}
        style={{ '--share': most > 0 ? Math.max(0, weight) / most : 0 } as CSSProperties}
        title={weight.toPrecision(3)}
        aria-label={`${text.slice(from, to)}: ${weight.toPrecision(3)}`}
        onClick={() => setChosen(chosen === i ? undefined : i)}
      >
        {text.slice(from, to)}
      </button>
    )
    at = to
  }
  children.push(text.slice(at))
  return (
    <>
      <p className="why-words why-pieces selectable" dir="auto" aria-label="Pieces of the text">
        {children}
      </p>
      {looks && (
        <p className="faint why-method">
          {chosen === undefined
            ? 'The mean of where all pieces look. Choose a piece to see where it looks.'
            : `Where “${text.slice(...(ranges[chosen] ?? [0, 0]))}” looks.`}
        </p>
      )}
    </>
  )
}
