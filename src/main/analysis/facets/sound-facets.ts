import { closeSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { binNumbers } from '../../../shared/analysis/facets/bin-numbers'
import { meansAt } from '../../../shared/analysis/facets/means-at'
import type { Moments } from '../../../shared/analysis/facets/means-at'
import { inDecibels, powerOverQuiet } from '../../../shared/analysis/facets/sound-over-quiet'
import type { Stream } from '../../../shared/domain/rows'
import { micros, toMaster } from '../../../shared/domain/time'
import { decodePyramidHeader, pyramidHeaderLength } from '../../../shared/signal/pyramid-file'
import { placesOf } from './facet-source'
import type { FacetGround, FacetSource } from './facet-source'

/** Runs shorter than this are taken from a coarser level, seconds: about the length of a frame of speech. */
const RUN_SECONDS = 0.01
const PYRAMID_FACTOR = 4

/** How far the sound of each item lies above the quiet of its recording, from the overview that its waveform is drawn from. */
export function soundFacets(ground: FacetGround): readonly FacetSource[] {
  const { reader } = ground.desk
  const recordings = placesOf(ground)
  const sounds = new Map<string, Stream>()
  for (const stream of reader.all('stream'))
    if (stream.kind === 'audio' && stream.cache['peaks'] !== undefined && recordings.has(stream.recordingId))
      if (!sounds.has(stream.recordingId)) sounds.set(stream.recordingId, stream)
  if (sounds.size === 0) return []
  const info = { id: 'sound-over-quiet', name: 'Sound over the quiet (SNR estimate)', unit: 'dB' }
  return [
    {
      info: { ...info, section: 'Sound', kind: 'number' },
      *column(edges) {
        const heard: Moments[] = []
        for (const [recordingId, stream] of sounds) {
          const overview = readOverview(join(reader.folder, stream.cache['peaks'] ?? ''))
          if (overview)
            heard.push({
              recording: recordings.get(recordingId) ?? -1,
              times: Float64Array.from({ length: overview.runs.length >> 1 }, (_, run) =>
                toMaster(stream, micros(Math.round(overview.startUs + (run + 0.5) * overview.runUs)))
              ),
              values: powerOverQuiet(overview.runs)
            })
          yield
        }
        const ratios = meansAt(ground, heard)
        yield
        return binNumbers(
          info,
          ratios.map(inDecibels),
          edges && { edges },
          'The recording has no sound there.'
        )
      }
    }
  ]
}

interface Overview {
  readonly runs: Float32Array
  readonly startUs: number
  readonly runUs: number
}

/** The first channel of a sound's overview; undefined where the file is gone or holds something else. */
function readOverview(path: string): Overview | undefined {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch {
    // The cache of a sound may be made anew at this moment; then it has no such number for now.
    return undefined
  }
  try {
    const start = new Uint8Array(8)
    readSync(file, start, 0, 8, 0)
    const length = pyramidHeaderLength(start)
    if (length === undefined) return undefined
    const text = new Uint8Array(length)
    readSync(file, text, 0, length, 8)
    const [channel] = decodePyramidHeader(text).channels
    if (!channel || channel.packed) return undefined
    const seconds = channel.base / channel.rateHz
    const factor = channel.factor ?? PYRAMID_FACTOR
    const wanted = Math.max(0, Math.ceil(Math.log(RUN_SECONDS / seconds) / Math.log(factor)))
    const level = Math.min(channel.levels.length - 1, wanted)
    const place = channel.levels[level]
    if (!place) return undefined
    const runs = new Float32Array(place.count)
    readSync(file, new Uint8Array(runs.buffer), 0, runs.byteLength, 8 + length + place.offset)
    return { runs, startUs: channel.startUs, runUs: 1e6 * seconds * factor ** level }
  } finally {
    closeSync(file)
  }
}
