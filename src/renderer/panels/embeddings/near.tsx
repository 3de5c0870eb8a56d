import type { ReactNode } from 'react'
import { useState } from 'react'
import type { EmbeddingMap, EmbeddingSet } from '../../../shared/contract/embeddings'
import { embeddingStore } from '../../session/embeddings'
import { plural } from '../../ui/format'
import { Section } from '../../ui/section'
import { placeOf, playRow } from './row-words'

/** What lies nearest to the point that was opened last. */
export function Near({
  set,
  map
}: {
  readonly set: EmbeddingSet
  readonly map: EmbeddingMap | undefined
}): ReactNode {
  const near = embeddingStore((state) => state.near)
  const [open, setOpen] = useState(true)
  if (!map) return null
  return (
    <Section title="Most like it" open={open} onOpenChange={setOpen}>
      {near ? (
        <ol className="emb-near">
          {near.rows.map(({ row, cosine }) => (
            <li key={row}>
              <button type="button" onClick={() => playRow(map, row)}>
                <span className="truncate">{placeOf(map, row)}</span>
                <span className="mono muted">{cosine.toFixed(3)}</span>
              </button>
            </li>
          ))}
        </ol>
      ) : (
        <p className="muted">
          Open a point of the map: what lies nearest to it in all {plural(set.dims, 'number')} is listed here.
        </p>
      )}
    </Section>
  )
}
