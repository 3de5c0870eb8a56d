import { afterEach, describe, expect, it, vi } from 'vitest'
import { micros } from '../../../src/shared/domain/time'
import { openTake } from '../../../src/renderer/session/rating/take-writer'

interface Sent {
  readonly name: string
  readonly input: { readonly samples?: readonly (number | null)[] }
}

/** A main process that answers in its own time, and remembers what it was told. */
function slowMain(fails: (sent: Sent, count: number) => boolean = () => false): Sent[] {
  const told: Sent[] = []
  let count = 0
  vi.stubGlobal('window', {
    lab: {
      call: async (name: string, input: Sent['input']) => {
        await new Promise((done) => setTimeout(done, 5))
        if (fails({ name, input }, ++count))
          return { ok: false, error: { code: 'disk.full', message: 'The disk is full.', severity: 'error' } }
        told.push({ name, input })
        return { ok: true, value: name === 'take.begin' ? { takeId: 'take' } : { count: 0, revision: 1 } }
      }
    }
  })
  return told
}
const take = { authorId: 'ada', trackId: 't', start: micros(0), rateHz: 25, dims: ['valence'] }
const samplesOf = (told: readonly Sent[]): readonly (number | null)[] =>
  told.flatMap(({ input }) => input.samples ?? [])

afterEach(() => void vi.unstubAllGlobals())

describe('the writer of a take', () => {
  it('loses nothing that comes while a piece is on its way, and keeps the order', async () => {
    const told = slowMain()
    const writer = openTake(take, () => undefined)
    for (let piece = 0; piece < 20; piece++) {
      writer.add([piece, Number.NaN], [])
      await new Promise((done) => setTimeout(done, 1))
    }
    expect(await writer.finish()).toBe('take')
    expect(samplesOf(told)).toEqual(Array.from({ length: 20 }, (_, piece) => [piece, null]).flat())
    expect(told.at(-1)?.name).toBe('take.finish')
  })

  it('tells of the first failure once, and sends what is left when the take is kept', async () => {
    let full = true
    const told = slowMain(({ name }) => name === 'take.append' && full)
    const failures: unknown[] = []
    const writer = openTake(take, (error) => failures.push(error))
    writer.add([1], [])
    writer.add([2], [])
    await vi.waitFor(() => expect(failures).toHaveLength(1))
    full = false
    await writer.finish()
    expect(samplesOf(told)).toEqual([1, 2])
    expect(failures).toHaveLength(1)
  })

  it('cuts hours into pieces that the project file takes at once', async () => {
    const told = slowMain()
    const writer = openTake({ ...take, dims: ['valence', 'arousal'] }, () => undefined)
    writer.add(
      Array.from({ length: 150_000 }, (_, index) => index),
      []
    )
    await writer.finish()
    const pieces = told.filter(({ name }) => name === 'take.append').map(({ input }) => input.samples?.length)
    expect(pieces).toEqual([60_000, 60_000, 30_000])
    expect(samplesOf(told)).toHaveLength(150_000)
  })

  it('drops everything when the take is dropped', async () => {
    const told = slowMain()
    const writer = openTake(take, () => undefined)
    writer.add([1], [])
    await writer.abort()
    expect(told.map(({ name }) => name)).toContain('take.abort')
    expect(told.map(({ name }) => name)).not.toContain('take.finish')
  })
})
