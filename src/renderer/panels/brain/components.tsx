import { Split, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import { toMaster, formatClock } from '../../../shared/domain/time'
import type { ComponentsResult } from '../../../shared/signal/analyses/components'
import type { Analysed } from '../../session/signals/analysed'
import { stretchText } from '../../session/signals/analysed'
import type { SignalRow } from '../../session/signals/channels'
import { rowsOf } from '../../session/signals/channels'
import {
  findComponents,
  isSearching,
  removeChosen,
  restoreComponents,
  searchText,
  stopComponents,
  useComponents
} from '../../session/signals/components'
import { usualLook } from '../../session/signals/signal-state'
import { Button } from '../../ui/button'
import { Empty } from '../../ui/empty'
import { Notice } from '../../ui/notice'
import { Progress } from '../../ui/progress'
import { Select } from '../../ui/select'
import { AnalysisBar } from './analysis-bar'
import { ComponentList } from './component-list'
import { AnalysisFrame, Made } from './frame'

/** Independent components: what mixes into all electrodes, found and, where it is an artefact, left out. */
export default function ComponentsPanel(): ReactNode {
  return (
    <AnalysisFrame
      name="components"
      purpose="Independent components of EEG appear here, once a recording with several channels is open."
    >
      {(analysed) => <Components analysed={analysed} />}
    </AnalysisFrame>
  )
}

const auto = 'auto'

function Components({ analysed }: { analysed: Analysed }): ReactNode {
  const { stream, stretches, view } = analysed
  // Components are of recorded channels: pairs and montages of the view play no part.
  const recorded = useMemo(() => rowsOf(stream, usualLook), [stream])
  const taken = analysed.rows.every((row) => recorded[row.index]?.label === row.label)
    ? analysed.rows
    : recorded.filter(({ type, bad }) => type === 'eeg' && !bad)
  const search = useComponents(stream)
  const searching = isSearching(search)
  const [highpassHz, setHighpass] = useState(1)
  const [eyes, setEyes] = useState(auto)
  const [heart, setHeart] = useState(auto)
  const eyesAt = eyes === auto ? usualEyes(recorded) : eyes === '' ? undefined : Number(eyes)
  const heartAt = heart === auto ? usualHeart(recorded) : heart === '' ? undefined : Number(heart)
  const problem =
    stretches.problem ?? (taken.length < 2 ? 'Components need two channels or more.' : undefined)
  const find = (): void => {
    const first = stretches.spans[0]
    if (!first) return
    void findComponents({
      streamId: stream.id,
      slot: 'components',
      channels: taken.map(({ index }) => index),
      spans: stretches.spans.map(({ fromUs, toUs }) => ({ fromUs, toUs })),
      view: { filters: [{ kind: 'highpass', hz: highpassHz, order: 4, phase: 'zero-phase' }] },
      analysis: { kind: 'components', eyes: eyesAt, heart: heartAt },
      text: `${searchText(
        `${taken.length} channels`,
        stretches.spans.reduce((sum, { fromUs, toUs }) => sum + (toUs - fromUs) / 1e6, 0),
        highpassHz
      )}, from ${formatClock(toMaster(stream, first.fromUs)).slice(0, 8)}`
    })
  }
  const option = (row: SignalRow): { id: string; title: string } => ({
    id: String(row.index),
    title: row.label
  })
  const name = (at: number | undefined): string => (at === undefined ? 'none' : (recorded[at]?.label ?? ''))
  return (
    <>
      <div className="report-bar">
        <AnalysisBar analysed={analysed} />
        <Select
          size="small"
          label="High-pass before the search"
          value={String(highpassHz)}
          options={[0.5, 1, 2].map((hz) => ({ id: String(hz), title: `High-pass ${hz} Hz` }))}
          onChange={(id) => setHighpass(Number(id))}
        />
        <Select
          size="small"
          label="Channel of the eyes"
          value={eyes}
          options={[{ id: auto, title: `Eyes: ${name(usualEyes(recorded))}` }, ...recorded.map(option)]}
          onChange={setEyes}
        />
        <Select
          size="small"
          label="Channel of the heart"
          value={heart}
          options={[{ id: auto, title: `Heart: ${name(usualHeart(recorded))}` }, ...recorded.map(option)]}
          onChange={setHeart}
        />
        <Button size="small" tone="primary" disabled={searching || problem !== undefined} onClick={find}>
          Find components
        </Button>
        {searching && (
          <>
            <Progress
              label="Searching for components"
              share={search.job?.total ? search.job.done / search.job.total : undefined}
              widthPx={100}
            />
            <Button size="small" tone="quiet" onClick={() => stopComponents(search)}>
              Stop
            </Button>
          </>
        )}
      </div>
      {(problem ?? search.problem) && (
        <Notice icon={<TriangleAlert size={14} />} tone="warn">
          {problem ?? `${search.problem?.message} ${search.problem?.hint ?? ''}`}
        </Notice>
      )}
      {view.without && (
        <Notice
          icon={<Split size={14} />}
          action={
            <Button size="small" tone="quiet" onClick={() => restoreComponents(stream)}>
              Put all back
            </Button>
          }
        >
          {view.without.text}. Signals and all analyses are shown without them; the file stays as it is.
        </Notice>
      )}
      {search.result ? (
        <div className="brain-body">
          <div className="report-bar">
            <Button size="small" disabled={search.chosen.length === 0} onClick={() => removeChosen(stream)}>
              {`Leave ${search.chosen.length} ${search.chosen.length === 1 ? 'component' : 'components'} out of the view`}
            </Button>
            <span className="muted">
              {search.result.suggestions.length === 0
                ? 'None goes with the eyes or the heart (|r| of 0.5 and more).'
                : 'Ticked: those that go with the eyes or the heart (|r| of 0.5 and more). Look at them before you leave them out.'}
            </span>
          </div>
          <ComponentList stream={stream} rows={recorded} search={search} result={search.result} />
          <Made>
            {search.text}; {samplesText(search.result)}, {search.result.rounds} rounds
            {search.result.converged ? '' : ', not settled: a longer stretch may help'}. FastICA, logcosh, all
            at once (Hyvärinen 1999), seed 1. The sign and size of a component mean nothing. Shares are of the
            variance of all channels.
          </Made>
        </div>
      ) : (
        !searching &&
        problem === undefined && (
          <Empty icon={<Split size={20} />} title="No components yet" size="small">
            {`Blinks and the pulse mix into all electrodes. Finding components in ${stretchText(stretches)} separates them, so that they can be left out of what is shown.`}
          </Empty>
        )
      )}
    </>
  )
}

/** How many samples the search looked at. */
function samplesText({ samples: { used, of }, parts }: ComponentsResult): string {
  const where = parts ? `in ${parts.count} parts of ${parts.seconds} s that lie evenly in it, ` : ''
  return used < of
    ? `${where}searched in ${used.toLocaleString('en-GB')} of ${of.toLocaleString('en-GB')} samples, taken evenly`
    : `${where}all ${of.toLocaleString('en-GB')} samples`
}

/** The channel that blinks are known by: an EOG, else the most frontal electrode. */
const usualEyes = (rows: readonly SignalRow[]): number | undefined =>
  (rows.find(({ type }) => type === 'eog') ?? rows.find(({ label }) => /^(eeg[ -])?fp[z12]/i.test(label)))
    ?.index

/** The channel that the pulse is known by. */
const usualHeart = (rows: readonly SignalRow[]): number | undefined =>
  (rows.find(({ type }) => type === 'ecg') ?? rows.find(({ type }) => type === 'ppg'))?.index
