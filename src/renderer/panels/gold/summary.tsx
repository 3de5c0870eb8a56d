import type { ReactNode } from 'react'
import type { GoldSummary } from '../../../shared/gold/gold-report'
import { goldRules } from '../../../shared/gold'
import { call } from '../../client'
import { authorOf } from '../../session/project'
import { AuthorOption } from '../../ui/author-option'
import { formatCount, plural, shortShare } from '../../ui/format'
import type { NumberCardContent } from '../../ui/number-card'
import { NumberCard } from '../../ui/number-card'
import type { Made } from './choice'

/** What the rule makes of the labels, in numbers that can be copied with their definition. */
export function Summary({ made, summary }: { made: Made; summary: GoldSummary }): ReactNode {
  const cards = summaryCards(made, summary)
  return (
    <>
      <div className="gold-cards number-rows">
        {cards.map((card) => (
          <NumberCard key={card.name} card={card} onCopy={(text) => void call('app.copyText', { text })} />
        ))}
      </div>
      <p className="gold-line muted">
        {plural(summary.segments, 'segment')} in {plural(summary.recordings, 'recording')};{' '}
        {formatCount(summary.spans.open)} of {formatCount(summary.spans.open + summary.spans.decided)}{' '}
        stretches left open
        {summary.byHand > 0 &&
          `; ${plural(summary.byHand, 'segment')} decided by hand, kept whenever it is made again`}
        .
      </p>
      {summary.notes.map((note) => (
        <p key={note} className="gold-line">
          {note}
        </p>
      ))}
      {summary.dims !== undefined && summary.dims.length > 0 && <Dimensions dims={summary.dims} />}
      {summary.annotators.length > 0 && <Qualities summary={summary} />}
    </>
  )
}

export function summaryCards(made: Made, summary: GoldSummary): readonly NumberCardContent[] {
  const rule = goldRules.get(made.choice.rule.rule)
  const { decided, open, unrated } = summary.seconds
  const rated = decided + open
  const common = {
    convention: `${rule.name}: ${rule.definition}. ${rule.convention}`,
    source: rule.source,
    missingPolicy: rule.missingPolicy,
    unit: 's',
    leftOut: unrated > 0 ? [{ reason: 'time that nobody rated', count: unrated, unit: 's' }] : [],
    facts: [['Revision of the labels', String(summary.revision)]] as const
  }
  return [
    {
      ...common,
      name: 'Decided',
      value: rated > 0 ? decided / rated : null,
      reason: rated > 0 ? undefined : 'Nobody rated anything.',
      definition: 'decided time / time that at least one annotator rated, persons apart',
      n: rated
    },
    {
      ...common,
      name: 'Support',
      value: summary.agreement,
      reason:
        summary.agreement !== null
          ? undefined
          : summary.dims?.length
            ? 'Ratings are averaged, not voted on.'
            : 'Nothing is decided.',
      definition: 'mean over decided time of the share of raters whose vote is the verdict',
      n: decided
    }
  ]
}

/** Ratings by dimension: how many rated, and how far apart they are. */
const Dimensions = ({ dims }: { dims: NonNullable<GoldSummary['dims']> }): ReactNode => (
  <table className="number-table gold-quality" aria-label="Ratings by dimension">
    <thead>
      <tr>
        <th scope="col">Dimension</th>
        <th scope="col" title="Mean over rated time of the number of annotators with a rating">
          Annotators
        </th>
        <th
          scope="col"
          title="Mean over time of the sample standard deviation over annotators (n − 1), in units of the scheme"
        >
          Spread
        </th>
      </tr>
    </thead>
    <tbody>
      {dims.map(({ dim, meanRaters, meanSpread }) => (
        <tr key={dim}>
          <th scope="row">{dim}</th>
          <td>{meanRaters.toFixed(1)}</td>
          <td title={meanSpread === null ? 'Nowhere do two annotators rate the same time' : undefined}>
            {meanSpread === null ? '–' : meanSpread.toFixed(2)}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)

/** How well each annotator fits, from rules that judge annotators. */
const Qualities = ({ summary }: { summary: GoldSummary }): ReactNode => (
  <table className="number-table gold-quality" aria-label="Annotators as the rule judges them">
    <thead>
      <tr>
        <th scope="col">Annotator</th>
        <th scope="col" title="Estimated chance of a right vote, labels weighted by how common they are">
          Accuracy
        </th>
      </tr>
    </thead>
    <tbody>
      {summary.annotators.map(({ annotator, accuracy }) => (
        <tr key={annotator}>
          <th scope="row">
            <AuthorOption author={authorOf(annotator) ?? { name: 'Gone', color: '#888', kind: 'human' }} />
          </th>
          <td>{shortShare(accuracy)}</td>
        </tr>
      ))}
    </tbody>
  </table>
)
