import { undefinedScore } from '../../../shared/metrics/base/score'
import type { Stretch } from '../../../shared/physio/measures/heart-measures'
import type {
  LevelScore,
  MeasuredChannel,
  MeasuredSignal
} from '../../../shared/physio/measures/measure-work'
import type { MeasureSettings } from '../../../shared/physio/measures/settings'
import { withoutStretches } from '../../../shared/signal/bad-stretches'
import { eegBands } from '../../../shared/signal/dsp/eeg-bands'
import { NOTHING } from './tally'
import type { AnalysisInput } from '../analyses/input'
import { spectrum } from '../analyses/spectrum'

/** Spectra that are held at a time. */
const MOST_SPECTRA = 1000

/** EEG rows that bands have power in: channels, or what the view makes of them. */
export const bandRows = ({ channels, rows }: MeasuredSignal): readonly MeasuredChannel[] =>
  rows ?? channels.filter(({ type }) => type === 'eeg')

/** Power of every band of every EEG row, stretch by stretch. @param input takes the rows of the signal. @param stretches µs of the stream */
export async function bandLevels(
  input: AnalysisInput,
  signal: MeasuredSignal,
  stretches: readonly Stretch[],
  { windowSeconds }: Pick<MeasureSettings, 'windowSeconds'>,
  progress: (share: number) => void
): Promise<readonly (readonly LevelScore[])[]> {
  const channels = bandRows(signal)
  const rows = stretches.map((): LevelScore[] => [])
  const atOnce = Math.max(1, Math.floor(MOST_SPECTRA / Math.max(1, channels.length)))
  for (let from = 0; from < stretches.length; from += atOnce) {
    const part = stretches.slice(from, from + atOnce)
    const spans = part.flatMap(({ fromUs, toUs }, at) =>
      toUs - fromUs > 1
        ? withoutStretches([{ fromUs, toUs, group: String(from + at) }], signal.bad ?? [])
        : []
    )
    const answer =
      spans.length === 0
        ? undefined
        : await spectrum(
            { ...input, spans },
            {
              kind: 'spectrum',
              windowSeconds,
              overlap: 0.5,
              taper: 'hann',
              detrend: 'constant',
              bands: [...eegBands],
              entropy: false
            }
          )
    const found = new Map(answer?.channels.map((one) => [`${one.group} ${one.channel ?? ''}`, one]))
    for (const [at] of part.entries())
      for (const channel of channels) {
        const bands = found.get(`${from + at} ${channel.index}`)?.bands
        rows[from + at]?.push(
          ...eegBands.map(({ name }, band): LevelScore => ({
            measure: 'band_power',
            streamId: signal.streamId,
            label: channel.label,
            unit: channel.unit,
            band: name,
            score: bands?.[band]?.power ?? undefinedScore(NOTHING)
          }))
        )
      }
    progress(Math.min(1, (from + atOnce) / stretches.length))
    await input.pause()
  }
  return rows
}
