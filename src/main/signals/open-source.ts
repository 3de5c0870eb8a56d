import { dirname, join } from 'node:path'
import type { PyramidChannel } from '../../shared/signal/pyramid-file'
import { planPyramid } from '../../shared/signal/pyramid-plan'
import { SignalLayout } from '../../shared/signal/signal-layout'
import type { SignalPlace } from '../../shared/signal/signal-page'
import type { InPlace } from './file-columns'
import type { OpenFiles } from './open-files'
import { pyramidReader } from './pyramid-reader'
import type { PyramidReader } from './pyramid-reader'

/** What there is of a stream to read from. */
export interface SignalSource {
  /** Of each channel, the grid of its pyramid, planned or there. */
  readonly channels: readonly PyramidChannel[]
  /** The user's file, where it is read in place. */
  readonly inPlace?: InPlace
  /** Complete, or under way. */
  readonly pyramid?: PyramidReader
}

/** Open what there is of a stream; undefined where there is nothing yet, or it is gone. */
export function openSource(files: OpenFiles, place: SignalPlace): SignalSource | undefined {
  const inPlace = place.layout === undefined ? undefined : openInPlace(files, place.layout, place.file)
  const path = place.pyramid ?? (place.layout === undefined ? undefined : pyramidBeside(place.layout))
  const pyramid = path === undefined ? undefined : openPyramid(files, path)
  const channels = pyramid?.header.channels ?? inPlace?.planned
  return channels && { channels, inPlace, pyramid }
}

/** The pyramid that is made of a layout lies beside it: `layout-0.json`, `signal-0.afp`. */
const pyramidBeside = (layout: string): string =>
  layout.replace(/layout-(\d+)\.json$/, (_, index: string) => `signal-${index}.afp`)

function openInPlace(files: OpenFiles, layoutPath: string, own: string) {
  const kept = files.get(layoutPath)
  const layout = kept?.once('layout', () => {
    const bytes = new Uint8Array(kept.sizeBytes)
    kept.read(bytes, 0)
    try {
      return SignalLayout.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data
    } catch {
      // Half a file is no layout; import writes it again.
      return undefined
    }
  })
  if (!kept || !layout) return undefined
  const file = files.get(layout.file === undefined ? own : join(dirname(own), layout.file))
  if (!file) return undefined
  const planned = kept.once('plan', () => planPyramid(layout).channels)
  return { file, layout, key: layoutPath, bases: planned.map(({ base }) => base), planned }
}

function openPyramid(files: OpenFiles, path: string): PyramidReader | undefined {
  const complete = files.get(path)
  if (complete) return pyramidReader(complete, false)
  const unfinished = files.get(`${path}.part`)
  return unfinished && pyramidReader(unfinished, true)
}
