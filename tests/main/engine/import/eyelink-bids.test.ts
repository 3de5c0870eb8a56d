import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { importPaths } from '../../../fixtures/import-file'
import { signalSamples } from '../../../fixtures/pyramid-samples'
import { hasSignals, signalPath } from '../../../fixtures/signal-samples'

async function read(path: string) {
  const answer = await importPaths([path])
  const file = answer.files[0]
  const streams = (file?.streams ?? []).map((stream) => ({
    ...stream,
    channels: signalSamples(answer.inProject(stream.cache['pyramid']))
  }))
  return { ...answer, file, streams, channels: streams[0]?.channels ?? [] }
}
const folder = (): string => mkdtempSync(join(tmpdir(), 'affectory-described-'))
function write(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = folder()
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(root, name, '..'), { recursive: true })
    writeFileSync(join(root, name), content)
  }
  return root
}

describe.skipIf(!hasSignals)('EyeLink', () => {
  test('a recording of both eyes: every sample, fixation, saccade, blink and message is there', async () => {
    const path = signalPath('eyelink/test_eyelink.asc')
    const text = readFileSync(path, 'utf8').split('\n')
    const { channels, file, problems } = await read(path)
    expect(problems).toEqual([])
    // By grep in the file itself.
    const samples = text
      .filter((line) => /^\d/.test(line))
      .map((line) => line.split('\t').map((cell) => cell.trim()))
    expect(channels.map(({ label, unit, rateHz }) => `${label} ${unit} ${rateHz}`)).toEqual([
      'Gaze x (left) px 500',
      'Gaze y (left) px 500',
      'Pupil (left) diameter 500',
      'Gaze x (right) px 500',
      'Gaze y (right) px 500',
      'Pupil (right) diameter 500'
    ])
    for (const [i, channel] of channels.entries()) {
      expect(channel.sampleCount).toBe(samples.length)
      for (const row of [0, 1, 300, 12_345, samples.length - 1]) {
        const cell = samples[row]?.[i + 1] ?? ''
        if (cell === '.' || Number(cell) === 0) expect(channel.samples[row]).toBeNaN()
        else expect(channel.samples[row]).toBeCloseTo(Number(cell), 1)
      }
    }
    const count = (word: string): number => text.filter((line) => line.startsWith(word)).length
    const of = (name: string) => (file?.tracks ?? []).filter((track) => track.name.startsWith(name))
    const total = (name: string): number => of(name).reduce((sum, { segments }) => sum + segments.length, 0)
    expect([total('Fixations'), total('Saccades'), total('Blinks')]).toEqual([
      count('EFIX'),
      count('ESACC'),
      count('EBLINK')
    ])
    // EFIX R 5511183 5511747 566 990.1 515.8 3744, the first sample being at 5511179.
    expect(of('Fixations (right')[0]?.segments[0]).toMatchObject({
      start: 4000,
      end: 570_000,
      extra: { eyelink: { x: 990.1, y: 515.8, pupil: 3744 } }
    })
    expect(of('Messages')[0]?.segments[0]).toMatchObject({ start: 144_000 })
    expect(of('Input port')[0]?.segments[0]?.start).toBe(147_000)
  })
})

test('one eye, a pause between two recordings, pupils that were not seen, buttons', async () => {
  const root = write({
    'one.asc': [
      '** CONVERTED FROM one.edf using edfapi',
      'MSG\t900 !CAL setting up',
      'START\t1000 \tRIGHT\tSAMPLES\tEVENTS',
      'PUPIL\tAREA',
      'SAMPLES\tGAZE\tRIGHT\tRATE\t 250.00\tTRACKING\tCR',
      '1000\t 10.0\t 20.0\t 300.0\t...',
      '1004\t 11.0\t 21.0\t 301.0\t...',
      'MSG\t1006 -2 onset',
      'BUTTON\t1008\t3\t1',
      'END\t1008 \tSAMPLES\tEVENTS',
      'START\t1100 \tRIGHT\tSAMPLES\tEVENTS',
      '1100\t   .\t   .\t    0.0\t...',
      '1104\t 12.0\t 22.0\t 302.0\t...',
      'EBLINK R 1100 1100\t4'
    ].join('\n')
  })
  const { channels, file } = await read(join(root, 'one.asc'))
  expect(channels.map(({ label }) => label)).toEqual(['Gaze x (right)', 'Gaze y (right)', 'Pupil (right)'])
  expect(channels[2]?.unit).toBe('area')
  expect(channels[0]?.sampleCount).toBe(27)
  expect([channels[0]?.samples[1], channels[0]?.samples[2], channels[0]?.samples[26]]).toEqual([11, NaN, 12])
  expect(channels[2]?.samples[25]).toBeNaN()
  expect(file?.tracks.map(({ name, segments }) => [name, segments[0]?.start])).toEqual([
    ['Messages', 8000],
    ['Buttons', 8000],
    ['Blinks (right eye)', 100_000]
  ])
})

