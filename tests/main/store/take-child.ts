import { openProject } from '../../../src/main/store'
import { micros } from '../../../src/shared/domain/time'

/*
 * Run as a process of its own: rates as fast as it can, `count` values that count up from 0, and writes the number of
 * samples to stdout once the store has said that they are kept, until it is killed.
 */
const [folder = '', trackId = ''] = process.argv.slice(2)
const opened = openProject(folder)
if (!opened.ok) {
  process.stderr.write(`${opened.error.code}: ${opened.error.message}`)
  process.exit(2)
}
const begun = opened.value.beginTake('anna', {
  trackId,
  start: micros(1_000_000),
  rateHz: 50,
  dims: ['valence', 'arousal'],
  source: 'live'
})
if (!begun.ok) throw new Error(begun.error.message)
const { takeId } = begun.value
for (let count = 0; ;) {
  const rows = 1 + (count % 13)
  const samples = Float64Array.from({ length: rows * 2 }, (_, i) => (count * 2 + i) / 1000)
  const kept = opened.value.appendTake(takeId, samples, [[count, samples[0] ?? 0]])
  if (!kept.ok) throw new Error(kept.error.message)
  count = kept.value.count
  process.stdout.write(`${takeId} ${count}\n`)
}
