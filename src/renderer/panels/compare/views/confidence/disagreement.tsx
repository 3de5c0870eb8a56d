import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import type { DisagreementReport } from '../../../../../shared/analysis/confidence/report'
import type { NumberCard as Card } from '../../../../../shared/compare/report'
import type { CallInput } from '../../../../../shared/contract'
import type { ConfidenceRegion, ConfidenceSettings } from '../../../../../shared/contract/confidence'
import { wilson } from '../../../../../shared/metrics/proportion-interval'
import { copyText } from '../../../../session/copy-text'
import { project } from '../../../../session/project'
import { useAnswer } from '../../../../session/use-answer'
import { Button } from '../../../../ui/button'
import { formatCount, plural } from '../../../../ui/format'
import type { NumberCardContent } from '../../../../ui/number-card'
import { NumberCard } from '../../../../ui/number-card'
import { Slider } from '../../../../ui/slider'
import type { Query } from '../../choice'
import type { OpenRegion } from './open-region'

interface DisagreementProps {
  readonly query: Query
  readonly settings: ConfidenceSettings
  readonly cards: (cards: readonly Card[]) => readonly NumberCardContent[]
  readonly opened: ConfidenceRegion | undefined
  readonly onOpen: OpenRegion
}

/** Whether the model doubts where people differ, and which of its errors are errors to everybody. */
export function Disagreement({ query, settings, cards, opened, onOpen }: DisagreementProps): ReactNode {
  const asked = useMemo(() => ({ ...query, settings }), [query, settings])
  const { shown } = useAnswer('analysis.doubt', asked, authorsOfAsked)
  const disagreement = shown && 'disagreement' in shown.value ? shown.value.disagreement : undefined
  return (
    <section aria-label="Doubt of the model and of people">
      <h3 className="section-head">Doubt of the model and of people</h3>
      {disagreement ? (
        <div className="confidence-columns">
          <Grid report={disagreement} opened={opened} onOpen={onOpen} />
          <Split report={disagreement} onOpen={onOpen} />
          <div className="number-rows confidence-cards">
            {cards(disagreement.cards).map((card) => (
              <NumberCard key={card.name} card={card} onCopy={copyText} />
            ))}
            <p className="muted confidence-note">
              {plural(disagreement.people, 'person', 'people')}, {plural(disagreement.items, 'item')} with at
              least two answers
              {disagreement.leftOut.map(({ count }) => `, ${formatCount(count)} with fewer`).join('')}.
            </p>
          </div>
        </div>
      ) : (
        <p className="compare-quiet">
          {shown && 'reason' in shown.value ? shown.value.reason : 'The labels of all people are being read…'}
        </p>
      )}
    </section>
  )
}

/** Whoever labels the same items moves these numbers. */
const authorsOfAsked = (query: CallInput<'analysis.doubt'>): readonly string[] => [
  query.candidateAuthorId,
  query.referenceAuthorId,
  ...[...project().index.authors.values()].filter(({ kind }) => kind === 'human').map(({ id }) => id)
]

/** Items by both doubts; the darker, the more items, the redder, the more of them wrong. */
function Grid({
  report: { size, count, errors },
  opened,
  onOpen
}: {
  readonly report: DisagreementReport
  readonly opened: ConfidenceRegion | undefined
  readonly onOpen: OpenRegion
}): ReactNode {
  const most = Math.max(1, ...count)
  return (
    <div className="doubt">
      <span className="doubt-y muted">People differ</span>
      <div
        className="doubt-grid"
        role="group"
        aria-label="Items by the doubt of the model and of people"
        style={{ gridTemplateColumns: `repeat(${size}, 1fr)` }}
      >
        {Array.from({ length: size }, (_, up) => size - 1 - up).flatMap((row) =>
          Array.from({ length: size }, (_, column) => {
            const at = row * size + column
            const items = count[at] ?? 0
            const wrong = errors[at] ?? 0
            const text = `People ${rangeOf(row, size)}, model ${rangeOf(column, size)}: ${plural(items, 'item')}, ${formatCount(wrong)} wrong`
            return (
              <button
                key={at}
                type="button"
                disabled={items === 0}
                title={text}
                aria-label={text}
                data-opened={
                  opened?.kind === 'cell' && opened.row === row && opened.column === column ? '' : undefined
                }
                style={
                  items === 0
                    ? undefined
                    : {
                        background: `color-mix(in srgb, color-mix(in srgb, var(--bad) ${Math.round((100 * wrong) / items)}%, var(--accent)) ${Math.round(22 + 78 * Math.sqrt(items / most))}%, transparent)`
                      }
                }
                onClick={() => onOpen({ kind: 'cell', row, column }, text)}
              />
            )
          })
        )}
      </div>
      <span className="doubt-x muted">Model doubts (entropy of its scores, 0 to 1)</span>
    </div>
  )
}

