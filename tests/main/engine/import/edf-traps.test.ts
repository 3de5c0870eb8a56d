import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SignalLayout, readPhysical } from '../../../../src/shared/signal/signal-layout'
import type { LayoutChannel } from '../../../../src/shared/signal/signal-layout'
import { edfBytes } from '../../../fixtures/edf-bytes'
import type { WrittenSignal } from '../../../fixtures/edf-bytes'
import { importPaths } from '../../../fixtures/import-file'

const folder = mkdtempSync(join(tmpdir(), 'affectory-edf-'))
let count = 0

async function read(bytes: Uint8Array, name = 'file.edf') {
  const path = join(folder, `${++count}-${name}`)
  writeFileSync(path, bytes)
  const { files, problems, inProject } = await importPaths([path])
  const stream = files[0]?.streams[0]
  const layout = stream
    ? SignalLayout.parse(JSON.parse(readFileSync(inProject(stream.cache['layout']), 'utf8')))
    : undefined
  return { file: files[0], stream, layout, problems }
}

const ramp: WrittenSignal = { label: 'Cz', perRecord: 4, value: (i) => i }
const list = (lists: readonly string[], label = 'EDF Annotations'): WrittenSignal => ({
  label,
  perRecord: 40,
  lists
})
const tal = (start: string, ...more: readonly string[]) => `${start}\x14\x14\0${more.join('')}`

test('a recording that was not ended properly has as many records as fit', async () => {
  const { stream, layout, problems } = await read(edfBytes([ramp], { records: 7, told: -1 }))
  expect(layout?.records).toBe(7)
  expect(stream?.duration).toBe(7e6)
  expect(problems).toEqual([])
})

test('a file that ends early is shown as far as it goes, with a warning that says what is missing', async () => {
  const whole = edfBytes([ramp], { records: 10 })
  const { layout, problems } = await read(whole.subarray(0, whole.length - 4 * 2 * 3 - 3))
  expect(layout?.records).toBe(6)
  expect(problems.map(({ severity, message }) => [severity, message.replace(/^\S+/, 'FILE')])).toEqual([
    ['warning', 'FILE ends 4.0 s earlier than its header says.']
  ])
})

test('a file that is longer than its header says is shown whole, with a warning', async () => {
  const { layout, problems } = await read(edfBytes([ramp], { records: 10, told: 8 }))
  expect(layout?.records).toBe(10)
  expect(problems[0]?.message).toContain('holds 2.0 s more than its header says')
})

test('a file that ends inside its header is refused in a sentence', async () => {
  const { file, problems } = await read(edfBytes([ramp], { records: 1 }).subarray(0, 400))
  expect(file).toBeUndefined()
  expect(problems[0]?.message).toContain('ends inside its header: 400 of 512 bytes are there')
})

test('records without a duration can hold annotations; signals beside them have no rate, and that is said', async () => {
  const notes = list([tal('+0', '+12.5\x1530\x14Sleep stage W\x14\0')])
  const only = await read(edfBytes([notes], { records: 1, seconds: 0, reserved: 'EDF+C' }))
  expect(only.problems).toEqual([])
  expect(only.file?.streams).toEqual([])
  expect(only.file?.durationSeconds).toBe(42.5)
  const both = await read(edfBytes([ramp, notes], { records: 1, seconds: 0, reserved: 'EDF+C' }))
  expect(both.file?.tracks).toHaveLength(1)
  expect(both.problems[0]?.message).toContain('its 1 signals have no rate')
})

test('channels with the same name stay apart', async () => {
  const { layout } = await read(edfBytes([ramp, { ...ramp, value: (i) => -i }], { records: 2 }))
  expect(layout?.channels.map(({ label, offset }) => [label, offset])).toEqual([
    ['Cz', 0],
    ['Cz', 8]
  ])
})

test('numbers with a decimal comma, NUL bytes in fields and units in latin-1 are read', async () => {
  const { layout } = await read(
    edfBytes(
      [{ ...ramp, label: 'C\0z', unit: '\u00b5V\0\0', physical: ['-0,5', '0,5\0'], digital: [-100, 100] }],
      {
        records: 1,
        seconds: '0,25'
      }
    )
  )
  const channel = layout?.channels[0]
  expect([channel?.unit, channel?.rateHz, channel?.scale, channel?.shift]).toEqual(['\u00b5V', 16, 0.005, 0])
})

