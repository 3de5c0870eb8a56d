import { splitRow } from '../../../../shared/tables/split-row'
import type { KnownTable } from './known'

/** Units of what phones and watches measure, by the name of the file that Sensor Logger gives it. */
const UNITS: readonly (readonly [RegExp, string])[] = [
  [/accelerometer|gravity|total_?acceleration/i, 'm/s²'],
  [/gyroscope/i, 'rad/s'],
  [/magnetometer/i, 'µT'],
  [/heart_?rate/i, 'bpm'],
  [/barometer/i, 'hPa'],
  [/light/i, 'lx']
]

/** Tables of Sensor Logger on phones and watches: `time` in ns since 1970, `seconds_elapsed`, then the axes. */
export function sensorLogger(lines: readonly string[], fileName: string): KnownTable | undefined {
  const names = splitRow((lines[0] ?? '').replace(/^\uFEFF/, ''), ',')
  const time = names.indexOf('time')
  const elapsed = names.indexOf('seconds_elapsed')
  if (time < 0 || elapsed < 0 || Number(splitRow(lines[1] ?? '', ',')[time]) < 1e17) return undefined
  const sensor = fileName.replace(/\.[^.]+$/, '').replace(/^(?:Wrist|Watch)/i, '')
  const unit = UNITS.find(([name]) => name.test(sensor))?.[1] ?? ''
  return {
    columns: {
      separator: ',',
      decimal: '.',
      skipLines: 1,
      // Nanoseconds since 1970 have more digits than a number holds; the elapsed seconds are the same clock.
      time: { kind: 'column', column: elapsed, unit: 's' },
      channels: names.flatMap((name, column) =>
        column === time || column === elapsed
          ? []
          : [
              {
                column,
                label: /^[xyz]$/.test(name) ? `${sensor} ${name}` : name,
                unit: /accuracy|confidence/i.test(name) ? '' : unit
              }
            ]
      ),
      events: []
    },
    facts: {
      container: 'sensor-logger',
      startedAt: new Date(Math.round(Number(splitRow(lines[1] ?? '', ',')[time]) / 1e6)).toISOString()
    }
  }
}
