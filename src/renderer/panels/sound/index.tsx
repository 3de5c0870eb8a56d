import { AudioLines, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useMemo } from 'react'
import { silence } from '../../../shared/audio/silence'
import type { SoundFeatureQuery, SoundSeries } from '../../../shared/audio/sound-feature'
import { useProject } from '../../session/project'
import { useSelection } from '../../session/selection'
import {
  featureOf,
  recallSound,
  shownSound,
  soundsOf,
  useSoundChoice
} from '../../session/sound/sound-choice'
import { useSoundSeries } from '../../session/sound/use-sound-series'
import { keepSilence } from '../../session/sound/keep-silence'
import { Button } from '../../ui/button'
import { Empty } from '../../ui/empty'
import { Notice } from '../../ui/notice'
import './sound.css'
import { Strip } from './strip'
import { Toolbar } from './toolbar'

/** Pitch, loudness, silence and spectrum of a sound over the time that the tracks show. */
export default function Sound(): ReactNode {
  const projectId = useProject((state) => state.snapshot?.project.id)
  useEffect(() => void recallSound(), [projectId])
  const choice = useSoundChoice()
  const recordingId = useSelection((state) => state.recordingId)
  const streams = useProject((state) =>
    recordingId === undefined ? undefined : state.index.streamsByRecording.get(recordingId)
  )
  const sounds = useMemo(() => soundsOf(streams ?? []), [streams])
  const shown = shownSound(sounds, choice)
  const { kind, method, fMin, fMax, silentShare } = choice
  const streamId = shown?.stream.id
  const channel = shown?.channel
  const query = useMemo(
    (): SoundFeatureQuery | undefined =>
      streamId === undefined || channel === undefined
        ? undefined
        : { streamId, channel, feature: featureOf({ kind, method, fMin, fMax }) },
    [streamId, channel, kind, method, fMin, fMax]
  )
  const state = useSoundSeries(query)
  const series = state.shown?.series
  const quiet = useMemo(
    () => (kind === 'silence' && series ? silence(series.values, silentShare) : undefined),
    [kind, series, silentShare]
  )
  const facts = useMemo(
    () => (series ? (quiet ? silenceText(quiet, series) : factsText(kind, series)) : ''),
    [series, quiet, kind]
  )
  if (!shown)
    return (
      <div className="panel sound">
        <Empty icon={<AudioLines size={20} />} title="No sound to look at">
          Pitch, loudness, silence and the spectrum of a voice are computed here, once a recording with sound
          is open. What is kept lies as a lane under the waveform.
        </Empty>
      </div>
    )
  return (
    <div className="panel sound">
      <Toolbar sounds={sounds} stream={shown.stream} channel={shown.channel} choice={choice} />
      {state.problem && (
        <Notice icon={<TriangleAlert size={14} />} tone="warn">
          {state.problem.message} {state.problem.hint}
        </Notice>
      )}
      {state.cancelled && (
        <Notice icon={<AudioLines size={14} />}>Cancelled. Choose another feature to go on.</Notice>
      )}
      <div className="answer-progress" data-on={state.loading || undefined} aria-busy={state.loading} />
      {series && (
        <>
          <div className="sound-facts">
            <span role="status">{facts}</span>
            <span className="grow" />
            {quiet && (
              <Button
                size="small"
                disabled={quiet.runs.length === 0}
                onClick={() => void keepSilence(shown.stream, series, quiet, silentShare)}
              >
                Keep the silent stretches
              </Button>
            )}
          </div>
          <Strip
            stream={shown.stream}
            kind={state.shown?.query.feature.kind ?? kind}
            series={series}
            silentShare={silentShare}
            silence={quiet}
          />
        </>
      )}
    </div>
  )
}

function silenceText(
  { ratio, runs, meanFrames }: NonNullable<ReturnType<typeof silence>>,
  { rateHz }: SoundSeries
) {
  const stretches = runs.length === 1 ? '1 stretch' : `${runs.length} stretches`
  return `Silence ratio ${ratio.toFixed(3)} · ${stretches}, mean ${(meanFrames / rateHz).toFixed(2)} s`
}

/** Median of what is there, and how much that is. */
function factsText(kind: string, { values, dims, rateHz }: SoundSeries): string {
  const frames = values.length / dims.length
  if (dims.length > 1) return `${dims.length} values, ${rateHz} times a second`
  const known = values.filter((value) => !Number.isNaN(value)).toSorted()
  const median = known[Math.floor(known.length / 2)]
  if (median === undefined) return 'No voice was found.'
  if (kind !== 'f0') return `Median ${median.toFixed(1).replace('-', '−')} dBFS`
  return `Median ${median.toFixed(1)} Hz; voice in ${((100 * known.length) / frames).toFixed(0)} % of the time`
}
