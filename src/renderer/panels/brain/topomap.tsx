import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { eegBands } from '../../../shared/signal/dsp/eeg-bands'
import { useProject } from '../../session/project'
import type { Analysed } from '../../session/signals/analysed'
import { usualType } from '../../session/signals/analysed'
import { placesOf } from '../../session/signals/scalp'
import { chooseScalp, recallScalpChoice, useScalpChoice } from '../../session/signals/scalp-choice'
import type { ScalpChoice } from '../../session/signals/scalp-choice'
import { Checkbox } from '../../ui/checkbox'
import { Notice } from '../../ui/notice'
import { Select } from '../../ui/select'
import { CommitInput } from '../../ui/text-field'
import { StreamSelect } from './analysis-bar'
import { AnalysisFrame, Made } from './frame'
import { ScalpView } from './scalp-view'
import { viewWords } from './view-words'

/** The head from above in colours: what every electrode measures at the playhead. */
export default function TopomapPanel(): ReactNode {
  const projectId = useProject((state) => state.snapshot?.project.id)
  const choice = useScalpChoice()
  useEffect(() => void recallScalpChoice(), [projectId])
  return (
    <AnalysisFrame
      name="topomap"
      purpose="A map of the scalp appears here, and follows the playhead, once a recording with EEG is open."
    >
      {(analysed) => (
        <>
          <div className="report-bar">
            <StreamSelect analysed={analysed} />
            <ScalpTools choice={choice} />
          </div>
          <Scalp analysed={analysed} choice={choice} />
        </>
      )}
    </AnalysisFrame>
  )
}

function Scalp({ analysed, choice }: { analysed: Analysed; choice: ScalpChoice }): ReactNode {
  const { stream, all, view } = analysed
  const type = usualType(all)
  const rows = all.filter((row) => row.type === type)
  const { places, without } = placesOf(stream, rows)
  const good = places.filter(({ at }) => !rows[at]?.bad)
  if (good.length < 4)
    return (
      <Notice icon={<TriangleAlert size={14} />} tone="warn">
        {view.reference?.kind === 'bipolar'
          ? 'Pairs of electrodes have no place of their own on the head. Choose another reference in the Signals panel.'
          : `A map needs four good electrodes with a place; this signal has ${good.length}. Places come from the file, or from names such as Fp1 or Cz.`}
      </Notice>
    )
  const shownPlaces = choice.bad === 'interpolate' ? places : good
  const badCount = places.length - good.length
  const names = (list: readonly { readonly at: number }[]): string =>
    list.map(({ at }) => rows[at]?.label ?? '').join(', ')
  const fromFile = places.filter(({ from }) => from === 'file').length
  const away = without.filter(({ reason }) => reason === 'no-place')
  const twins = without.filter(({ reason }) => reason === 'same-place')
  return (
    <>
      <ScalpView stream={stream} view={view} rows={rows} places={shownPlaces} choice={choice} />
      <Made>
        {viewWords(view, stream)}. Places{' '}
        {fromFile === places.length
          ? 'from the file'
          : fromFile === 0
            ? 'by name (10-05 system)'
            : `of ${fromFile} from the file, of ${places.length - fromFile} by name (10-05 system)`}
        .
        {badCount > 0 &&
          ` ${badCount} bad ${badCount === 1 ? 'channel is' : 'channels are'} ${choice.bad === 'interpolate' ? 'interpolated by spherical splines' : 'left out'}.`}
        {away.length > 0 && ` Without a place: ${names(away)}.`}
        {twins.length > 0 && ` At the place of another, left out: ${names(twins)}.`}
      </Made>
    </>
  )
}

function ScalpTools({ choice }: { choice: ScalpChoice }): ReactNode {
  return (
    <>
      <Select
        size="small"
        label="What is shown"
        value={choice.shows}
        options={[
          { id: 'value', title: 'Value at the playhead' },
          ...eegBands.map(({ name, lowHz, highHz }) => ({
            id: name,
            title: `Power of ${name}`,
            hint: `${lowHz}–${highHz} Hz`
          }))
        ]}
        onChange={(shows) => chooseScalp({ shows, most: undefined })}
      />
      {choice.shows === 'value' ? (
        <Select
          size="small"
          label="Averaged around the playhead"
          value={String(choice.halfMs)}
          options={[0, 5, 10, 25, 50, 100, 250].map((ms) => ({
            id: String(ms),
            title: ms === 0 ? 'One sample' : `± ${ms} ms`
          }))}
          onChange={(id) => chooseScalp({ halfMs: Number(id) })}
        />
      ) : (
        <Select
          size="small"
          label="Window around the playhead"
          value={String(choice.windowSeconds)}
          options={[0.5, 1, 2, 4].map((seconds) => ({ id: String(seconds), title: `${seconds} s window` }))}
          onChange={(id) => chooseScalp({ windowSeconds: Number(id) })}
        />
      )}
      <Select
        size="small"
        label="Bad channels"
        value={choice.bad}
        options={[
          { id: 'interpolate', title: 'Bad interpolated' },
          { id: 'leave-out', title: 'Bad left out' }
        ]}
        onChange={(bad) => chooseScalp({ bad: bad as ScalpChoice['bad'] })}
      />
      <span className="brain-most">
        <CommitInput
          label="End of the colours"
          mono
          placeholder="fits"
          value={choice.most === undefined ? '' : String(choice.most)}
          onCommit={(text) => {
            const most = Number(text.replace(',', '.'))
            if (text.trim() === '') chooseScalp({ most: undefined })
            else if (most > 0) chooseScalp({ most })
            else return false
            return true
          }}
        />
      </span>
      {choice.shows === 'value' && (
        <Checkbox checked={choice.centred} onChange={(centred) => chooseScalp({ centred })}>
          Less the mean
        </Checkbox>
      )}
      <Checkbox checked={choice.names} onChange={(names) => chooseScalp({ names })}>
        Names
      </Checkbox>
    </>
  )
}
