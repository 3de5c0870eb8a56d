import { Save } from 'lucide-react'
import type { ReactNode } from 'react'
import { combineConventions, missingConventions } from '../../../shared/fusion/combine-members'
import { combinations, interpolations, missingPolicies } from '../../../shared/fusion/fusion-plan'
import type { FusionPlan } from '../../../shared/fusion/fusion-plan'
import { keyOf } from '../../../shared/mapping/common-targets'
import { mappingNames } from '../../session/common-targets'
import { useProject } from '../../session/project'
import { AuthorOption } from '../../ui/author-option'
import { ConventionRow, Conventions, ConventionSlider } from '../../ui/conventions'
import { RecordingsChoice } from '../../ui/recordings-choice'
import { Select } from '../../ui/select'
import { Tabs } from '../../ui/tabs'
import type { Fusing } from './choice'
import { choose, set, targetsUsed } from './choice'
import { Keep } from './keep'

const combineNames: Readonly<Record<FusionPlan['combine'], string>> = {
  mean: 'Mean',
  'weighted-sum': 'Weighted sum',
  product: 'Product',
  max: 'Maximum',
  vote: 'Vote',
  'gate-by-confidence': 'The surest',
  stack: 'Fitted head'
}
const missingNames: Readonly<Record<FusionPlan['missing'], string>> = {
  renormalise: 'the others count for all',
  hold: 'its last answer holds',
  zero: 'it counts as 0',
  skip: 'no result'
}
const interpolateNames = { hold: 'last answer holds', nearest: 'nearest answer', linear: 'straight line' }

/** Where, in which labels, by which rule; and the button that keeps the result. */
export function Toolbar({ fusing, plan }: { fusing: Fusing; plan: FusionPlan }): ReactNode {
  const index = useProject((state) => state.index)
  const names = mappingNames(index)
  const targets = targetsUsed(index)
  return (
    <div className="report-bar" role="group" aria-label="How answers are put together">
      <Select
        label="Combine by"
        size="small"
        value={plan.combine}
        options={combinations.map((id) => ({ id, title: combineNames[id] }))}
        onChange={(id) => {
          const combine = combinations.find((each) => each === id)
          if (combine) set({ combine })
        }}
      />
      <Select
        label="Labels to fuse in"
        size="small"
        value={keyOf(plan.target)}
        options={targets.map((target) => ({ id: keyOf(target), title: names.scheme(target) }))}
        onChange={(id) => {
          const target = targets.find((each) => keyOf(each) === id)
          if (target)
            choose({
              target,
              members: fusing.plan?.members.map((member) => ({ ...member, classWeights: {} }))
            })
        }}
      />
      <RecordingsChoice
        recordings={index.recordings}
        chosenIds={fusing.choice.recordingIds}
        onChoose={(recordingIds) => choose({ recordingIds: [...recordingIds] })}
      />
      <GridChoice fusing={fusing} plan={plan} />
      <Conventions
        label="Convention of the fusion"
        widthPx={380}
        changed={plan.missing !== 'renormalise' || plan.interpolate !== 'hold' || plan.smoothSeconds > 0}
        title="Convention"
      >
        <p className="muted selectable">
          {combineConventions[plan.combine]} {missingConventions[plan.missing]} Shares of labels that the
          target does not have are no say.
        </p>
        <ConventionRow title="Who is missing">
          <Select
            label="Who is missing"
            size="small"
            value={plan.missing}
            options={missingPolicies.map((id) => ({ id, title: missingNames[id] }))}
            onChange={(id) => {
              const missing = missingPolicies.find((each) => each === id)
              if (missing) set({ missing })
            }}
          />
        </ConventionRow>
        <ConventionRow title="Between answers">
          <Select
            label="Between answers"
            size="small"
            value={plan.interpolate}
            options={interpolations.map((id) => ({ id, title: interpolateNames[id] }))}
            onChange={(id) => {
              const interpolate = interpolations.find((each) => each === id)
              if (interpolate) set({ interpolate })
            }}
          />
        </ConventionRow>
        <ConventionSlider
          title="Smooth over"
          label="Smooth over seconds"
          value={plan.smoothSeconds}
          unit="s"
          min={0}
          max={10}
          step={0.5}
          onChange={(smoothSeconds) => set({ smoothSeconds })}
        />
        <ConventionRow title="Score by">
          <Tabs
            label="Unit of the score"
            value={fusing.choice.mode}
            options={[
              { id: 'segments', title: 'Segments' },
              { id: 'seconds', title: 'Seconds' }
            ]}
            onChange={(mode) => choose({ mode })}
          />
        </ConventionRow>
      </Conventions>
      <span className="grow" />
      <span className="fusion-reference">
        <span className="faint">Reference</span>
        <Select
          label="Reference"
          size="small"
          value={fusing.referenceId}
          options={fusing.entries.map(({ author, labelled }) => ({
            id: author.id,
            title: <AuthorOption author={author} />,
            disabled: labelled === 0
          }))}
          onChange={(referenceId) => choose({ referenceId })}
        />
      </span>
      <Keep plan={plan} recordingIds={fusing.choice.recordingIds} icon={<Save size={13} />} />
    </div>
  )
}

const RATES = [1, 2, 5, 10, 25]

/** The moments at which members meet. */
function GridChoice({ fusing, plan }: { fusing: Fusing; plan: FusionPlan }): ReactNode {
  const { grid } = plan
  return (
    <Select
      label="Moments"
      size="small"
      value={
        grid.kind === 'rate'
          ? `rate:${grid.hz}`
          : grid.kind === 'segments'
            ? `of:${grid.authorId}`
            : 'samples'
      }
      options={[
        ...RATES.map((hz) => ({ id: `rate:${hz}`, title: `${hz} a second` })),
        { id: 'samples', title: 'Each answer of the densest' },
        ...fusing.entries
          .filter(({ author, labelled }) => labelled > 0 && author.kind !== 'model')
          .map(({ author }) => ({ id: `of:${author.id}`, title: `Segments of ${author.name}` }))
      ]}
      onChange={(id) => {
        if (id === 'samples') set({ grid: { kind: 'samples' } })
        else if (id.startsWith('rate:')) set({ grid: { kind: 'rate', hz: Number(id.slice(5)) } })
        else set({ grid: { kind: 'segments', authorId: id.slice(3) } })
      }}
    />
  )
}
