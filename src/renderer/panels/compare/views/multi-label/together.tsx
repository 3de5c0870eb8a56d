import type { ReactNode } from 'react'
import type { LabelSetRegion, LabelSetsAnswer } from '../../../../../shared/contract/label-sets'
import type { Label } from '../../../../../shared/domain/scheme'
import { colorVar } from '../../../../ui/chip'
import { formatCount } from '../../../../ui/format'
import type { OpenLabelSets } from './label-sets-opener'

interface TogetherProps {
  readonly answer: LabelSetsAnswer
  readonly labelOf: (id: string) => Label
  readonly referenceName: string
  readonly candidateName: string
  readonly opened: LabelSetRegion | undefined
  readonly onOpen: OpenLabelSets
}

/** Which labels stand together, on each side; a cell opens its moments. */
export function Together(props: TogetherProps): ReactNode {
  const { together } = props.answer
  return (
    <section aria-label="Labels together">
      <h3 className="section-head">Labels together</h3>
      <div className="label-sets-curves">
        <Grid {...props} side="reference" name={props.referenceName} counts={together.reference} />
        <Grid {...props} side="candidate" name={props.candidateName} counts={together.candidate} />
      </div>
    </section>
  )
}

function Grid({
  answer,
  labelOf,
  opened,
  onOpen,
  side,
  name,
  counts
}: TogetherProps & {
  readonly side: 'reference' | 'candidate'
  readonly name: string
  readonly counts: readonly (readonly number[])[]
}): ReactNode {
  const labels = answer.labels.map(({ label }) => labelOf(label))
  const most = Math.max(1, ...counts.flatMap((row, i) => row.filter((_, j) => i !== j)))
  const wide = labels.length > 12
  return (
    <div className="together">
      <p className="muted">{name}</p>
      <table className="matrix" aria-label={`Labels together, ${name}`} style={{ minWidth: 0 }}>
        <thead>
          <tr>
            <td className="matrix-corner" />
            {labels.map((label) => (
              <th key={label.id} scope="col" title={label.name}>
                <span className="letter" style={colorVar(label.color)}>
                  {label.letter}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {labels.map((label, i) => (
            <tr key={label.id}>
              <th scope="row">
                <span className="letter" style={colorVar(label.color)}>
                  {label.letter}
                </span>
                <span className="truncate">{label.name}</span>
              </th>
              {labels.map((other, j) => {
                const count = counts[i]?.[j] ?? 0
                const text =
                  i === j
                    ? `${label.name}: ${formatCount(count)}`
                    : `${label.name} with ${other.name.toLowerCase()}: ${formatCount(count)}`
                const isOpened =
                  opened?.kind === 'together' &&
                  opened.side === side &&
                  opened.first === label.id &&
                  opened.second === other.id
                return (
                  <td
                    key={other.id}
                    tabIndex={count > 0 ? 0 : -1}
                    role="button"
                    aria-label={text}
                    title={text}
                    data-diagonal={i === j ? '' : undefined}
                    data-empty={count === 0 ? '' : undefined}
                    data-opened={isOpened ? '' : undefined}
                    style={
                      count > 0 && i !== j
                        ? {
                            background: `color-mix(in srgb, var(--accent) ${Math.round(8 + 46 * (count / most))}%, transparent)`
                          }
                        : undefined
                    }
                    onClick={() =>
                      count > 0 &&
                      onOpen(
                        { kind: 'together', first: label.id, second: other.id, side },
                        `${name}: ${text}`
                      )
                    }
                    onKeyDown={(event) => {
                      if (event.key === 'Enter') event.currentTarget.click()
                    }}
                  >
                    {wide ? (count > 0 ? formatCount(count) : '') : formatCount(count)}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
