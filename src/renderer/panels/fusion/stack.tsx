import type { ReactNode } from 'react'
import type { FusionPlan } from '../../../shared/fusion/fusion-plan'
import { useProject } from '../../session/project'
import { ConventionRow } from '../../ui/conventions'
import { RecordingsChoice } from '../../ui/recordings-choice'
import { Tabs } from '../../ui/tabs'
import { CommitInput } from '../../ui/text-field'
import type { Fusing } from './choice'
import { set } from './choice'

/** On what a fitted head is fitted; nothing else is ever read for it. */
export function Stack({ fusing, plan }: { fusing: Fusing; plan: FusionPlan }): ReactNode {
  const recordings = useProject((state) => state.index.recordings)
  const stack = plan.stack
  const change = (part: Partial<NonNullable<FusionPlan['stack']>>): void => {
    const authorId = part.authorId ?? stack?.authorId ?? fusing.referenceId
    const fitOn = part.fitOn ?? stack?.fitOn
    if (authorId === undefined || !fitOn || fitOn.recordingIds.length === 0) {
      set({ stack: undefined })
      return
    }
    set({ stack: { model: 'logistic', lambda: 1, ...stack, ...part, authorId, fitOn } })
  }
  const name = stack?.fitOn.name ?? 'development'
  return (
    <div className="fusion-stack conventions" role="group" aria-label="Fitted head">
      <p className="muted">
        A head is fitted on the shares of all members in the recordings named here, to the labels of the
        reference. These recordings are left out of the score.
      </p>
      <ConventionRow title="Fit on">
        <RecordingsChoice
          recordings={recordings}
          chosenIds={stack?.fitOn.recordingIds ?? []}
          onChoose={(recordingIds) => change({ fitOn: { name, recordingIds: [...recordingIds] } })}
        />
      </ConventionRow>
      {!stack && (
        <p className="fusion-hint">Choose the recordings to fit on; with none chosen members vote.</p>
      )}
      <ConventionRow title="Known as">
        <CommitInput
          label="Name of the recordings to fit on"
          value={name}
          disabled={!stack}
          onCommit={(text) => {
            if (text.trim() === '' || !stack) return false
            change({ fitOn: { ...stack.fitOn, name: text.trim() } })
            return true
          }}
        />
      </ConventionRow>
      <ConventionRow title="Head">
        <Tabs
          label="Kind of head"
          value={stack?.model ?? 'logistic'}
          options={[
            { id: 'logistic', title: 'Logistic' },
            { id: 'ridge', title: 'Ridge' }
          ]}
          onChange={(model) => change({ model })}
        />
      </ConventionRow>
      <ConventionRow title="Penalty">
        <CommitInput
          label="Penalty on the weights of the head"
          value={String(stack?.lambda ?? 1)}
          mono
          disabled={!stack}
          onCommit={(text) => {
            const lambda = Number(text.replace(',', '.'))
            if (!(lambda >= 0 && lambda <= 1e6)) return false
            change({ lambda })
            return true
          }}
        />
      </ConventionRow>
    </div>
  )
}
