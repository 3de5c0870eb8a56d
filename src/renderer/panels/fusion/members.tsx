import { ChevronDown, ChevronRight, Plus, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { FusionScoreAnswer } from '../../../shared/contract/fusion'
import { FusionMember } from '../../../shared/fusion/fusion-plan'
import type { FusionPlan } from '../../../shared/fusion/fusion-plan'
import { AuthorOption } from '../../ui/author-option'
import { Button, IconButton } from '../../ui/button'
import { formatShare } from '../../ui/format'
import { Menu } from '../../ui/menu'
import { Slider } from '../../ui/slider'
import type { Fusing } from './choice'
import { choose, setMember } from './choice'
import { MemberDetails } from './member-details'

interface MembersProps {
  readonly fusing: Fusing
  readonly plan: FusionPlan
  readonly answer: FusionScoreAnswer | undefined
}

/** Who takes part and how much each one counts, with what each says by itself. */
export function Members({ fusing, plan, answer }: MembersProps): ReactNode {
  const [open, setOpen] = useState<string>()
  const free = fusing.able.filter(
    ({ author }) => !plan.members.some(({ authorId }) => authorId === author.id)
  )
  const fixed = plan.combine === 'stack'
  return (
    <div className="fusion-members" role="group" aria-label="Members">
      <div className="fusion-member fusion-member-head faint" aria-hidden="true">
        <span />
        <span>Member</span>
        <span>Weight</span>
        <span />
        <span title="Unweighted average recall of the member alone">UAR</span>
        <span title="Share of the time in which it says nothing">Missing</span>
        <span />
      </div>
      {plan.members.map((member, m) => {
        const author = fusing.entries.find((entry) => entry.author.id === member.authorId)?.author
        if (!author) return null
        const own = answer?.members.length === plan.members.length ? answer.members[m] : undefined
        const isOpen = open === author.id
        const weights = Object.keys(member.classWeights).length
        return (
          <div key={author.id} className="fusion-member-block">
            <div className="fusion-member">
              <IconButton
                label={`${isOpen ? 'Hide' : 'Show'} label weights of ${author.name}`}
                size="small"
                pressed={isOpen}
                onClick={() => setOpen(isOpen ? undefined : author.id)}
              >
                {isOpen ? <ChevronDown size={14} /> : <ChevronRight size={14} />}
              </IconButton>
              <span className="fusion-member-name">
                <AuthorOption author={author} />
                {weights > 0 && <span className="faint">label weights</span>}
              </span>
              {fixed ? (
                <span className="faint">fitted</span>
              ) : (
                <Slider
                  label={`Weight of ${author.name}`}
                  value={member.weight}
                  min={0}
                  max={Math.max(2, member.weight)}
                  step={0.05}
                  onChange={(weight) => setMember(plan.members, author.id, { weight })}
                />
              )}
              <span className="mono">{fixed ? '' : member.weight.toFixed(2)}</span>
              <span className="mono">
                {own?.uar === null || own === undefined ? '–' : own.uar.toFixed(3)}
              </span>
              <span className="mono muted">{own ? `${Math.round(own.missingShare * 100)} %` : '–'}</span>
              <IconButton
                label={`Take ${author.name} out`}
                size="small"
                disabled={plan.members.length < 2}
                onClick={() =>
                  choose({ members: plan.members.filter(({ authorId }) => authorId !== author.id) })
                }
              >
                <X size={14} />
              </IconButton>
            </div>
            {isOpen && (
              <MemberDetails
                member={member}
                members={plan.members}
                labels={fusing.labels}
                neverGives={own?.neverGives ?? []}
                name={author.name}
              />
            )}
          </div>
        )
      })}
      <div className="fusion-member-add">
        <Menu
          items={() =>
            free.map(({ author, labelled }) => ({
              title: <AuthorOption author={author} />,
              keys: formatCountOf(labelled),
              run: () => choose({ members: [...plan.members, FusionMember.parse({ authorId: author.id })] })
            }))
          }
        >
          <Button size="small" tone="quiet" disabled={free.length === 0}>
            <Plus size={13} /> Add a member
          </Button>
        </Menu>
        {plan.members.some(
          ({ weight, classWeights }) => weight !== 1 || Object.keys(classWeights).length > 0
        ) && (
          <Button
            size="small"
            tone="quiet"
            onClick={() =>
              choose({ members: plan.members.map((member) => ({ ...member, weight: 1, classWeights: {} })) })
            }
          >
            All weights 1
          </Button>
        )}
        {plan.members.length > 1 && !fixed && (
          <span className="faint truncate">
            {plan.members.map(({ weight }) => formatShare(weight / sum(plan.members))).join(' : ')} of the say
          </span>
        )}
      </div>
    </div>
  )
}

const sum = (members: readonly FusionMember[]): number =>
  members.reduce((total, { weight }) => total + weight, 0) || 1
const formatCountOf = (labelled: number): string => `${labelled}`
