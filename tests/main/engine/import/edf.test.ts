import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { importPaths } from '../../../fixtures/import-file'
import { signalPage } from '../../../fixtures/signal-columns'
import { existsSync } from 'node:fs'

const folder = resolve(
  process.env['AFFECTORY_SIGNALS'] ?? resolve(import.meta.dirname, '../../../../../shared/data/signals')
)
const present = existsSync(join(folder, 'oracle.json'))
if (!present)
  console.warn(
    `${folder} is not there: tests against the readings of pyEDFlib are skipped (set AFFECTORY_SIGNALS)`
  )

const Oracle = z.record(
  z.string(),
  z.looseObject({
    pyedflib: z
      .looseObject({
        duration: z.number(),
        annotations_n: z.number(),
        channels: z.array(
          z.looseObject({
            label: z.string(),
            rate: z.number(),
            n: z.number(),
            unit: z.string(),
            physical8: z.array(z.number()),
            phys_min: z.number(),
            phys_max: z.number()
          })
        ),
        channels_listed: z.number().optional()
      })
      .optional()
  })
)

describe.skipIf(!present)('EDF and BDF files read as pyEDFlib reads them', () => {
  const oracle = present ? Oracle.parse(JSON.parse(readFileSync(join(folder, 'oracle.json'), 'utf8'))) : {}
  const names = Object.keys(oracle).filter(
    (name) => /^([eb]df)\/.*\.\1$/.test(name) && oracle[name]?.pyedflib
  )
  test.each(names)('%s', async (name) => {
    const { files, problems, inProject } = await importPaths([join(folder, name)])
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
    const expected = oracle[name]?.pyedflib
    const stream = files[0]?.streams[0]
    const columnsOf = async (fromUs: number, toUs: number, px: number, channel: number) => {
      const place = { file: join(folder, name), layout: inProject(stream?.cache['layout']) }
      return (await signalPage({ place, fromUs, toUs, px, channels: [channel] })).columns
    }
    if (!expected || expected.channels.length === 0) return
    expect(files[0]?.durationSeconds).toBeCloseTo(expected.duration, 3)
    const channels = stream?.info.channels ?? []
    expect(channels.slice(0, expected.channels.length).map(({ label, unit }) => ({ label, unit }))).toEqual(
      expected.channels.map(({ label, unit }) => ({ label, unit }))
    )
    const notes = files[0]?.tracks.flatMap(({ segments }) => segments) ?? []
    expect(notes.length).toBe(expected.annotations_n)
    for (const track of files[0]?.tracks ?? []) expect(track.kind, 'nobody says annotations').toBe('segments')
    for (const { label } of notes) expect(label).toBeDefined()
    for (const [index, channel] of expected.channels.entries()) {
      expect(channels[index]?.rateHz).toBeCloseTo(channel.rate, 6)
      const step = 1e6 / channel.rate
      const first = await columnsOf(0, 8 * step, 8, index)
      const scale = Math.max(1e-9, ...channel.physical8.map(Math.abs))
      for (const [i, value] of channel.physical8.entries())
        expect(Math.abs((first[2 * i] ?? NaN) - value) / scale, `${channel.label}, sample ${i}`).toBeLessThan(
          1e-5
        )
      const whole = await columnsOf(0, expected.duration * 1e6, 50, index)
      const range = Math.max(1e-9, Math.abs(channel.phys_min), Math.abs(channel.phys_max))
      expect(Math.abs(Math.min(...whole) - channel.phys_min) / range).toBeLessThan(1e-5)
      expect(Math.abs(Math.max(...whole) - channel.phys_max) / range).toBeLessThan(1e-5)
    }
  })

  test('a recording with gaps keeps them empty and its later parts in their place', async () => {
    const { files, problems, inProject } = await importPaths([join(folder, 'synthetic/edfplusD_gaps.edf')])
    expect(problems).toEqual([])
    const stream = files[0]?.streams[0]
    const place = {
      file: join(folder, 'synthetic/edfplusD_gaps.edf'),
      layout: inProject(stream?.cache['layout'])
    }
    const { columns } = await signalPage({
      place,
      fromUs: 0,
      toUs: stream?.duration ?? 0,
      px: 200,
      channels: [0]
    })
    expect([...columns].some(Number.isNaN)).toBe(true)
    expect([...columns].some(Number.isFinite)).toBe(true)
  })
})
