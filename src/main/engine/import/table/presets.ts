import { acqKnowledge } from './acqknowledge'
import { bioSppy } from './biosppy'
import { bioTrace } from './biotrace'
import { ledalab } from './ledalab'
import { openSignals } from './opensignals'
import { sensorLogger } from './sensor-logger'
import type { KnownTable } from './known'

/** Programs whose tables are known by their first lines; the first that recognises one reads it. */
const presets: readonly ((lines: readonly string[], fileName: string) => KnownTable | undefined)[] = [
  openSignals,
  bioSppy,
  acqKnowledge,
  bioTrace,
  sensorLogger,
  ledalab
]

export function knownTable(lines: readonly string[], fileName: string): KnownTable | undefined {
  for (const preset of presets) {
    const found = preset(lines, fileName)
    if (found) return found
  }
  return undefined
}
