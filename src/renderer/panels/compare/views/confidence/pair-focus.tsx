import type { ReactNode } from 'react'
import { useState } from 'react'
import type { ConfidenceAnswer } from '../../../../../shared/contract/confidence'
import type { Label } from '../../../../../shared/domain/scheme'
import { wilson } from '../../../../../shared/metrics/proportion-interval'
import { Button } from '../../../../ui/button'
import { formatCount } from '../../../../ui/format'
import { Select } from '../../../../ui/select'
import type { OpenRegion } from './open-region'

interface PairFocusProps {
  readonly answer: ConfidenceAnswer
  readonly labelOf: (id: string) => Label
  readonly candidateName: string
  readonly onOpen: OpenRegion
}

/** Two labels only: the higher of their two scores is the answer. And how often the truth is near the top. */
export function PairFocus({ answer, labelOf, candidateName, onOpen }: PairFocusProps): ReactNode {
  const { labels, pairs, support, top } = answer
  const first = hardest(answer)
  const [chosen, setChosen] = useState<readonly [string, string]>()
  const known = chosen && chosen.every((id) => labels.includes(id)) ? chosen : undefined
  const [a, b] = known ?? [labels[first[0]] ?? '', labels[first[1]] ?? '']
  const [i, j] = [labels.indexOf(a), labels.indexOf(b)]
  const right = (pairs[i]?.[j] ?? 0) + (pairs[j]?.[i] ?? 0)
  const n = (support[i] ?? 0) + (support[j] ?? 0)
  const interval = wilson.compute(right, n)
  const options = labels.map((id) => ({ id, title: labelOf(id).name }))
  const wrong = (truth: string, said: string, count: number): ReactNode => (
    <Button
      size="small"
      disabled={count === 0}
      onClick={() =>
        onOpen(
          { kind: 'pair', truth, chosen: said },
          `${labelOf(truth).name} taken for ${labelOf(said).name.toLowerCase()}, these two only`
        )
      }
    >
      {formatCount(count)} {labelOf(truth).name.toLowerCase()} taken for {labelOf(said).name.toLowerCase()}
    </Button>
  )
  return (
    <section aria-label="Two labels only">
      <h3 className="section-head">Two labels only</h3>
      <div className="confidence-pair">
        <Select
          label="First label"
          size="small"
          value={a}
          options={options.filter(({ id }) => id !== b)}
          onChange={(id) => setChosen([id, b])}
        />
        <span className="faint">or</span>
        <Select
          label="Second label"
          size="small"
          value={b}
          options={options.filter(({ id }) => id !== a)}
          onChange={(id) => setChosen([a, id])}
        />
      </div>
      <p
        className="confidence-says"
        title="Items whose reference is one of the two; the higher of the two scores is the answer, of equal ones that of the label that the candidate lists first. 95 % interval after Wilson, items taken as independent."
      >
        <span>
          {n === 0 ? (
            'The reference has none of the two.'
          ) : (
            <>
              Accuracy <b className="mono">{(right / n).toFixed(3)}</b>
              {interval.value !== null && interval.interval && (
                <span className="muted mono">
                  {' '}
                  [{interval.interval.low.toFixed(3)}, {interval.interval.high.toFixed(3)}]
                </span>
              )}{' '}
              on <b className="mono">{formatCount(n)}</b> items when {candidateName} may say only these two.
            </>
          )}
        </span>
      </p>
      {n > 0 && (
        <div className="confidence-buttons">
          {wrong(a, b, (support[i] ?? 0) - (pairs[i]?.[j] ?? 0))}
          {wrong(b, a, (support[j] ?? 0) - (pairs[j]?.[i] ?? 0))}
        </div>
      )}
      <h3 className="section-head">Truth among the highest scores</h3>
      <table className="number-table" aria-label="Truth among the highest scores">
        <tbody>
          {top.map((share, at) => (
            <tr key={at}>
              <th scope="row">Top {at + 1}</th>
              <td>{share === null ? '–' : share.toFixed(4)}</td>
              <td>
                {share !== null && share < 1 && (
                  <Button
                    size="small"
                    tone="quiet"
                    onClick={() =>
                      onOpen({ kind: 'beyond-top', j: at + 1 }, `Truth is not among the top ${at + 1}`)
                    }
                  >
                    {formatCount(Math.round((1 - share) * answer.n))} missed
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** The pair of labels with the lowest accuracy, which is the first to look at. */
function hardest({ pairs, support }: ConfidenceAnswer): readonly [number, number] {
  let found: readonly [number, number] = [0, 1]
  let least = Infinity
  pairs.forEach((row, i) =>
    row.forEach((right, j) => {
      const n = (support[i] ?? 0) + (support[j] ?? 0)
      if (j <= i || (support[i] ?? 0) === 0 || (support[j] ?? 0) === 0) return
      const share = (right + (pairs[j]?.[i] ?? 0)) / n
      if (share < least) {
        least = share
        found = [i, j]
      }
    })
  )
  return found
}
