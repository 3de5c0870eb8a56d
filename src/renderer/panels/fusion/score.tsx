import type { ReactNode } from 'react'
import type { FusionScore, FusionScoreAnswer } from '../../../shared/contract/fusion'
import type { Problem } from '../../../shared/domain/problem'
import { pairingConventions } from '../../../shared/compare/pairing'
import { combineConventions, missingConventions } from '../../../shared/fusion/combine-members'
import { copyText } from '../../session/copy-text'
import { authorOf, useProject } from '../../session/project'
import { Skeleton } from '../../ui/empty'
import { formatCount, plural } from '../../ui/format'
import { NumberCard } from '../../ui/number-card'
import type { Fusing } from './choice'

interface ScoreProps {
  readonly fusing: Fusing
  readonly answer: FusionScoreAnswer | undefined
  readonly problem: Pick<Problem, 'message' | 'hint'> | undefined
  readonly loading: boolean
}

/** How well the fusion agrees with the reference while weights move, with every member alone beside it. */
export function Score({ fusing, answer, problem, loading }: ScoreProps): ReactNode {
  const projectName = useProject((state) => state.snapshot?.project.name ?? '')
  const { plan, query } = fusing
  if (problem)
    return (
      <div className="fusion-score" role="alert">
        <p>{problem.message}</p>
        {problem.hint && <p className="faint">{problem.hint}</p>}
      </div>
    )
  if (!answer || !plan)
    return (
      <div className="fusion-score">
        {query || loading ? (
          <Skeleton height={120} />
        ) : (
          <p className="faint">Choose a reference to see a score.</p>
        )}
      </div>
    )
  const facts: readonly (readonly [string, string])[] = [
    ['Project', projectName],
    ['Reference', authorOf(fusing.referenceId)?.name ?? ''],
    [
      'Fusion',
      `${combineConventions[plan.combine]} ${plan.members
        .map(({ authorId, weight }) => `${authorOf(authorId)?.name ?? authorId} ${weight}`)
        .join(', ')}.`
    ],
    ['Missing members', missingConventions[plan.missing]],
    ['Data', `revision ${answer.revision}`],
    ...(answer.fittedOn ? [fittedFact(answer.fittedOn)] : [])
  ]
  const rows: readonly { readonly name: string; readonly score: FusionScore; readonly fused?: true }[] = [
    { name: 'Fused', score: answer.fused, fused: true },
    ...answer.members.map((score, m) => ({ name: authorOf(plan.members[m]?.authorId)?.name ?? '', score }))
  ]
  return (
    <div className="fusion-score" role="group" aria-label="Score of the fusion">
      <div className="fusion-cards">
        {answer.cards.map((card) => (
          <NumberCard
            key={card.id}
            card={{
              ...card,
              interval: undefined,
              intervalReason: undefined,
              convention: `${card.convention} ${pairingConventions[fusing.choice.mode]}`,
              facts
            }}
            onCopy={copyText}
          />
        ))}
      </div>
      <table className="number-table fusion-table">
        <thead>
          <tr>
            <th scope="col">Against {authorOf(fusing.referenceId)?.name}</th>
            <th scope="col">UAR</th>
            <th scope="col">Accuracy</th>
            <th scope="col">Macro F1</th>
            <th scope="col">n</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, score, fused }, i) => (
            <tr key={i} data-fused={fused}>
              <th scope="row" className="truncate">
                {name}
              </th>
              <td>
                <Bar value={score.uar} best={best(rows.map((row) => row.score.uar))} />
              </td>
              <td>{shown(score.accuracy)}</td>
              <td>{shown(score.macroF1)}</td>
              <td className="muted">{formatCount(Math.round(score.n))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="faint fusion-note">
        {plural(answer.recordings, 'recording')}, {plural(answer.moments, 'moment')}
        {answer.fittedOn
          ? ` · head fitted on ${plural(answer.fittedOn.moments, 'moment')} of “${answer.fittedOn.name}”, which the numbers leave out`
          : ' · weights chosen by eye on these recordings flatter the score here; check them on others'}
      </p>
    </div>
  )
}

const fittedFact = ({
  name,
  recordings
}: NonNullable<FusionScoreAnswer['fittedOn']>): readonly [string, string] => [
  'Fitted on',
  `${name}: ${plural(recordings, 'recording')}, left out here`
]

const best = (values: readonly (number | null)[]): number => Math.max(...values.map((value) => value ?? -1))
const shown = (value: number | null): string => (value === null ? 'not defined' : value.toFixed(3))

const Bar = ({ value, best: most }: { value: number | null; best: number }): ReactNode => (
  <span className="fusion-bar" data-best={value !== null && value === most ? '' : undefined}>
    <i style={{ width: `${Math.round((value ?? 0) * 100)}%` }} />
    <b>{shown(value)}</b>
  </span>
)
