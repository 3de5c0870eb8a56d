import { Activity, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMemo } from 'react'
import type { MeasureResult } from '../../../shared/physio/measures/measure-work'
import { SignalView } from '../../../shared/signal/signal-view'
import { seenText } from '../../../shared/signal/view-text'
import type { CorrectionCounts } from '../../../shared/physio/measures/prepare-beats'
import { call } from '../../client'
import { copyText } from '../../session/copy-text'
import type { Measured } from '../../session/physio/use-measured'
import { useMeasured } from '../../session/physio/use-measured'
import { useProject } from '../../session/project'
import { CopyMenu, tableItems } from '../../ui/copy-menu'
import { Empty } from '../../ui/empty'
import { plural } from '../../ui/format'
import { LateProgress } from '../../ui/late-progress'
import { Notice } from '../../ui/notice'
import { NumberCard } from '../../ui/number-card'
import { cardOf, measureTable, numbersOf } from './numbers'
import type { NamedNumber } from './numbers'
import './physiology.css'
import { LaneMenu, StaleLanes } from './lane-menu'
import { SegmentTable } from './segment-table'
import { SettingsBar } from './settings'
import { Tachogram } from './tachogram'
import { TracksBar } from './tracks-bar'

/** Heart, skin, breath, muscles, temperature and movement in numbers, of what tracks and signals hold now. */
export default function Physiology(): ReactNode {
  const measured = useMeasured()
  if (!measured || (measured.tracks.length === 0 && measured.streams.every(({ kind }) => kind !== 'signal')))
    return (
      <div className="panel physio">
        <Empty icon={<Activity size={20} />} title="Nothing to measure yet">
          Heart rate and its variability, responses of the skin, breathing, muscles, temperature and movement
          are measured here, once a recording with signals or with a track of heart beats is open.
        </Empty>
      </div>
    )
  const { stretches, problem, perSegment, state } = measured
  const result = problem === undefined ? state.shown?.result : undefined
  return (
    <div className="panel physio">
      <div className="report-bar physio-bar">
        <TracksBar measured={measured} />
        <SettingsBar measured={measured} />
      </div>
      <StaleLanes recordingId={measured.recording.id} />
      {problem !== undefined && <Notice icon={<Activity size={14} />}>{problem}</Notice>}
      {state.problem && (
        <Notice icon={<TriangleAlert size={14} />} tone="warn">
          {state.problem.message} {state.problem.hint}
        </Notice>
      )}
      <div className="answer-progress" data-on={state.loading || undefined} aria-busy={state.loading} />
      {state.loading && (state.share ?? 0) < 1 && (
        <LateProgress
          label="Measuring"
          share={state.share}
          onStop={() => void call('signal.stop', { slot: 'physiology' })}
        />
      )}
      {result && (
        <div className="physio-body" data-fills={perSegment || undefined}>
          <Head measured={measured} result={result} />
          {perSegment ? (
            <>
              <Picture measured={measured} result={result} />
              <SegmentTable result={result} stretches={stretches} />
            </>
          ) : (
            <Cards measured={measured} result={result} />
          )}
        </div>
      )}
    </div>
  )
}

/** What the tachogram shows: the stretch, or for segments the whole recording. */
const spanOf = ({
  perSegment,
  recording,
  stretches
}: Measured): { readonly fromUs: number; readonly toUs: number } =>
  perSegment || !stretches[0]
    ? { fromUs: 0, toUs: recording.duration }
    : { fromUs: stretches[0].fromUs, toUs: stretches[0].toUs }

const Picture = ({ measured, result }: { measured: Measured; result: MeasureResult }): ReactNode =>
  result.intervals &&
  result.intervals.ms.length > 0 && <Tachogram intervals={result.intervals} {...spanOf(measured)} />

function Head({ measured, result }: { measured: Measured; result: MeasureResult }): ReactNode {
  const { correction } = result
  return (
    <div className="physio-head">
      <span className="muted">
        {measured.perSegment ? plural(result.rows.length, 'segment') : measured.stretches[0]?.label}
      </span>
      {correction && <span role="status">{countsText(correction, measured.choice.settings.correction)}</span>}
      <span className="grow" />
      <LaneMenu measured={measured} />
      <CopyMenu
        items={() => tableItems('Measures', () => measureTable(result, measured.stretches), copyText)}
      />
    </div>
  )
}

/** What a correction found, in a sentence. */
export function countsText(counts: CorrectionCounts, correction: string): string {
  const left = counts.bad > 0 ? `; ${plural(counts.bad, 'beat')} in bad stretches left out` : ''
  return `${correctionText(counts, correction)}${left}`
}

function correctionText(counts: CorrectionCounts, correction: string): string {
  const hand = counts.byHand > 0 ? [`${counts.byHand} ectopic by hand`] : []
  if (correction === 'off')
    return hand.length > 0 ? `${hand.join('')}, intervals beside left out` : 'As marked'
  const found = [
    ...hand,
    ...(counts.ectopic > 0 ? [`${counts.ectopic} ectopic`] : []),
    ...(counts.missed > 0 ? [`${counts.missed} missed`] : []),
    ...(counts.extra > 0 ? [`${counts.extra} extra`] : []),
    ...(counts.longshort > 0 ? [`${counts.longshort} too long or short`] : [])
  ]
  if (found.length === 0) return 'Nothing to correct'
  return `Corrected: ${found.join(', ')}; ${plural(Math.max(counts.taken, counts.put), 'beat')} changed`
}

function Cards({ measured, result }: { measured: Measured; result: MeasureResult }): ReactNode {
  const projectName = useProject((state) => state.snapshot?.project.name ?? '')
  const { choice, recording, stretches, state, streams } = measured
  const [row] = result.rows
  const groups = useMemo(() => (row ? numbersOf(row, result) : []), [row, result])
  const facts = [
    ['Recording', `${recording.name}, ${stretches[0]?.label ?? ''}`],
    ['Data', `${projectName}, revision r${(state.shown?.revision ?? 0).toLocaleString('en-GB')}`]
  ] as const
  /** How the signal of a band power was seen, as this question had it. */
  const seen = ({ bandsOf }: NamedNumber): readonly (readonly [string, string])[] => {
    const stream = streams.find(({ id }) => id === bandsOf)
    return stream
      ? [['EEG', seenText(SignalView.safeParse(state.shown?.views?.[stream.id]).data, stream)]]
      : []
  }
  return groups.map(({ group, title, numbers }) => (
    <section key={group} className="physio-group">
      <h3 className="section-head">{title}</h3>
      <div className="physio-cards number-rows" role="group" aria-label={title}>
        {numbers.map((number) => (
          <NumberCard
            key={number.key}
            card={cardOf(number, choice.settings, [...facts, ...seen(number)])}
            digits={number.entry.digits}
            onCopy={copyText}
          />
        ))}
      </div>
      {group === 'heart' && <Picture measured={measured} result={result} />}
    </section>
  ))
}
