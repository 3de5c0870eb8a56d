import type { ReactNode } from 'react'
import type { AuthorEntry } from '../../session/author-entries'
import { openDialog } from '../../session/dialogs'
import { useSelection } from '../../session/selection'
import { Button } from '../../ui/button'
import { ConventionRow, Conventions, PersonsApart } from '../../ui/conventions'
import { Select } from '../../ui/select'
import { Tabs } from '../../ui/tabs'
import { chooseTraces, STEPS } from './trace-choice'
import type { Measure, TraceChoice } from './trace-choice'
import { WhoAndWhere } from './who-and-where'

interface TraceToolbarProps {
  readonly choice: TraceChoice
  readonly measures: readonly Measure[]
  readonly measure: Measure | undefined
  readonly entries: readonly AuthorEntry[]
  readonly chosen: readonly string[]
  /** The switch between labels and traces. */
  readonly kind: ReactNode
}

/** Whose ratings, of what, and by which convention. */
export function TraceToolbar({
  choice,
  measures,
  measure,
  entries,
  chosen,
  kind
}: TraceToolbarProps): ReactNode {
  const recordingId = useSelection((state) => state.recordingId)
  return (
    <div className="report-bar" role="group" aria-label="What is looked at">
      {kind}
      <WhoAndWhere
        entries={entries}
        chosen={chosen}
        recordingIds={choice.recordingIds}
        onChoose={chooseTraces}
      />
      <Select
        label="What is rated"
        size="small"
        value={measure?.key}
        options={measures.map(({ key, title }) => ({ id: key, title }))}
        onChange={(key) => chooseTraces({ measure: key })}
      />
      <Tabs
        label="Reaction lags"
        value={choice.withLag ? 'shifted' : 'rated'}
        options={[
          { id: 'shifted', title: 'Lags out', hint: 'Stored reaction lags are taken out' },
          { id: 'rated', title: 'As rated', hint: 'Reaction lags are left in' }
        ]}
        onChange={(id) => chooseTraces({ withLag: id === 'shifted' })}
      />
      <Conventions
        label="Convention of agreement"
        widthPx={360}
        changed={choice.stepSeconds !== 1 || choice.ignorePersons}
        title="Convention"
      >
        <p className="muted selectable">
          Ratings are averaged in steps. Short steps keep every movement of the hand; long ones ask whether
          the course of a feeling is the same.
        </p>
        <ConventionRow title="Step">
          <Select
            label="Length of a step"
            size="small"
            value={String(choice.stepSeconds)}
            options={STEPS.map((step) => ({ id: String(step), title: `${step} s` }))}
            onChange={(id) => chooseTraces({ stepSeconds: Number(id) })}
          />
        </ConventionRow>
        <PersonsApart
          ignored={choice.ignorePersons}
          hint="Ratings meet only when they are about the same person, or about nobody in particular."
          onChange={(ignorePersons) => chooseTraces({ ignorePersons })}
        />
        {recordingId !== undefined && (
          <Button size="small" onClick={() => openDialog({ id: 'lag', props: { recordingId } })}>
            Find reaction lags of the open recording…
          </Button>
        )}
      </Conventions>
    </div>
  )
}
