import { describe, expect, test } from 'vitest'
import { clockSeconds, epochUnit, isoSeconds, namesZone } from '../../../src/shared/tables/cell-time'
import { channelName, timeUnitOf } from '../../../src/shared/tables/column-names'
import { sniffTable } from '../../../src/shared/tables/sniff-table'
import { cellNumber, splitRow } from '../../../src/shared/tables/split-row'

const rows = (count: number, row: (i: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, i) => row(i))
const de = (value: number): string => value.toFixed(2).replace('.', ',')

describe('what a table is', () => {
  test('semicolons with decimal commas, a title above and a signature below', () => {
    const found = sniffTable([
      'Messung vom 3. Mai',
      '',
      'Zeit_s;EDA [µS];Temp (°C);Marker',
      ...rows(20, (i) => `${de(i / 4)};${de(i)};${de(30)};${i === 4 ? 'Start' : ''}`),
      'Ende'
    ])
    expect(found?.unclear).toBeUndefined()
    expect(found?.columns).toMatchObject({
      separator: ';',
      decimal: ',',
      skipLines: 3,
      time: { kind: 'column', column: 0, unit: 's' },
      channels: [
        { column: 1, label: 'EDA', unit: 'µS' },
        { column: 2, label: 'Temp', unit: '°C' }
      ],
      events: [{ column: 3, label: 'Marker' }]
    })
  })

  test.each([
    ['seconds', 1_700_000_000.25, 's'],
    ['milliseconds', 1_700_000_000_250, 'ms'],
    ['microseconds', 1_700_000_000_250_000, 'us'],
    ['nanoseconds', 1_700_000_000_250_000_000, 'ns']
  ] as const)('clock readings in %s are known by their size', (_, start, unit) => {
    const step = { s: 1, ms: 1e3, us: 1e6, ns: 1e9 }[unit] / 4
    const found = sniffTable([
      'timestamp,hr',
      ...rows(20, (i) => `${BigInt(Math.floor(start)) + BigInt(Math.round(i * step))},${70 + i}`)
    ])
    // Whole seconds at four rows a second would not grow.
    if (unit !== 's') expect(found?.unclear).toBeUndefined()
    expect(found?.columns.time).toEqual({ kind: 'column', column: 0, unit })
  })

  test('dates as ISO 8601 are times; the elapsed seconds beside them are no channel', () => {
    const found = sniffTable([
      'date,elapsed_s,eda_uS',
      ...rows(20, (i) => `2024-05-06T07:08:${String(10 + i).padStart(2, '0')}.5+02:00,${i}.0,${i}`)
    ])
    expect(found?.unclear).toBeUndefined()
    expect(found?.columns.channels).toEqual([{ column: 2, label: 'eda', unit: 'uS' }])
  })

  test('what cannot be known is said: no names, no time, whole numbers without a unit', () => {
    expect(sniffTable(rows(30, (i) => `${i / 10}\t${i}`))?.unclear).toContain('no names')
    expect(sniffTable(['ECG,RSP', ...rows(30, (i) => `${(i * 7) % 5},${-i}`)])?.unclear).toContain(
      'no time column'
    )
    expect(sniffTable(['time,eda', ...rows(30, (i) => `${i * 4},${(i * 7) % 5}`)])?.unclear).toContain(
      '"time" that does not say its unit'
    )
    expect(sniffTable(['ECG,RSP', ...rows(30, (i) => `${(i * 7) % 5},${-i}`)], 100)?.unclear).toBeUndefined()
  })

  test('numbers of rows are no channel; comments and marks of order at the beginning are passed over', () => {
    const found = sniffTable([
      '# made by hand',
      '\uFEFF',
      'index\ttime_ms\tppg',
      ...rows(20, (i) => `${i}\t${i * 10}\t${Math.sin(i)}`)
    ])
    expect(found?.columns.time).toEqual({ kind: 'column', column: 1, unit: 'ms' })
    expect(found?.columns.channels.map(({ label }) => label)).toEqual(['ppg'])
  })

  test('prose and lists of words are no tables of numbers', () => {
    expect(sniffTable(['It was in 1984.', 'Nobody knew, then.', 'The end'])).toBeUndefined()
    expect(sniffTable(['name,group', ...rows(20, (i) => `P${i},a`)])).toBeUndefined()
  })
})

describe('cells', () => {
  test('quotes, decimal commas and what is no number', () => {
    expect(splitRow('1,"a, ""b""",3', ',')).toEqual(['1', 'a, "b"', '3'])
    expect(splitRow('  1   2\t3 ', 'space')).toEqual(['1', '2', '3'])
    expect(cellNumber('-1,5e3', ',')).toBe(-1500)
    expect(cellNumber('1,5', '.')).toBeNaN()
    expect(cellNumber('Infinity', '.')).toBeNaN()
  })

  test('dates with and without a zone, with a fraction, German, and clocks', () => {
    // By Python: datetime.fromisoformat(...).timestamp()
    expect(isoSeconds('2024-05-06T07:08:09.25+02:00')).toBe(1714972089.25)
    expect(isoSeconds('2024-05-06 07:08:09,25')).toBe(1714979289.25)
    expect(isoSeconds('06.05.2024 07:08:09')).toBe(1714979289)
    expect(isoSeconds('2024-13-06 07:08:09')).toBeNaN()
    expect(namesZone('2024-05-06T07:08:09Z')).toBe(true)
    expect(namesZone('2024-05-06T07:08:09')).toBe(false)
    expect(clockSeconds('01:02:03.5')).toBe(3723.5)
    expect(clockSeconds('00:12')).toBe(12)
    expect(epochUnit(12)).toBeUndefined()
  })

  test('names tell units', () => {
    expect(channelName('skin temperature (°C)')).toEqual({ label: 'skin temperature', unit: '°C' })
    expect(channelName('acc_x')).toEqual({ label: 'acc_x', unit: '' })
    expect([
      timeUnitOf('Timestamp [ns]'),
      timeUnitOf('time_ms'),
      timeUnitOf('seconds_elapsed'),
      timeUnitOf('time')
    ]).toEqual(['ns', 'ms', 's', undefined])
  })
})
