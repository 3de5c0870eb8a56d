import type { ReactNode } from 'react'
import { TriangleAlert } from 'lucide-react'
import type { EmbeddingRef, RatingHeadAnswer, RatingHeadQuery } from '../../../shared/contract/embeddings'
import type { DimScore, RatingScores } from '../../../shared/embedding/rating-head-report'
import { concordanceCorrelation, rootMeanSquaredError } from '../../../shared/metrics/trace-agreement'
import { copyText } from '../../session/copy-text'
import { embeddingStore, fitRatingHead, sameSet } from '../../session/embeddings'
import { Button } from '../../ui/button'
import { formatCount, plural } from '../../ui/format'
import { Notice } from '../../ui/notice'
import { NumberCard, type NumberCardContent } from '../../ui/number-card'
import { embeddingChoice, type RatingSourceEntry } from './choices'
import { KeepHead } from './keep-head'
import { PenaltyField } from './penalty-field'

/** A ridge head on ratings: what it is worth on people it did not see, and what it would say. */
export function RatingHead({
  set,
  ratings
}: {
  readonly set: EmbeddingRef
  readonly ratings: RatingSourceEntry
}): ReactNode {
  const choice = embeddingChoice.use()
  const fitting = embeddingStore((state) => state.fitting)
  const head = embeddingStore((state) => state.ratingHead)
  const query: RatingHeadQuery = {
    runId: set.runId,
    outputId: set.outputId,
    ratings: ratings.source,
    penalty: choice.penalty,
    byGroup: choice.byGroup,
    seed: choice.seed
  }
  return (
    <>
      <PenaltyField hint="alpha of ridge regression; larger: weaker weights." />
      <Button tone="primary" size="small" disabled={fitting} onClick={() => void fitRatingHead(query)}>
        {fitting ? 'Fitting…' : 'Fit and score'}
      </Button>
      {head && sameSet(head.query, set) && <Answer answer={head.answer} />}
    </>
  )
}

function Answer({ answer }: { readonly answer: RatingHeadAnswer }): ReactNode {
  const { report } = answer
  return (
    <div className="emb-answer" role="group" aria-label="What the head is worth">
      <p className="muted">
        {formatCount(report.rated)} of {plural(report.rows, 'embedding')} rated,{' '}
        {plural(report.groups, 'person or group', 'people or groups')}.
      </p>
      {report.heldOut ? (
        <>
          <h3>On people it did not see</h3>
          <Cards scores={report.heldOut} answer={answer} />
        </>
      ) : (
        <Notice icon={<TriangleAlert size={14} />} tone="warn">
          <span>
            All ratings are of one person or group, so nothing says how the head does on others. Give
            recordings a group, or rate more people.
          </span>
        </Notice>
      )}
      {report.random && (
        <>
          <h3>On items at random</h3>
          <Cards scores={report.random} answer={answer} />
        </>
      )}
      {report.leaks && (
        <Notice icon={<TriangleAlert size={14} />} tone="warn">
          <span>
            Items at random flatter by more than 0.1 of concordance: the head knows these people. Quote the
            number on people it did not see.
          </span>
        </Notice>
      )}
      <div className="emb-row">
        <KeepHead headKey={answer.key} rest={answer.unrated} />
      </div>
    </div>
  )
}

function Cards({
  scores,
  answer
}: {
  readonly scores: RatingScores
  readonly answer: RatingHeadAnswer
}): ReactNode {
  return scores.dims.map((dim) => (
    <div key={dim.dim} className="number-rows" role="group" aria-label={dim.dim}>
      {cardsOf(dim, scores.protocol, answer).map((card) => (
        <NumberCard key={card.name} card={card} onCopy={copyText} />
      ))}
    </div>
  ))
}

function cardsOf(
  { dim, items, ccc, rmse, spread }: DimScore,
  protocol: string,
  { report, revision }: RatingHeadAnswer
): NumberCardContent[] {
  return [
    { metric: concordanceCorrelation, cell: ccc },
    { metric: rootMeanSquaredError, cell: rmse }
  ].map(({ metric, cell }) => {
    const { definition, convention, source, missingPolicy, name } = metric
    return {
      name: `${name} ${dim}`,
      ...cell,
      definition,
      convention,
      source,
      missingPolicy,
      n: items,
      unit: 'segments',
      leftOut: [{ reason: 'nobody rated them', count: report.rows - items, unit: 'segments' }],
      facts: [
        ['Held out', protocol],
        ...(spread === null
          ? []
          : [['RMSE of saying the mean each time', spread.toFixed(3)] satisfies [string, string]]),
        ['Revision of the ratings', String(revision)]
      ]
    }
  })
}
