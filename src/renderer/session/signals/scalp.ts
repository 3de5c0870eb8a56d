import { z } from 'zod'
import type { Stream } from '../../../shared/domain/rows'
import { electrodePlaces } from '../../../shared/topomap/electrode-places'
import type { ElectrodePlaces } from '../../../shared/topomap/electrode-places'
import type { SignalRow } from './channels'

const Measured = z.array(z.object({ label: z.string(), x: z.number(), y: z.number(), z: z.number() }))

/** Places of rows on the head: from the file, else by name. Pairs of a bipolar view have none. */
export function placesOf(stream: Stream, rows: readonly SignalRow[]): ElectrodePlaces {
  const measured = Measured.safeParse(stream.info.extra?.['electrodes'])
  return electrodePlaces(
    rows.map(({ label }) => label),
    measured.success ? measured.data : []
  )
}
