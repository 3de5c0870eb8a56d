import type { ReactNode } from 'react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Track } from '../../../shared/domain/rows'
import { toMedia } from '../../../shared/domain/time'
import { copyText } from '../../session/copy-text'
import { useProject } from '../../session/project'
import type { Analysed } from '../../session/signals/analysed'
import { useBadStretches } from '../../session/signals/bad-spans'
import { chooseEpochs, recallEpochChoice, useEpochChoice } from '../../session/signals/epoch-choice'
import type { EpochChoice } from '../../session/signals/epoch-choice'
import { groupOf } from '../../session/signals/stretches'
import { useAnalysis } from '../../session/signals/use-analysis'
import { useTrackSegments } from '../../session/use-segments'
import { CopyMenu, tableItems } from '../../ui/copy-menu'
import { Plot } from '../../ui/plot'
import { Select } from '../../ui/select'
import type { ThemeColors } from '../../ui/theme-colors'
import { AnalysisBar } from './analysis-bar'
import { AverageTable } from './average-table'
import { averageFigure, averageTable, usualMoment } from './average-figure'
import { EpochTools } from './epoch-tools'
import { AnswerState, Made, AnalysisFrame } from './frame'
import { HeadRow } from './head-row'
import { viewWords } from './view-words'

const SLOT = 'event-average'

/** Event-related averages: what signals do around the starts of segments, label by label. */
export default function EventAveragePanel(): ReactNode {
  const projectId = useProject((state) => state.snapshot?.project.id)
  useEffect(() => void recallEpochChoice(), [projectId])
  return (
    <AnalysisFrame
      name="event-average"
      purpose="Averages around events appear here, once a recording with a signal and labels is open."
    >
      {(analysed) => <Averages analysed={analysed} />}
    </AnalysisFrame>
  )
}

/** Tracks that have starts. */
const useEventTracks = (recordingId: string): readonly Track[] =>
  (useProject((state) => state.index.tracksByRecording.get(recordingId)) ?? []).filter(
    ({ kind }) => kind === 'segments' || kind === 'points' || kind === 'utterances'
  )

