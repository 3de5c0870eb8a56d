import { ShieldQuestion } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { CallInput } from '../../../../../shared/contract'
import { formatClock, micros } from '../../../../../shared/domain/time'
import { labelOrId } from '../../../../session/label-or-id'
import { useProject } from '../../../../session/project'
import { goToQueueItem, setQueue } from '../../../../session/selection'
import { useAnswer } from '../../../../session/use-answer'
import { AnswerView } from '../../../../ui/answer-view'
import { LabelChip } from '../../../../ui/chip'
import { ConventionSlider } from '../../../../ui/conventions'
import { formatCount, formatShare } from '../../../../ui/format'
import { SortedTable } from '../../../../ui/sorted-table'
import { authorsOf } from '../../choice'
import { ReportSkeleton } from '../../report-view'
import type { PairViewProps } from '../view'

/** Stretches of frames that speak against the label there, joined where the gap between them is short. */
export function FrameErrors({ query, candidateName }: PairViewProps): ReactNode {
  const [settings, setSettings] = useState({ gapMs: 200, leastMs: 500 })
  const asked: CallInput<'analysis.frameErrors'> = { ...query, ...settings }
  const { shown, problem, loading } = useAnswer('analysis.frameErrors', asked, authorsOf)
  const index = useProject((state) => state.index)
  return (
    <>
      <div className="report-bar label-errors-sliders" role="group" aria-label="What counts as a stretch">
        <ConventionSlider
          title="Joined over"
          label="Longest gap in milliseconds"
          value={settings.gapMs}
          unit="ms"
          min={0}
          max={2000}
          step={100}
          onChange={(gapMs) => setSettings({ ...settings, gapMs })}
        />
        <ConventionSlider
          title="At least"
          label="Shortest stretch in milliseconds"
          value={settings.leastMs}
          unit="ms"
          min={0}
          max={5000}
          step={100}
          onChange={(leastMs) => setSettings({ ...settings, leastMs })}
        />
      </div>
      <AnswerView
        shown={shown}
        loading={loading}
        problem={problem}
        icon={<ShieldQuestion size={20} />}
        skeleton={<ReportSkeleton />}
      >
        {({ value }) => {
          const scheme = index.schemes.get(value.schemeId)
          const label = (code: number) => labelOrId(scheme, value.labels[code] ?? '', value.attributeId)
          const open = (at: number): void => {
            setQueue(
              'Frames against the label',
              value.stretches.map((stretch) => ({
                recordingId: stretch.recordingId,
                start: micros(stretch.start),
                end: micros(stretch.end),
                note: `Given ${label(stretch.given).name}, ${candidateName}: ${label(stretch.guess).name}`
              })),
              'wait'
            )
            goToQueueItem(at)
          }
          return (
            <div className="compare-body">
              <p className="faint">
                {formatCount(value.total)} stretches in {formatCount(value.frames)} frames of{' '}
                {formatCount(value.recordings)} recordings
                {value.cut &&
                  '; there are more frames than are gone through at once, so the last recordings are left out'}
              </p>
              <SortedTable
                label="Stretches of frames against the label"
                rows={value.stretches}
                keyOf={({ recordingId, start }) => `${recordingId} ${start}`}
                onOpen={(stretch) => open(value.stretches.indexOf(stretch))}
                columns={[
                  {
                    id: 'what',
                    title: 'Given → model',
                    cell: ({ given, guess }) => (
                      <>
                        <LabelChip label={label(given)} /> → <LabelChip label={label(guess)} origin="model" />
                      </>
                    )
                  },
                  {
                    id: 'where',
                    title: 'Where',
                    cell: ({ recordingId, start }) =>
                      `${index.recordings.get(recordingId)?.name ?? 'Gone'} ${formatClock(start)}`,
                    sort: ({ recordingId }) => index.recordings.get(recordingId)?.name ?? ''
                  },
                  {
                    id: 'length',
                    title: 'Length, s',
                    cell: ({ start, end }) => ((end - start) / 1e6).toFixed(1),
                    sort: ({ start, end }) => end - start
                  },
                  {
                    id: 'frames',
                    title: 'Frames',
                    hint: 'Frames against the label, of those within',
                    cell: ({ against, frames }) => `${formatCount(against)} of ${formatCount(frames)}`,
                    sort: ({ against }) => against
                  },
                  {
                    id: 'margin',
                    title: 'Margin',
                    hint: 'Mean over the frames; 0: surely wrong, 1: surely right',
                    cell: ({ margin }) => formatShare(margin),
                    sort: ({ margin }) => margin
                  }
                ]}
              />
            </div>
          )
        }}
      </AnswerView>
    </>
  )
}
