import type { Stream } from '../../../shared/domain/rows'
import { fitClock } from '../../../shared/sync/fit-clock'
import { streamTitle } from '../../session/sync'
import { methodWords } from './method-words'

/** The synchronisation of a recording as a table of tabs, for a methods section. */
export function reportText(recording: string, streams: readonly Stream[]): string {
  const head = [
    'recording',
    'stream',
    'offset_s',
    'drift_ppm',
    'method',
    'anchors',
    'residual_rms_ms',
    'residual_max_ms'
  ]
  const rows = streams.map((stream) => {
    const fit = fitClock(stream.sync?.anchors ?? [], stream.driftPpm)
    const ms = (value: number | null | undefined): string => (value == null ? '' : (value / 1000).toFixed(3))
    return [
      recording,
      streamTitle(stream),
      (stream.offset / 1e6).toFixed(6),
      stream.driftPpm.toFixed(3),
      stream.sync ? methodWords[stream.sync.method] : '',
      String(stream.sync?.anchors.length ?? 0),
      ms(fit?.rms),
      ms(fit?.worst)
    ]
  })
  return [head, ...rows].map((row) => row.join('\t')).join('\n')
}
