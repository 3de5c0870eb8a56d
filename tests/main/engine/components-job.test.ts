import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { componentsJob } from '../../../src/main/engine/analysis/components-job'
import type { JobSpec } from '../../../src/main/engine/protocol'
import { componentsText, readComponents } from '../../../src/shared/signal/analyses/components-file'
import { Analysis } from '../../../src/shared/signal/analyses'
import type { SignalLayout } from '../../../src/shared/signal/signal-layout'
import { BRAIN_LABELS, BRAIN_RATE, BRAIN_SECONDS, brainValue } from '../../fixtures/brain-edf'
import { jobContext } from '../../fixtures/job-context'

const folder = mkdtempSync(join(tmpdir(), 'affectory-components-'))
const place = { file: join(folder, 'eeg.f32'), layout: join(folder, 'layout.json') }
const EOG = 12
const count = BRAIN_RATE * BRAIN_SECONDS

beforeAll(() => {
  const data = new Float32Array(BRAIN_LABELS.length * count)
  for (let c = 0; c < BRAIN_LABELS.length; c++)
    for (let i = 0; i < count; i++) data[c * count + i] = brainValue(c, i)
  writeFileSync(place.file, new Uint8Array(data.buffer))
  const layout: SignalLayout = {
    version: 1,
    headerBytes: 0,
    recordBytes: 4 * data.length,
    records: 1,
    recordSeconds: BRAIN_SECONDS,
    segments: [{ record: 0, records: 1, startUs: 0 }],
    channels: BRAIN_LABELS.map((label, c) => ({
      ...{ label, unit: 'uV', rateHz: BRAIN_RATE, offset: 4 * c * count, perRecord: count, stride: 4 },
      ...{ format: 'f32', bigEndian: false, scale: 1, shift: 0 }
    }))
  }
  writeFileSync(place.layout, JSON.stringify(layout))
})

function spec(
  extra: Partial<Extract<JobSpec, { kind: 'components' }>['work']> = {}
): Extract<JobSpec, { kind: 'components' }> {
  const analysis = Analysis.parse({ kind: 'components', eyes: EOG })
  return {
    kind: 'components',
    work: {
      ...{ place, channels: [...Array(12).keys()], analysis },
      spans: [{ fromUs: 0, toUs: BRAIN_SECONDS * 1e6 }],
      ...extra
    },
    ...{ text: 'FastICA of 12 channels', streamId: 's', folder, file: 'cache/components-s.json' }
  }
}

describe('the search for components as a job', () => {
  test('tells how far it is, keeps what it found as a file, and says which', async () => {
    const { context, batches, progress } = jobContext()
    expect(await componentsJob(spec(), context)).toEqual({ ok: true, value: { kind: 'none' } })
    expect(batches).toEqual([
      { kind: 'cache', streamId: 's', cache: { components: 'cache/components-s.json' } }
    ])
    const shares = progress.map(({ done, total }) => done / total)
    expect(shares.length).toBeGreaterThan(3)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
    const text = readFileSync(join(folder, 'cache/components-s.json'), 'utf8')
    const kept = readComponents(text)
    expect(kept?.text).toBe('FastICA of 12 channels')
    expect(kept?.result.maps).toHaveLength(12)
    expect(kept?.result.suggestions[0]?.kind).toBe('blink')
    expect(kept && componentsText(kept)).toBe(text)
    expect(readdirSync(join(folder, 'cache'))).toEqual(['components-s.json'])
  })

  test('that is cancelled stops within a second and keeps nothing', async () => {
    const control = new AbortController()
    const { context, batches } = jobContext({ signal: control.signal })
    let cancelledAt = 0
    const job = componentsJob(
      { ...spec(), file: 'cache/stopped.json' },
      {
        ...context,
        progress: () => {
          cancelledAt ||= performance.now()
          control.abort(new Error('cancelled'))
        }
      }
    )
    await expect(job).rejects.toThrow('cancelled')
    expect(performance.now() - cancelledAt).toBeLessThan(1000)
    expect(batches).toEqual([])
    expect(readdirSync(join(folder, 'cache'))).not.toContain('stopped.json')
  })

  test('leaves out what is marked as bad, and says why nothing is left', async () => {
    const { context } = jobContext()
    const half = { fromUs: 0, toUs: 30e6 }
    await componentsJob({ ...spec({ bad: [half] }), file: 'cache/half.json' }, context)
    const kept = readComponents(readFileSync(join(folder, 'cache/half.json'), 'utf8'))
    expect(kept?.result.samples).toEqual({ used: 30 * BRAIN_RATE, of: 30 * BRAIN_RATE })
    expect(kept?.result.seconds).toBe(30)
    const nothing = await componentsJob(spec({ bad: [{ fromUs: 0, toUs: 60e6 }] }), context)
    expect(nothing).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('Too few samples') }
    })
  })

  test('of a very long stretch are those of parts that lie evenly in it, and that is said', async () => {
    const { context } = jobContext()
    // 128 times as many samples: 12 channels at 128 Hz over a day are 132 million.
    const day = { fromUs: 0, toUs: 86_400e6 }
    const done = await componentsJob({ ...spec({ spans: [day] }), file: 'cache/day.json' }, context)
    expect(done).toMatchObject({ ok: true })
    const kept = readComponents(readFileSync(join(folder, 'cache/day.json'), 'utf8'))
    const { parts } = kept?.result ?? {}
    expect(parts).toEqual({ count: 781, seconds: 10, ofSeconds: 86_400 })
    // The file has a minute only: of the first part, around 86,400 / 781 / 2 = 55.31 s, 9.68 s lie in it.
    expect(kept?.result.samples.of).toBe(Math.floor((60 - (86_400 / 781 / 2 - 5)) * BRAIN_RATE))
  })

  test('a file that was cut off holds no components', () => {
    const text = readFileSync(join(folder, 'cache/components-s.json'), 'utf8')
    expect(readComponents(text.slice(0, -20))).toBeUndefined()
    expect(readComponents('{"format":"affectory.components/1"}')).toBeUndefined()
  })
})
