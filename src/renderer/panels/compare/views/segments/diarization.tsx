import type { ReactNode } from 'react'
import { useMemo } from 'react'
import { BOUNDARY_REACH_MS, type DiarizationReport } from '../../../../../shared/compare/diarization-report'
import type { TemporalAnswer } from '../../../../../shared/contract/temporal'
import { copyText } from '../../../../session/copy-text'
import { useProject } from '../../../../session/project'
import { useAnswer } from '../../../../session/use-answer'
import { CopyMenu, tableItems } from '../../../../ui/copy-menu'
import { plural } from '../../../../ui/format'
import { authorsOf } from '../../choice'
import type { SegmentsQuery } from './query'
import { DiarizationTable, diarizationText } from './diarization-table'
import { ErrorBars, signedMs } from './error-bars'

interface DiarizationProps {
  readonly query: SegmentsQuery
  readonly report: TemporalAnswer
}

/** Emotion diarization error: which share of the time two authors differ in emotion, in what way, and where changes lie. */
export function Diarization({ query, report }: DiarizationProps): ReactNode {
  const asked = useMemo(() => {
    const { settings: _, ...pair } = query
    return { ...pair, ...(report.background === undefined ? {} : { neutral: report.background }) }
  }, [query, report.background])
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
    <section role="group" aria-label="Emotion diarization" aria-busy={loading}>
      <header className="compare-head">
        <h3 className="section-head">Emotion diarization</h3>
        <span className="faint">times in seconds</span>
        <span className="grow" />
        {found && (
          <CopyMenu
            items={() => tableItems('Emotion diarization', () => diarizationText(found, nameOf), copyText)}
          />
        )}
      </header>
      {problem && (
        <p className="segments-quiet" role="status">
          {problem.message} {problem.hint}
        </p>
      )}
      {found && (
        <>
          <DiarizationTable report={found} nameOf={nameOf} />
          <Changes report={found} />
          <p className="segments-quiet">
            EDER is the share of the time that is wrong: false alarm, missed, confusion, several emotions at
            once and neutral time without a label, over the length of the recording (Wang, Ravanelli and
            Yacoubi 2023). Time without a label of the reference is neutral. More than one emotional segment
            in a recording is an extension of the published score.
          </p>
        </>
      )}
    </section>
  )
}

const BIN_MS = 100

/** How far the candidate's changes lie from the reference's. */
function Changes({ report }: { report: DiarizationReport }): ReactNode {
  const { boundaryErrorsMs: errors, boundariesMissed } = report
  if (errors.length + boundariesMissed === 0) return null
  const counts = Array.from({ length: (2 * BOUNDARY_REACH_MS) / BIN_MS }, () => 0)
  for (const error of errors) {
    const bin = Math.min(counts.length - 1, Math.floor((error + BOUNDARY_REACH_MS) / BIN_MS))
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  const median = errors.toSorted((a, b) => a - b)[Math.floor(errors.length / 2)]
  const facts = [
    `${plural(errors.length, 'change')} with a partner within ${BOUNDARY_REACH_MS / 1000} s`,
    ...(median === undefined ? [] : [`median ${signedMs(median)} ms`]),
    `${boundariesMissed} without`
  ].join(', ')
  return (
    <ErrorBars
      title="When the candidate changes, against the reference"
      facts={facts}
      label={`Boundary errors: ${facts}`}
      counts={counts}
      binMs={BIN_MS}
      reachMs={BOUNDARY_REACH_MS}
    />
  )
}
