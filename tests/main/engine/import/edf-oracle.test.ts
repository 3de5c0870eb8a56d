import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { crc32 } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  SignalLayout,
  bytesOfSamples,
  readDigital,
  readPhysical,
  samplesOf,
  timeOfSample
} from '../../../../src/shared/signal/signal-layout'
import type { LayoutChannel } from '../../../../src/shared/signal/signal-layout'
import { importPaths } from '../../../fixtures/import-file'

const folder = resolve(
  process.env['AFFECTORY_SIGNALS'] ?? resolve(import.meta.dirname, '../../../../../shared/data/signals')
)
const present = existsSync(join(folder, 'oracle.json'))
if (!present)
  console.warn(
    `${folder} is not there: readings of pyEDFlib and MNE are not compared (set AFFECTORY_SIGNALS)`
  )

const Note = z.tuple([z.number(), z.number(), z.string()])
const Oracle = z.record(
  z.string(),
  z.looseObject({
    pyedflib: z
      .looseObject({
        nch: z.number(),
        duration: z.number(),
        start: z.string(),
        annotations_n: z.number(),
        annotations_first: z.array(Note),
        channels: z.array(
          z.looseObject({
            label: z.string(),
            rate: z.number(),
            n: z.number(),
            unit: z.string(),
            digital8: z.array(z.number()),
            physical8: z.array(z.number()),
            digital_crc32_int32le: z.number()
          })
        )
      })
      .optional(),
    mne: z
      .looseObject({
        ch: z.array(z.string()),
        n: z.number(),
        sfreq: z.number(),
        meas_date: z.string(),
        annotations_first: z.array(Note),
        annotations_n: z.number(),
        first8_ch0_SI: z.array(z.number()),
        types: z.array(z.string())
      })
      .partial()
      .optional()
  })
)
type Entry = z.infer<typeof Oracle>[string]
const oracle = present ? Oracle.parse(JSON.parse(readFileSync(join(folder, 'oracle.json'), 'utf8'))) : {}
const names = Object.keys(oracle).filter((name) => /\.(edf|bdf)$/.test(name))

async function read(name: string) {
  const { files, problems, inProject } = await importPaths([join(folder, name)])
  const file = files[0]
  const stream = file?.streams[0]
  const layout = stream
    ? SignalLayout.parse(JSON.parse(readFileSync(inProject(stream.cache['layout']), 'utf8')))
    : undefined
  return { file, stream, layout, problems, bytes: readFileSync(join(folder, name)) }
}

/** Stored numbers of a whole channel. */
function digital(bytes: Buffer, layout: SignalLayout, channel: LayoutChannel): Int32Array {
  const out = new Int32Array(samplesOf(layout, channel))
  for (const { start, first, end, stride } of bytesOfSamples(layout, channel, 0, out.length))
    readDigital(bytes, start, stride, channel, end - first, out, first)
  return out
}

const notesOf = (file: Awaited<ReturnType<typeof read>>['file']) =>
  (file?.tracks ?? [])
    .filter(({ name }) => name === 'EDF annotations')
    .flatMap(({ segments, schemeId }) => {
      const labels = new Map(
        (file?.schemes ?? [])
          .filter(({ id }) => id === schemeId)
          .flatMap(({ document }) =>
            LabelsIn.parse(document).attributes.flatMap(({ labels: own = [] }) =>
              own.map(({ id, name }) => [id, name.en] as const)
            )
          )
      )
      return segments.map(({ start, end, label, comment }) => ({
        onset: start / 1e6,
        duration: (end - start) / 1e6,
        text: comment ?? labels.get(label ?? '') ?? label
      }))
    })
const LabelsIn = z.looseObject({
  attributes: z.array(
    z.looseObject({
      labels: z.array(z.looseObject({ id: z.string(), name: z.looseObject({ en: z.string() }) })).optional()
    })
  )
})

