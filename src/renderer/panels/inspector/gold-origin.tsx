import type { ReactNode } from 'react'
import { z } from 'zod'
import { DECIDED } from '../../../shared/commands/rules/gold-track'
import { labelOf } from '../../../shared/domain/labels'
import type { Segment } from '../../../shared/domain/rows'
import { goldEvidence } from '../../../shared/gold/gold-evidence'
import { useProject } from '../../session/project'
import { AuthorOption } from '../../ui/author-option'
import { LabelChip } from '../../ui/chip'
import { shortShare } from '../../ui/format'

/** Of a segment of a gold standard: who decided, and what everybody had said. */
export function GoldOrigin({ segment }: { segment: Segment }): ReactNode {
  const track = useProject((state) => state.index.tracks.get(segment.trackId))
  const authors = useProject((state) => state.index.authors)
  const scheme = useProject((state) => state.index.schemes.get(track?.schemeId ?? ''))
  const golds = useProject((state) => state.snapshot?.golds)
  const { origin } = segment
  if (origin?.kind !== 'gold' || !track) return null
  const { agreement, entropyBits } = goldEvidence(segment)
  const recipe = golds?.find(({ id }) => id === origin.ref)
  return (
    <section aria-label="Where this gold label comes from">
      <h4 className="section-head">Made from</h4>
      <p className="muted">
        {origin.ref === DECIDED
          ? 'Decided by hand; the history says by whom.'
          : `By the rule of “${recipe?.name ?? 'a recipe that is gone'}”.`}
      </p>
      {agreement !== null && entropyBits !== null && (
        <p
          className="muted"
          title="Agreement: share of the raters whose vote is the label. Entropy of the votes: 0 when all say the same."
        >
          Agreement <span className="mono">{shortShare(agreement)}</span>, entropy{' '}
          <span className="mono">{entropyBits.toFixed(2)} bit</span>
        </p>
      )}
      {ratingFacts(segment.extra?.['gold']).map(([dim, text]) => (
        <p key={dim} className="muted" title="Number of annotators, and their sample standard deviation">
          {dim} <span className="mono">{text}</span>
        </p>
      ))}
      <ul className="gold-votes">
        {(origin.votes ?? []).map(({ authorId, labels }) => {
          const author = authors.get(authorId)
          return (
            <li key={authorId}>
              <AuthorOption author={author ?? { name: 'Gone', color: '#888888', kind: 'human' }} />
              <span className="grow" />
              {labels.length === 0 ? (
                <span className="faint">nothing</span>
              ) : (
                labels.map((label) => (
                  <LabelChip
                    key={label}
                    label={labelOf(scheme, label, track.attributeId)}
                    origin={author?.kind === 'model' ? 'model' : 'human'}
                  />
                ))
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

const RatingExtra = z.object({
  n: z.record(z.string(), z.number()),
  spread: z.record(z.string(), z.number().nullable())
})

/** How many rated each dimension, and how far apart they are. */
function ratingFacts(extra: unknown): readonly (readonly [string, string])[] {
  const { data } = RatingExtra.safeParse(extra)
  if (!data) return []
  return Object.entries(data.n).map(([dim, n]) => {
    const spread = data.spread[dim]
    return [dim, `n = ${n}${spread == null ? '' : `, SD ${spread.toFixed(2)}`}`]
  })
}
