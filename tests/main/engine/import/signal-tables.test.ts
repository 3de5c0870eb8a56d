import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { ImportOptions } from '../../../../src/shared/domain/import-options'
import { importPaths } from '../../../fixtures/import-file'
import { signalSamples } from '../../../fixtures/pyramid-samples'
import { hasSignals, signalOracle, signalPath } from '../../../fixtures/signal-samples'

async function readPath(path: string, options?: ImportOptions) {
  const answer = await importPaths([path], options ? { options: { [path]: options } } : {})
  const file = answer.files[0]
  const stream = file?.streams[0]
  const channels = stream ? signalSamples(answer.inProject(stream.cache['pyramid'])) : []
  return { ...answer, file, stream, channels, values: channels.map(({ samples }) => [...samples]) }
}
function write(name: string, content: string | Uint8Array): string {
  const path = join(mkdtempSync(join(tmpdir(), 'affectory-table-')), name)
  writeFileSync(path, content)
  return path
}
const read = (name: string, content: string | Uint8Array, options?: ImportOptions) =>
  readPath(write(name, content), options)
const lines = (count: number, row: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => row(i)).join('\n')

const Head = z.object({ lines: z.number(), head: z.array(z.string()), tail: z.string() })

describe.skipIf(!hasSignals)('sample tables', () => {
  const entries = Object.entries(signalOracle()).filter(([name]) => /^(csv|txt)\//.test(name))
  test.each(entries.map(([name]) => name))(
    '%s: every row is a sample, the first and last are right',
    async (name) => {
      const { lines: count, tail } = Head.parse(signalOracle()[name])
      const all = readFileSync(signalPath(name), 'latin1')
        .split(/\r?\n/)
        .filter((line) => line !== '')
      const { channels, problems, questions } = await readPath(signalPath(name))
      expect([problems, questions]).toEqual([[], []])
      const isValues = (line: string): boolean => /^-?[\d.]/.test(line) && !line.includes(':')
      const rows = all.filter(isValues)
      const separator = name.endsWith('.csv') ? ',' : '\t'
      const timed = /biotrace|type1/.test(name) ? 1 : 0
      expect(rows.length).toBeLessThanOrEqual(count)
      for (const [i, channel] of channels.entries()) {
        expect(channel.sampleCount, channel.label).toBe(rows.length)
        for (const [at, line] of [
          [0, rows[0]],
          [1, rows[1]],
          [-1, rows.at(-1)]
        ] as const) {
          const value = Number(line?.split(separator)[i + timed])
          expect(channel.samples.at(at)).toBeCloseTo(value, Math.abs(value) > 1000 ? 1 : 4)
        }
      }
      if (!timed) expect(tail).toBe(rows.at(-1))
    }
  )

  test('rates, names, units and events of each program', async () => {
    const facts = async (name: string) => {
      const { channels, file, stream } = await readPath(signalPath(name))
      return {
        channels: channels.map(({ label, unit, rateHz }) => `${label} ${unit} ${rateHz}`),
        events: file?.tracks.map(({ segments }) => segments.length),
        container: file?.container,
        startedAt: stream?.info.startedAt
      }
    }
    expect(await facts('txt/acc.txt')).toMatchObject({
      channels: ['acc_x m/s^2 100', 'acc_y m/s^2 100', 'acc_z m/s^2 100'],
      container: 'biosppy'
    })
    expect(await facts('txt/eeg_ec.txt')).toMatchObject({
      channels: ['EEG  125'],
      startedAt: '2021-07-18T23:58:26.361'
    })
    expect(await facts('txt/biotrace_text.txt')).toMatchObject({
      channels: ['SC/GSR µS 32'],
      container: 'biotrace',
      startedAt: '2007-11-15T13:02:44'
    })
    // 15 markers in the file: awk '$3!=0' textfile_type1.txt, less repeats on following rows (none).
    expect(await facts('txt/textfile_type1.txt')).toMatchObject({
      channels: ['EDA µS 16'],
      events: [15],
      container: 'ledalab'
    })
    expect(await facts('csv/bio_resting_5min_100hz.csv')).toMatchObject({
      channels: ['ECG  100', 'PPG  100', 'RSP  100']
    })
  })
})

describe('tables of numbers', () => {
  test('semicolons and decimal commas in Latin text; markers become a track, a word in every row does not', async () => {
    const text = `Zeit_s;EDA_µS;Marker;Person\n${lines(40, (i) => `${(i / 4).toFixed(2).replace('.', ',')};${i},5;${i === 8 ? 'Reiz' : ''};P1`)}\n`
    const { values, channels, file, problems } = await read('müller.csv', Buffer.from(text, 'latin1'))
    expect(problems).toEqual([])
    expect(channels.map(({ label, unit, rateHz }) => [label, unit, rateHz])).toEqual([['EDA', 'µS', 4]])
    expect(values[0]?.slice(0, 3)).toEqual([0.5, 1.5, 2.5])
    expect(file?.tracks.map(({ name, segments }) => [name, segments.map(({ start }) => start)])).toEqual([
      ['Marker', [2_000_000]]
    ])
  })

  test('milliseconds since 1970 give the day; pauses are gaps where they were, with the clock kept', async () => {
    const times = [...Array(50).keys(), ...Array.from({ length: 50 }, (_, i) => i + 90)]
    const { values, stream, problems } = await read(
      'left.csv',
      `timestamp_unix,eda_uS\n${times.map((t) => `${1_700_000_000_000 + t * 250},${t}`).join('\n')}`
    )
    expect(stream?.info.startedAt).toBe('2023-11-14T22:13:20.000Z')
    expect(values[0]?.length).toBe(140)
    expect([values[0]?.[49], values[0]?.[50], values[0]?.[89], values[0]?.[90]]).toEqual([49, NaN, NaN, 90])
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([['gaps', 'info']])
  })

  test('jitter makes no holes: rows that follow each other are samples that follow each other', async () => {
    const jitter = (i: number): number => 3 * Math.sin(i * 12.9898)
    const { values, channels } = await read(
      'phone.csv',
      `time_ms,acc\n${lines(5000, (i) => `${(i * 10.03 + jitter(i)).toFixed(2)},${i}`)}`
    )
    expect(channels[0]?.rateHz).toBeCloseTo(1000 / 10.03, 2)
    expect(values[0]?.length).toBe(5000)
    expect(values[0]?.every((value, i) => value === i)).toBe(true)
  })

  test('a slightly wrong whole rate is not made of a true one: an hour at 100.02 Hz stays an hour', async () => {
    const { channels, file } = await read(
      'long.csv',
      `time_s,x\n${lines(36_000, (i) => `${(i / 10.002).toFixed(5)},1`)}`
    )
    expect(channels[0]?.rateHz).toBeCloseTo(10.002, 5)
    expect(file?.durationSeconds).toBeCloseTo(36_000 / 10.002, 2)
  })

  test('rows twice and rows back in time are left out and told', async () => {
    const times = [0, 1, 2, 2, 3, 4, 2.5, ...Array.from({ length: 30 }, (_, i) => i + 5)]
    const { values, problems } = await read(
      'odd.csv',
      `time_s,x\n${times.map((t, i) => `${t}.0,${i}`.replace('2.5.0', '2.5')).join('\n')}`
    )
    expect(values[0]).toEqual([0, 1, 2, 4, 5, ...Array.from({ length: 30 }, (_, i) => i + 7)])
    expect(problems.map(({ code }) => code)).toEqual(['duplicates', 'backward'])
  })

  test('rows that come when they like are put at the nearest step, and it is said', async () => {
    const times = [0, 3, 4, 9, 11, 18, 19, 25, 31, 33, 40.5]
    const { values, problems } = await read(
      'hr.csv',
      `time_s,hr\n${times.map((t) => `${t.toFixed(1)},${t}`).join('\n')}`
    )
    expect(problems.map(({ code }) => code)).toEqual(['uneven'])
    expect(values[0]?.filter((value) => !Number.isNaN(value)).length).toBeGreaterThan(8)
  })

  test('what is unclear is asked, with first lines and a proposal; the answer is taken and kept', async () => {
    const path = write(
      'mystery.csv',
      lines(60, (i) => `${i * 4},${i},${-i}`)
    )
    const first = await readPath(path)
    expect(first.files).toEqual([])
    const question = first.questions[0]?.question
    if (question?.kind !== 'columns') throw new Error('not asked')
    expect(question.why).toBe('mystery.csv has no names above its columns.')
    expect(question.lines[1]).toBe('4,1,-1')
    const columns = {
      ...question.proposal,
      time: { kind: 'column', column: 0, unit: 'ms' } as const,
      channels: [{ column: 2, label: 'EDA', unit: 'µS' }]
    }
    const { values, channels, stream } = await readPath(path, { columns })
    expect(channels.map(({ label, rateHz }) => [label, rateHz])).toEqual([['EDA', 250]])
    expect(values[0]?.slice(1, 4)).toEqual([-1, -2, -3])
    expect(stream?.info.import).toEqual({ columns })
  })

  test('a packed table reads like the table; UTF-16 too', async () => {
    const text = `time_s,x\n${lines(20, (i) => `${i / 10},${i}`)}`
    expect((await read('a.csv.gz', new Uint8Array(gzipSync(text)))).values[0]?.length).toBe(20)
    expect((await read('b.csv', Buffer.from(`\uFEFF${text}`, 'utf16le'))).values[0]?.length).toBe(20)
  })

  test('one wild time does not make a week of nothing', async () => {
    const { files, problems } = await read(
      'wild.csv',
      `time_s,x\n${lines(20, (i) => `${i === 19 ? 9e8 : i / 10},${i}`)}`
    )
    expect(files).toEqual([])
    expect(problems[0]?.message).toContain('one of them is probably wrong')
  })

  test('two million rows are read in little memory', { timeout: 60_000 }, async () => {
    const part = lines(20_000, (i) => `${Math.sin(i / 50).toFixed(4)},${i % 100}`)
    const path = write('long_1000hz.csv', `ppg,eda_uS\n${Array(50).fill(part).join('\n')}\n`)
    const before = process.memoryUsage().rss
    const { file } = await importPaths([path]).then(({ files }) => ({ file: files[0] }))
    expect(file?.durationSeconds).toBe(1000)
    expect((process.memoryUsage().rss - before) / 2 ** 20, 'MiB grown').toBeLessThan(400)
  })
})

describe('tables of devices and programs', () => {
  test('Sensor Logger: the axes of a phone, on the clock of the phone', async () => {
    const { channels, stream, problems } = await read(
      'Accelerometer.csv',
      `time,seconds_elapsed,z,y,x\n${lines(100, (i) => `${1_700_000_000_000_000_000n + BigInt(i) * 10_000_000n},${(i / 100).toFixed(4)},9.81,0.1,${i}`)}`
    )
    expect(problems).toEqual([])
    expect(channels.map(({ label, unit, rateHz }) => [label, unit, rateHz])).toEqual([
      ['Accelerometer z', 'm/s²', 100],
      ['Accelerometer y', 'm/s²', 100],
      ['Accelerometer x', 'm/s²', 100]
    ])
    expect(stream?.info.startedAt).toBe('2023-11-14T22:13:20.000Z')
  })

  test('Polar: facts of the training above, heart rate by hh:mm:ss', async () => {
    const { channels, values, questions } = await read(
      'polar.csv',
      `Name,Sport,Date,Start time,Duration\nA,Running,01-02-2024,10:00:00,00:10:00\nSample rate,Time,HR (bpm),Speed (km/h),Notes\n${lines(60, (i) => `${i === 0 ? 1 : ''},00:${String(Math.floor(i / 60)).padStart(2, '0')}:${String(i % 60).padStart(2, '0')},${70 + i},,`)}`
    )
    expect(questions).toEqual([])
    expect(channels.map(({ label, unit, rateHz }) => [label, unit, rateHz])).toContainEqual(['HR', 'bpm', 1])
    expect(values.at(-1)?.slice(0, 2)).toEqual([70, 71])
  })

  test('OpenSignals: names from its header, lost rows are gaps, digital inputs are events', async () => {
    const header = {
      '00:07:80:4B': {
        sensor: ['ECG', 'EDA'],
        label: ['CH1', 'CH2'],
        column: ['nSeq', 'DI', 'CH1', 'CH2'],
        'sampling rate': 100,
        resolution: [16, 16],
        date: '2024-5-6',
        time: '7:08:09.500',
        device: 'biosignalsplux'
      }
    }
    const numbers = [...Array(16).keys(), 0, 1, 2, 5, 6]
    const { channels, values, file, stream, problems } = await read(
      'opensignals.txt',
      `# OpenSignals Text File Format. Version 1\n# ${JSON.stringify(header)}\n# EndOfHeader\n${numbers.map((n, i) => `${n}\t${i >= 10 ? 1 : 0}\t${i}\t${-i}\t`).join('\n')}\n`
    )
    expect(channels.map(({ label, rateHz }) => [label, rateHz])).toEqual([
      ['ECG (CH1)', 100],
      ['EDA (CH2)', 100]
    ])
    expect(values[0]).toEqual([...Array(19).keys(), NaN, NaN, 19, 20])
    expect(problems[0]?.message).toBe('opensignals.txt has 1 gap of 0.02 s in all.')
    expect(file?.tracks[0]?.segments.map(({ start }) => start)).toEqual([0, 100_000])
    expect(stream?.info.startedAt).toBe('2024-05-06T07:08:09.500')
  })

  test('AcqKnowledge: interval, names and units above, counts below the names', async () => {
    const { channels, values } = await read(
      'biopac.txt',
      `session.acq\n0.5 msec/sample\n2 channels\nECG\nmV\nEDA\nmicrosiemens\nsec,CH1,CH2,\n,5,5,\n${lines(5, (i) => `${i * 0.0005},${i / 10},${i},`)}\n`
    )
    expect(channels.map(({ label, unit, rateHz }) => [label, unit, rateHz])).toEqual([
      ['ECG', 'mV', 2000],
      ['EDA', 'µS', 2000]
    ])
    expect(values[1]).toEqual([0, 1, 2, 3, 4])
  })
})
