import type { ReactNode } from 'react'
import { useMemo } from 'react'
import type { ComparisonAnswer } from '../../../shared/contract'
import type { DiarizationReport } from '../../../shared/compare/diarization-report'
import type { Label } from '../../../shared/domain/scheme'
import { copyText } from '../../session/copy-text'
import { setDiarization, useDiarization } from '../../session/diarization'
import { useProject } from '../../session/project'
import { useAnswer } from '../../session/use-answer'
import { CopyMenu, tableItems } from '../../ui/copy-menu'
import { Section } from '../../ui/section'
import { Select } from '../../ui/select'
import { BoundaryHistogram } from './boundary-histogram'
import { authorsOf, type Query } from './choice'
import { DiarizationTable, diarizationText } from './diarization-table'

interface DiarizationSectionProps {
  readonly query: Query
  readonly report: ComparisonAnswer
  readonly labelOf: (id: string) => Label
}

/** Emotion diarization error: which share of the time two authors differ in emotion, in what way, and where changes lie. */
export function DiarizationSection(props: DiarizationSectionProps): ReactNode {
  const { open } = useDiarization()
  return (
    <Section title="Emotion diarization" open={open} onOpenChange={(next) => setDiarization({ open: next })}>
      <Body {...props} />
    </Section>
  )
}

function Body({ query, report, labelOf }: DiarizationSectionProps): ReactNode {
  const { neutral } = useDiarization()
  const asked = useMemo(() => (neutral === undefined ? query : { ...query, neutral }), [query, neutral])
  const { shown, problem, loading } = useAnswer('compare.diarization', asked, authorsOf)
  const recordings = useProject((state) => state.index.recordings)
  const persons = useProject((state) => state.index.persons)
  const found = problem ? undefined : shown?.value
  const nameOf = (row: DiarizationReport['rows'][number]): string => {
    const recording = recordings.get(row.recordingId)?.name ?? 'Gone'
    const person = row.personId === undefined ? undefined : persons.get(row.personId)?.name
    return person === undefined ? recording : `${recording}, ${person}`
  }
  return (
    <div className="diarization" aria-busy={loading}>
      <div className="diarization-head">
        <span className="muted">No emotion is</span>
        <Select
          size="small"
          label="Label for no emotion"
          value={found?.neutral ?? neutral}
          options={report.confusion.labels.map((id) => ({ id, title: labelOf(id).name }))}
          onChange={(id) => setDiarization({ neutral: id })}
        />
        <span className="faint">times in seconds</span>
        <span className="grow" />
        {found && (
          <CopyMenu
            items={() => tableItems('Emotion diarization', () => diarizationText(found, nameOf), copyText)}
          />
        )}
      </div>
      {problem && (
        <p className="compare-quiet" role="status">
          {problem.message} {problem.hint}
        </p>
      )}
      {found && (
        <>
          <DiarizationTable report={found} nameOf={nameOf} />
          <BoundaryHistogram report={found} />
          <p className="compare-quiet">
            EDER is the share of the time that is wrong: false alarm, missed, confusion, several emotions at
            once and neutral time without a label, over the length of the recording (Wang, Ravanelli and
            Yacoubi 2023). Time without a label of the reference is neutral. More than one emotional segment
            in a recording is an extension of the published score.
          </p>
        </>
      )}
    </div>
  )
}
