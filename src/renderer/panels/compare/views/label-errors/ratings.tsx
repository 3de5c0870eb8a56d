import { ShieldQuestion } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { CallInput } from '../../../../../shared/contract'
import { formatClock, micros } from '../../../../../shared/domain/time'
import { useProject } from '../../../../session/project'
import { goToQueueItem, setQueue } from '../../../../session/selection'
import { useAnswer } from '../../../../session/use-answer'
import { AnswerView } from '../../../../ui/answer-view'
import { ConventionSlider } from '../../../../ui/conventions'
import { formatCount } from '../../../../ui/format'
import { Select } from '../../../../ui/select'
import { SortedTable } from '../../../../ui/sorted-table'
import { ReportSkeleton } from '../../report-view'
import type { PairViewProps } from '../view'

type Query = CallInput<'analysis.traceErrors'>

const authorsOf = ({ referenceAuthorId, candidateAuthorId }: Query): readonly string[] => [
  referenceAuthorId,
  candidateAuthorId
]

/** Windows of continuous ratings that lie farthest from the candidate's, after each recording's lag was taken out. */
export function RatingErrors({ query, referenceName, candidateName }: PairViewProps): ReactNode {
  const [settings, setSettings] = useState<Pick<Query, 'dimension' | 'windowSeconds' | 'maxLagSeconds'>>({
    windowSeconds: 5,
    maxLagSeconds: 6
  })
  const { referenceAuthorId, candidateAuthorId, recordingIds } = query
  const { shown, problem, loading } = useAnswer(
    'analysis.traceErrors',
    { referenceAuthorId, candidateAuthorId, recordingIds, ...settings },
    authorsOf
  )
  const recordings = useProject((state) => state.index.recordings)
  const name = (id: string): string => recordings.get(id)?.name ?? 'Gone'
  const dimensions = shown?.value.dimensions ?? []
  return (
    <>
      <div
        className="report-bar label-errors-sliders"
        role="group"
        aria-label="How ratings are held against the model"
      >
        {dimensions.length > 1 && (
          <Select
            label="Dimension"
            size="small"
            value={shown?.value.dimension}
            options={dimensions.map((id) => ({ id, title: id }))}
            onChange={(dimension) => setSettings({ ...settings, dimension })}
          />
        )}
        <ConventionSlider
          title="Window"
          label="Length of a window in seconds"
          value={settings.windowSeconds ?? 5}
          unit="s"
          min={1}
          max={30}
          step={1}
          onChange={(windowSeconds) => setSettings({ ...settings, windowSeconds })}
        />
        <ConventionSlider
          title="Longest lag"
          label="Longest lag looked for in seconds"
          value={settings.maxLagSeconds ?? 6}
          unit="s"
          min={0}
          max={15}
          step={1}
          onChange={(maxLagSeconds) => setSettings({ ...settings, maxLagSeconds })}
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
          const open = (at: number): void => {
            setQueue(
              `Ratings of ${value.dimension ?? 'a dimension'} far from ${candidateName}`,
              value.windows.map((window) => ({
                recordingId: window.recordingId,
                start: micros(window.start),
                end: micros(window.end),
                note: `${referenceName} ${Math.abs(window.mean).toFixed(2)} ${window.mean > 0 ? 'above' : 'below'} ${candidateName}`
              })),
              'wait'
            )
            goToQueueItem(at)
          }
          const lagOf = new Map(value.lags.map(({ recordingId, seconds }) => [recordingId, seconds]))
          return (
            <div className="compare-body">
              <p className="faint">
                {formatCount(value.total)} windows of {value.dimension}, farthest first. Each recording’s
                rating was moved earlier by the lag at which it fits best.
              </p>
              <SortedTable
                label="Windows of ratings"
                rows={value.windows}
                keyOf={({ recordingId, start }) => `${recordingId} ${start}`}
                onOpen={(window) => open(value.windows.indexOf(window))}
                columns={[
                  {
                    id: 'where',
                    title: 'Where',
                    cell: ({ recordingId, start }) => `${name(recordingId)} ${formatClock(start)}`,
                    sort: ({ recordingId }) => name(recordingId)
                  },
                  {
                    id: 'rms',
                    title: 'Distance',
                    hint: 'Root mean square of rating less model, in units of the scale',
                    cell: ({ rms }) => rms.toFixed(3),
                    sort: ({ rms }) => rms
                  },
                  {
                    id: 'mean',
                    title: 'Mean',
                    hint: 'Above 0: the rating is higher',
                    cell: ({ mean }) => mean.toFixed(3),
                    sort: ({ mean }) => mean
                  },
                  {
                    id: 'lag',
                    title: 'Lag, s',
                    hint: 'By so much the rating of the recording follows the model',
                    cell: ({ recordingId }) => lagOf.get(recordingId)?.toFixed(1) ?? '–',
                    sort: ({ recordingId }) => lagOf.get(recordingId) ?? null
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
