import { useClock } from '../../session/clock'
import { usePlayback } from '../../session/playback'
import { plural, formatCount } from '../../ui/format'
import { PanelHead } from '../../ui/panel-head'
import { useFacesShown } from './faces-shown'

/** Facts of the leading video: its rate, the frame on screen, the faces in it. */
export function Head({ recordingId }: { readonly recordingId: string }): React.JSX.Element | null {
  const leader = usePlayback((state) => (state.recordingId === recordingId ? state.files[0] : undefined))
  const frames = usePlayback((state) => state.frames)
  const frame = useClock((state) => frames?.frameAt(state.time))
  const faces = useFacesShown()
  if (!leader) return null
  const { info } = leader.stream
  const parts =
    leader.kind === 'video'
      ? [rateText(info.frameRateHz, info.variableFrameRate, frames?.table)]
      : [info.sampleRateHz ? `${formatCount(info.sampleRateHz)} Hz` : '']
  if (frame !== undefined) parts.push(`frame ${formatCount(frame)}`)
  if (faces !== undefined) parts.push(plural(faces, 'face'))
  return (
    <PanelHead>
      <span className="vd-file truncate">{fileName(leader.file.path)}</span>
      <span className="vd-facts">{parts.filter(Boolean).join(' · ')}</span>
    </PanelHead>
  )
}

const fileName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path

/** "25 fps", or for a variable rate the range that the frame table holds. */
function rateText(
  meanHz: number | undefined,
  variable: boolean | undefined,
  table: { readonly count: number; durationOf(frame: number): number } | undefined
): string {
  const mean = meanHz === undefined ? '' : `${Number(meanHz.toFixed(2))} fps`
  if (!variable || !table) return mean
  let [shortest, longest] = [Infinity, 0]
  for (let frame = 0; frame < table.count - 1; frame++) {
    const duration = table.durationOf(frame)
    if (duration > 0 && duration < shortest) shortest = duration
    if (duration > longest) longest = duration
  }
  return longest > 0 ? `VFR ${Math.round(1e6 / longest)}–${Math.round(1e6 / shortest)} fps` : mean
}