test.each([
  [[5, 5] as const, [-100, 100] as const, [1, 0]],
  [[-5, 5] as const, [7, 7] as const, [1, 0]],
  // Inverted is valid: negative up.
  [[50, -50] as const, [-100, 100] as const, [-0.5, 0]]
])('a range of %o for %o means a scale and shift of %o', async (physical, digital, expected) => {
  const { layout } = await read(edfBytes([{ ...ramp, physical, digital }], { records: 1 }))
  const channel = layout?.channels[0] as LayoutChannel
  expect([channel.scale, channel.shift + 0]).toEqual(expected)
  const out = new Float32Array(1)
  readPhysical(new Uint8Array([100, 0]), 0, 2, channel, 1, out)
  expect(out[0]).toBe(100 * (expected[0] ?? 0))
})

test('free text in the reserved field does no harm', async () => {
  const { layout, problems } = await read(
    edfBytes([ramp], { records: 3, reserved: 'made by hand, EDF+D no' })
  )
  expect(layout?.segments).toEqual([{ record: 0, records: 3, startUs: 0 }])
  expect(problems).toEqual([])
})

test.each([
  ['02.03.21', 'Startdate X X X X', '2021-03-02T12:30:15'],
  ['02.03.85', '', '1985-03-02T12:30:15'],
  ['02.03.84', '', '2084-03-02T12:30:15'],
  ['02.03.yy', 'Startdate 02-MAR-2091 X X X', '2091-03-02T12:30:15'],
  ['00.00.00', 'Startdate X X X X', undefined],
  ['31.02.21', '', undefined]
])('the day %s (%s) is %s', async (date, recording, expected) => {
  const { stream } = await read(edfBytes([ramp], { records: 1, date, recording }))
  expect(stream?.info.startedAt).toBe(expected)
})

test('a start between two seconds is kept, and annotations count from the first sample', async () => {
  const { file, stream } = await read(
    edfBytes([ramp, list([tal('+0.75', '+1.25\x14go\x14\0')])], { records: 1, reserved: 'EDF+C' })
  )
  expect(stream?.info.startedAt).toBe('2021-03-02T12:30:15.750000')
  expect(file?.tracks[0]?.segments[0]?.start).toBe(500_000)
})

test('several annotation signals are read; only the first one keeps time', async () => {
  const { file } = await read(
    edfBytes(
      [
        ramp,
        list([tal('+0', '+0.5\x14one\x14two\x14\0'), tal('+1')]),
        list(['+0.25\x14other\x14\0', '+1.5\x150.1\x14last\x14\0'])
      ],
      { records: 2, reserved: 'EDF+C' }
    )
  )
  expect(file?.tracks[0]?.segments.map(({ start, label }) => [start, label])).toEqual([
    [250_000, 'other'],
    [500_000, 'one'],
    [500_000, 'two'],
    [1_500_000, 'last']
  ])
})

test('records with pauses between them become segments; jitter of less than half a sample does not', async () => {
  const starts = ['+0', '+1.1', '+2.1', '+7.5', '+8.5', '+8.0', '+10.5']
  const { layout, problems } = await read(
    edfBytes([ramp, list(starts.map((start) => tal(start)))], { records: 7, reserved: 'EDF+D' })
  )
  expect(
    layout?.segments.map(({ record, records, startUs }) => [record, records, Math.round(startUs)])
  ).toEqual([
    [0, 3, 0],
    [3, 4, 7_500_000]
  ])
  expect(problems[0]?.message).toContain('has 1 record whose times go back')
})

test('a time that lies centuries away does not stretch the recording', async () => {
  const { stream, problems } = await read(
    edfBytes([ramp, list([tal('+0'), tal('+99999999999999')])], { records: 2, reserved: 'EDF+D' })
  )
  expect(stream?.duration).toBe(2e6)
  expect(problems).toHaveLength(1)
})

test('bits that rise on the trigger inputs of a BioSemi recording are events', async () => {
  // Bits 16 and up tell of the amplifier; what is there at the first sample has not risen.
  const codes = [0x10005, 0x10005, 0, 3, 3, 0x100003, 7, 7, 4, 0, 255, 0]
  const status: WrittenSignal = {
    label: 'Status',
    unit: 'Boolean',
    perRecord: 4,
    value: (i) => codes[i] ?? 0
  }
  const { file, layout } = await read(
    edfBytes([{ ...ramp, value: (i) => -i }, status], { records: 3, bdf: true, seconds: 2 }),
    'file.bdf'
  )
  expect(layout?.channels[0]).toMatchObject({ format: 'i24', rateHz: 2, stride: 3 })
  const track = file?.tracks.find(({ name }) => name === 'BDF triggers')
  expect(track?.kind).toBe('points')
  expect(track?.segments.map(({ start, end, label }) => [start, end - start, label])).toEqual([
    [1_500_000, 1, '3'],
    [3_000_000, 1, '7'],
    [5_000_000, 1, '255']
  ])
})
