import type { ReactNode } from 'react'
import type { EmbeddingRef } from '../../../shared/contract/embeddings'
import { Select } from '../../ui/select'
import { Field } from '../../ui/text-field'
import { embeddingChoice, useRatingSources, type SourceEntry } from './choices'
import { LabelHead, type QueueRows } from './label-head'
import { RatingHead } from './rating-head'

interface HeadPartProps {
  readonly set: EmbeddingRef
  readonly sources: readonly SourceEntry[]
  readonly onQueue: QueueRows
}

/** Fit a head on somebody's labels or ratings, see what it is worth on people it did not see, and keep what it says. */
export function HeadPart({ set, sources, onQueue }: HeadPartProps): ReactNode {
  const choice = embeddingChoice.use()
  const ratingSources = useRatingSources()
  const ratings = ratingSources.find(({ key }) => key === choice.labels)
  const labels = ratings ? undefined : (sources.find(({ key }) => key === choice.labels) ?? sources[0])
  const rated = labels ? undefined : (ratings ?? ratingSources[0])
  const chosen = labels ?? rated
  if (!chosen)
    return (
      <p className="muted">
        Label or rate some of what the model looked at: a head learns from it and suggests the rest.
      </p>
    )
  return (
    <div className="emb-head">
      <Field label="Learns from">
        {(id) => (
          <Select
            id={id}
            label="Labels to learn from"
            size="small"
            value={chosen.key}
            options={[
              ...sources.map(({ key, title }) => ({ id: key, title })),
              ...ratingSources.map(({ key, title }) => ({
                id: key,
                title,
                hint: 'Ratings: the head tells numbers.'
              }))
            ]}
            onChange={(key) => embeddingChoice.choose({ labels: key })}
          />
        )}
      </Field>
      {labels && <LabelHead set={set} labels={labels} onQueue={onQueue} />}
      {rated && <RatingHead set={set} ratings={rated} />}
    </div>
  )
}