describe.skipIf(!hasSignals)('BIDS samples', () => {
  test.each([
    ['bids/sub-01_task-rest_run-01_physio.tsv.gz', ['respiratory', 'cardiac'], 10, 30_600],
    ['bids/sub-01_ses-01_task-nback_run-01_physio.tsv.gz', ['respiratory', 'cardiac'], 10, 1600]
  ] as const)('%s', async (name, labels, rateHz, count) => {
    const { channels, problems, file } = await read(signalPath(name))
    expect(problems).toEqual([])
    expect(file?.name).not.toContain('.tsv')
    const rows = gunzipSync(readFileSync(signalPath(name)))
      .toString()
      .trim()
      .split('\n')
      .map((row) => row.split('\t').map(Number))
    expect(rows.length).toBe(count)
    for (const [i, channel] of channels.entries()) {
      expect([channel.label, channel.rateHz, channel.sampleCount]).toEqual([labels[i], rateHz, count])
      expect(channel.samples[0]).toBeCloseTo(rows[0]?.[i] ?? NaN, 4)
      expect(channel.samples.at(-1)).toBeCloseTo(rows.at(-1)?.[i] ?? NaN, 4)
    }
  })

  test('motion takes names and units from the list of channels', async () => {
    const { channels, problems } = await read(signalPath('bids/sub-S1_tracksys-qualisys_motion.tsv.gz'))
    expect(problems).toEqual([])
    expect(channels.length).toBe(9)
    expect(channels[8]).toMatchObject({ label: 'PelvisPosZ', unit: 'm', rateHz: 100, sampleCount: 42_100 })
    expect(channels[0]?.samples[0]).toBeCloseTo(0.41362, 5)
  })

  test('a dropped folder gives its tables only; what describes them is read with them', async () => {
    const { files, problems } = await importPaths([signalPath('bids')])
    expect(problems).toEqual([])
    expect(files.map(({ container }) => container)).toEqual(['bids', 'bids', 'bids'])
  })
})

describe('BIDS', () => {
  const rows = new Uint8Array(gzipSync('1\t10\n2\tn/a\n3\t30\n'))
  test('facts are inherited from above, nearer ones win, those of other tasks and beyond the dataset do not count', async () => {
    const root = write({
      'task-a_physio.json': '{"SamplingFrequency": 1}',
      'set/dataset_description.json': '{}',
      'set/task-a_physio.json':
        '{"SamplingFrequency": 50, "StartTime": 2.5, "Columns": ["cardiac", "trigger"], "cardiac": {"Units": "mV"}}',
      'set/task-b_physio.json': '{"SamplingFrequency": 7}',
      'set/sub-1/func/sub-1_task-a_physio.tsv.gz': rows,
      'set/sub-1/func/sub-1_task-a_physio.json': '{"SamplingFrequency": 100}'
    })
    const { channels, streams, file } = await read(join(root, 'set/sub-1/func/sub-1_task-a_physio.tsv.gz'))
    expect(channels.map(({ label, unit, rateHz, samples }) => [label, unit, rateHz, ...samples])).toEqual([
      ['cardiac', 'mV', 100, 1, 2, 3],
      ['trigger', '', 100, 10, NaN, 30]
    ])
    expect(streams[0]?.offset).toBe(2_500_000)
    expect(file?.durationSeconds).toBeCloseTo(2.53, 6)
  })

  test('a start before the scan is told; a table without its JSON is asked about', async () => {
    const early = write({
      'sub-1_physio.tsv.gz': rows,
      'sub-1_physio.json': '{"SamplingFrequency": 1, "StartTime": -22.345, "Columns": ["a", "b"]}'
    })
    const all = await read(join(early, 'sub-1_physio.tsv.gz'))
    expect(all.problems[0]?.message).toContain('begins 22.345 s before')
    // All of its three seconds lie before the scan: at its place there would be nothing to see.
    expect(all.streams[0]?.offset ?? 0).toBe(0)
    const partly = write({
      'sub-1_physio.tsv.gz': rows,
      'sub-1_physio.json': '{"SamplingFrequency": 1, "StartTime": -1.5, "Columns": ["a", "b"]}'
    })
    const { streams, file, problems } = await read(join(partly, 'sub-1_physio.tsv.gz'))
    expect(streams[0]?.offset).toBe(-1_500_000)
    expect(file?.durationSeconds).toBeCloseTo(1.5, 9)
    expect(problems[0]?.hint).toContain('Set its offset to 0 to see it.')
    const bare = write({ 'sub-1_physio.tsv.gz': rows })
    const { files, questions } = await read(join(bare, 'sub-1_physio.tsv.gz'))
    expect(files).toEqual([])
    expect(questions[0]?.problem.message).toContain('no JSON file')
  })
})

test('heart rate of an Apple Health export is one stream a measure, in order of time, with pauses as gaps', async () => {
  const record = (type: string, at: string, value: string): string =>
    `<Record type="HKQuantityTypeIdentifier${type}" sourceName="Watch" unit="count/min" startDate="2024-05-06 07:00:${at} +0200" endDate="x" value="${value}"/>`
  const root = write({
    'export.xml': `<?xml version="1.0"?>\n<!DOCTYPE HealthData [\n<!ELEMENT HealthData ANY>\n]>\n<HealthData locale="de_DE">\n${record('StepCount', '00', '12')}\n${record('HeartRate', '10', '72')}\n${record('HeartRate', '05', '70')} <Record\n type="HKQuantityTypeIdentifierHeartRate" startDate="2024-05-06 07:00:06 +0200" value="71">\n<MetadataEntry key="a" value="1"/></Record>\n${record('OxygenSaturation', '07', '0.97')}\n</HealthData>\n`
  })
  const { streams } = await read(join(root, 'export.xml'))
  expect(
    streams.map(({ name, offset, channels }) => [name, offset, ...(channels[0]?.samples ?? [])])
  ).toEqual([
    ['HR', 0, 70, 71, NaN, NaN, NaN, 72],
    ['SpO2', 2_000_000, 97]
  ])
  expect(streams[0]?.info.startedAt).toBe('2024-05-06T05:00:05.000Z')
})