describe.skipIf(!present)('EDF and BDF files are read as the reference readers read them', () => {
  test.each(names.filter((name) => oracle[name]?.pyedflib))('%s, by pyEDFlib', async (name) => {
    const expected = oracle[name]?.pyedflib as NonNullable<Entry['pyedflib']>
    const { file, stream, layout, problems, bytes } = await read(name)
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(notesOf(file)).toHaveLength(expected.annotations_n)
    for (const [onset, duration, text] of expected.annotations_first) {
      const same = notesOf(file).filter(
        (note) => Math.abs(note.onset - Math.max(0, onset)) < 2e-6 && note.text === text.trim()
      )
      expect(same, `"${text}" at ${onset} s`).not.toHaveLength(0)
      if (duration > 0) expect(same[0]?.duration).toBeCloseTo(duration, 5)
    }
    if (expected.nch === 0) return
    expect(layout?.channels).toHaveLength(expected.nch)
    expect((stream?.duration ?? 0) / 1e6).toBeCloseTo(expected.duration, 5)
    expect(stream?.info.startedAt).toBe(expected.start.replace(' ', 'T'))
    if (!layout) return
    for (const [index, want] of expected.channels.entries()) {
      const channel = layout.channels[index] as LayoutChannel
      expect([channel.label, channel.unit]).toEqual([want.label, want.unit])
      expect(channel.rateHz).toBeCloseTo(want.rate, 9)
      const stored = digital(bytes, layout, channel)
      expect(stored.length).toBe(want.n)
      expect([...stored.subarray(0, 8)]).toEqual(want.digital8)
      expect(crc32(Buffer.from(stored.buffer))).toBe(want.digital_crc32_int32le)
      const [range] = bytesOfSamples(layout, channel, 0, 8)
      if (!range) continue
      const physical = new Float32Array(range.end - range.first)
      readPhysical(bytes, range.start, range.stride, channel, physical.length, physical)
      for (const [i, value] of physical.entries())
        expect(value).toBeCloseTo(
          want.physical8[i] ?? NaN,
          value === 0 ? 6 : 6 - Math.ceil(Math.log10(Math.abs(value)))
        )
    }
  })

  const byMne = names.filter((name) => oracle[name]?.mne?.n !== undefined)
  test.each(byMne)('%s, by MNE', async (name) => {
    const { ch = [], n = 0, sfreq = 0, meas_date, first8_ch0_SI = [], types = [] } = oracle[name]?.mne ?? {}
    const { file, stream, layout, bytes } = await read(name)
    if (!layout) throw new Error('the file has no signals')
    // The oracle lists the first names; MNE gives those that come twice a running number.
    for (const [index, label] of ch.entries())
      expect([label, label.replace(/-\d+$/, '')]).toContain(layout.channels[index]?.label)
    const fastest = layout.channels.reduce((best, each) => (each.rateHz > best.rateHz ? each : best))
    expect(fastest.rateHz).toBeCloseTo(sfreq, 6)
    expect(samplesOf(layout, fastest)).toBe(n)
    if (meas_date) expect(stream?.info.startedAt?.slice(0, 19)).toBe(meas_date.slice(0, 19).replace(' ', 'T'))
    // MNE closes gaps, and leaves out what lies behind the end it then sees.
    const seen = notesOf(file).filter(({ onset }) => onset <= n / sfreq)
    expect(seen).toHaveLength(oracle[name]?.mne?.annotations_n ?? 0)
    const first = layout.channels[0] as LayoutChannel
    // MNE reads a channel of triggers as numbers without a unit.
    if (types[0] === 'stim' || first.rateHz !== fastest.rateHz || first8_ch0_SI.length === 0) return
    const SI: Readonly<Record<string, number>> = { uV: 1e-6, µV: 1e-6, mV: 1e-3, nV: 1e-9 }
    const stored = digital(bytes, layout, first)
    for (const [i, value] of first8_ch0_SI.entries()) {
      const physical = ((stored[i] ?? NaN) * first.scale + first.shift) * (SI[first.unit] ?? 1)
      expect(Math.abs(physical - value)).toBeLessThanOrEqual(1e-9 * Math.max(Math.abs(value), 1e-6) + 1e-15)
    }
  })

  test('a recording with gaps has a segment for each stretch, at its true time', async () => {
    // gen_synth.py writes five records of one second from 0, from 10 and from 100.5 s.
    const { layout } = await read('synthetic/edfplusD_gaps.edf')
    const record = layout?.segments.map(({ record: first, records, startUs }) => [first, records, startUs])
    expect(record).toMatchInlineSnapshot(`
      [
        [
          0,
          5,
          0,
        ],
        [
          5,
          5,
          10000000,
        ],
        [
          10,
          5,
          100500000,
        ],
      ]
    `)
    const channel = layout?.channels[0]
    if (layout && channel) expect(timeOfSample(layout, channel, 500)).toBe(layout.segments[1]?.startUs)
  })
})
