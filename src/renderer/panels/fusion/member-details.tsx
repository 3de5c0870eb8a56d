import type { ReactNode } from 'react'
import type { Label } from '../../../shared/domain/scheme'
import type { FusionMember } from '../../../shared/fusion/fusion-plan'
import { Button } from '../../ui/button'
import { LabelChip } from '../../ui/chip'
import { Select } from '../../ui/select'
import { Slider } from '../../ui/slider'
import { CommitInput } from '../../ui/text-field'
import { setMember } from './choice'

interface DetailsProps {
  readonly member: FusionMember
  readonly members: readonly FusionMember[]
  readonly labels: readonly Label[]
  /** Labels that it gave no score anywhere. */
  readonly neverGives: readonly string[]
  readonly name: string
}

const postNames: Readonly<Record<FusionMember['post'], string>> = {
  none: 'shares, as they are',
  softmax: 'logits, softmax first',
  sigmoid: 'logits, sigmoid first',
  exp: 'logarithms of shares'
}

/** How much a member counts for each label, when its answers are, and what its numbers are. */
export function MemberDetails({ member, members, labels, neverGives, name }: DetailsProps): ReactNode {
  const change = (label: string, weight: number): void => {
    const { [label]: _, ...others } = member.classWeights
    setMember(members, member.authorId, {
      classWeights: weight === 1 ? others : { ...others, [label]: weight }
    })
  }
  const silent = neverGives.filter((label) => (member.classWeights[label] ?? 1) !== 0)
  return (
    <div className="fusion-details">
      {silent.length > 0 && (
        <p className="fusion-hint">
          {name} never says{' '}
          {silent.map((id) => labels.find((label) => label.id === id)?.name.toLowerCase() ?? id).join(', ')}.
          <Button
            size="small"
            tone="quiet"
            onClick={() =>
              setMember(members, member.authorId, {
                classWeights: {
                  ...member.classWeights,
                  ...Object.fromEntries(silent.map((label) => [label, 0]))
                }
              })
            }
          >
            Leave {silent.length === 1 ? 'it' : 'these'} to the others
          </Button>
        </p>
      )}
      <div className="fusion-weights">
        {labels.map((label) => {
          const weight = member.classWeights[label.id] ?? 1
          return (
            <div key={label.id} className="fusion-weight">
              <LabelChip label={label} />
              <Slider
                label={`Weight of ${name} for ${label.name}`}
                value={weight}
                min={0}
                max={Math.max(2, weight)}
                step={0.05}
                onChange={(value) => change(label.id, value)}
              />
              <span className="mono">{weight.toFixed(2)}</span>
            </div>
          )
        })}
      </div>
      <div className="fusion-member-more">
        <span className="muted">Shifted by</span>
        <span className="fusion-offset">
          <CommitInput
            label={`Seconds by which answers of ${name} are moved`}
            value={String(member.offsetSeconds)}
            mono
            onCommit={(text) => {
              const seconds = Number(text.replace(',', '.'))
              if (!Number.isFinite(seconds) || Math.abs(seconds) > 3600) return false
              setMember(members, member.authorId, { offsetSeconds: seconds })
              return true
            }}
          />
        </span>
        <span className="muted">s · its numbers are</span>
        <Select
          label={`What numbers of ${name} are`}
          size="small"
          value={member.post}
          options={Object.entries(postNames).map(([id, title]) => ({ id, title }))}
          onChange={(id) => {
            if (id === 'none' || id === 'softmax' || id === 'sigmoid' || id === 'exp')
              setMember(members, member.authorId, { post: id })
          }}
        />
      </div>
    </div>
  )
}