function Averages({ analysed }: { analysed: Analysed }): ReactNode {
  const { stream, view, rows } = analysed
  const choice = useEpochChoice()
  const tracks = useEventTracks(stream.recordingId)
  const track = tracks.find(({ id }) => id === choice.trackId) ?? tracks[0]
  const segments = useTrackSegments(stream.recordingId, track?.id ?? '')
  const [pointed, setPointed] = useState<number>()
  const events = useMemo(
    () =>
      segments.map((segment) => {
        const at = toMedia(stream, segment.start)
        return { fromUs: at, toUs: at + 1, group: track ? groupOf(segment, track) : '' }
      }),
    [segments, stream, track]
  )
  const bad = useBadStretches(stream)
  const empty = whyEmpty(rows.length, track, events.length, choice)
  const state = useAnalysis<'event-average'>(
    empty === undefined
      ? {
          streamId: stream.id,
          slot: SLOT,
          channels: rows.map(({ index }) => index),
          spans: events,
          ...(bad.length > 0 ? { bad: [...bad] } : {}),
          view,
          analysis: {
            kind: 'event-average',
            fromSeconds: choice.fromMs / 1000,
            toSeconds: choice.toMs / 1000,
            ...(choice.baseline
              ? { baseline: { from: choice.baselineFromMs / 1000, to: choice.baselineToMs / 1000 } }
              : {}),
            ...(choice.peakToPeak === undefined ? {} : { peakToPeak: choice.peakToPeak }),
            recordedUs: stream.duration
          }
        }
      : undefined
  )
  const result = empty === undefined ? state.shown?.result : undefined
  const row = rows.find(({ index }) => index === choice.channel) ?? rows[0]
  const at = result && row ? Math.max(0, result.channels.indexOf(row.index)) : 0
  const unit = (row?.unit ?? '').replace(/^u(?=[A-Z])/, 'µ')
  const make = useCallback(
    (colors: ThemeColors) =>
      result ? averageFigure({ result, at, unit, choice, colors }) : { data: [], layout: {} },
    [result, at, unit, choice]
  )
  const moment = result && (pointed ?? usualMoment(result, at))
  return (
    <>
      <div className="report-bar">
        <AnalysisBar analysed={analysed} time={false} />
        <Select
          size="small"
          label="Events"
          value={track?.id}
          placeholder="No track"
          options={tracks.map(({ id, name }) => ({ id, title: `Starts in ${name}` }))}
          onChange={(trackId) => chooseEpochs({ trackId })}
        />
        {rows.length > 1 && (
          <Select
            size="small"
            label="Channel"
            value={String(row?.index ?? '')}
            options={rows.map(({ index, label }) => ({ id: String(index), title: label }))}
            onChange={(id) => chooseEpochs({ channel: Number(id) })}
          />
        )}
        <EpochTools choice={choice} unit={unit} />
        <span className="grow" />
        {result && row && (
          <CopyMenu
            items={() =>
              tableItems(`Averages of ${row.label}`, () => averageTable(result, at, unit), copyText)
            }
          />
        )}
      </div>
      <AnswerState
        slot={SLOT}
        loading={state.loading}
        share={state.share}
        problem={state.problem}
        empty={empty}
      />
      {result && row && (
        <div className="brain-body" data-sides>
          <div className="brain-figure" data-large>
            <Plot
              label={`Average of ${row.label} around events, by label`}
              make={make}
              onPoint={(x) => x !== undefined && setPointed(x)}
            />
          </div>
          <div className="brain-numbers">
            <HeadRow
              stream={stream}
              rows={rows}
              unit={unit}
              maps={result.groups.slice(0, 4).map(({ group, mean }) => ({
                title: group,
                values: mean.map((channel) => channel[sampleAt(result.times, moment ?? 0)] ?? NaN)
              }))}
              text={`${Math.round((moment ?? 0) * 1000)} ms, where the pointer was last`}
            />
            <AverageTable result={result} at={at} moment={sampleAt(result.times, moment ?? 0)} unit={unit} />
            <Made>
              {row.label} of {analysed.rowsText}
              {analysed.leftOut > 0 ? ` (${analysed.leftOut} bad left out)` : ''}; epochs from {choice.fromMs}{' '}
              to {choice.toMs} ms around the starts in {track?.name}
              {choice.baseline
                ? `, less the mean from ${choice.baselineFromMs} to ${choice.baselineToMs} ms`
                : ', without a baseline'}
              {choice.peakToPeak === undefined
                ? ''
                : `; epochs in which one of the channels spans more than ${choice.peakToPeak} ${unit} are rejected`}
              {bad.length > 0 ? '; epochs that touch a bad stretch are left out' : ''}. Shaded: standard error
              of the mean. {viewWords(view, stream)}.
              {result.asRecorded.length > 0 &&
                ` ${result.asRecorded.length} channels are taken as recorded: the view does not fit their rate.`}
            </Made>
          </div>
        </div>
      )}
    </>
  )
}

function whyEmpty(
  rows: number,
  track: Track | undefined,
  events: number,
  choice: EpochChoice
): string | undefined {
  if (rows === 0) return 'No channel is chosen. Click one in the Signals panel.'
  if (!track) return 'There are no labels yet. Averages are taken around the starts of segments of a track.'
  if (events === 0) return `${track.name} has no segments.`
  if (choice.toMs <= choice.fromMs) return 'An epoch ends behind its start: set its end to a later time.'
  return undefined
}

/** The sample next to a time. */
export function sampleAt(times: Float64Array, seconds: number): number {
  const step = (times[1] ?? 1) - (times[0] ?? 0)
  return Math.max(0, Math.min(times.length - 1, Math.round((seconds - (times[0] ?? 0)) / step)))
}