const rangeOf = (cell: number, size: number): string =>
  `${Number((cell / size).toFixed(3))} to ${Number(((cell + 1) / size).toFixed(3))}`

/** Errors on clear and on ambiguous items; the line between them can be moved. */
function Split({
  report,
  onOpen
}: {
  readonly report: DisagreementReport
  readonly onOpen: OpenRegion
}): ReactNode {
  const [line, setLine] = useState(0.5)
  const parts = (['clear', 'ambiguous'] as const).map((part) => {
    const levels = report.levels.filter(({ disagreement }) => disagreement > line === (part === 'ambiguous'))
    const sum = (of: (level: (typeof levels)[number]) => number): number =>
      levels.reduce((total, level) => total + of(level), 0)
    return {
      part,
      n: sum(({ n }) => n),
      errors: sum(({ errors }) => errors),
      shared: sum(({ shared }) => shared)
    }
  })
  return (
    <div className="doubt-split">
      <div className="confidence-slider">
        <span className="muted">Ambiguous above</span>
        <Slider
          label="Share of pairs of people who differ above which an item is ambiguous"
          value={line}
          min={0}
          max={1}
          step={0.05}
          onChange={setLine}
        />
        <b className="mono">{line.toFixed(2)}</b>
      </div>
      <table className="number-table" aria-label="Errors on clear and ambiguous items">
        <thead>
          <tr>
            <th scope="col">Items</th>
            <th scope="col">n</th>
            <th scope="col">Error</th>
            <th scope="col">Moments</th>
          </tr>
        </thead>
        <tbody>
          {parts.map(({ part, n, errors, shared }) => {
            const share = wilson.compute(errors, n)
            const open = (which?: boolean): void =>
              onOpen(
                {
                  kind: 'errors-by-disagreement',
                  part,
                  line,
                  ...(which === undefined ? {} : { shared: which })
                },
                `${part === 'clear' ? 'Clear' : 'Ambiguous'} errors${which === undefined ? '' : which ? ' that somebody shares' : ' that nobody shares'}`
              )
            return (
              <tr key={part}>
                <th scope="row">{part === 'clear' ? 'Clear' : 'Ambiguous'}</th>
                <td>{formatCount(n)}</td>
                <td title="95 % interval after Wilson, items taken as independent">
                  {share.value === null ? (
                    '–'
                  ) : (
                    <>
                      {share.value.toFixed(3)}{' '}
                      {share.interval && (
                        <span className="faint">
                          [{share.interval.low.toFixed(3)}, {share.interval.high.toFixed(3)}]
                        </span>
                      )}
                    </>
                  )}
                </td>
                <td>
                  <span className="confidence-buttons">
                    <Button size="small" disabled={errors === 0} onClick={() => open()}>
                      {plural(errors, 'error')}
                    </Button>
                    <Button
                      size="small"
                      tone="quiet"
                      disabled={shared === 0}
                      title="Errors in which at least one person gave the model’s answer"
                      onClick={() => open(true)}
                    >
                      {formatCount(shared)} shared
                    </Button>
                    <Button
                      size="small"
                      tone="quiet"
                      disabled={errors - shared === 0}
                      title="Errors in which nobody gave the model’s answer"
                      onClick={() => open(false)}
                    >
                      {formatCount(errors - shared)} alone
                    </Button>
                  </span>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
