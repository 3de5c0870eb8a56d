import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { growingChanges } from '../../../src/renderer/session/growing-changes'
import type { Events } from '../../../src/shared/contract'

type Change = Events['changed']
const batch = (revision: number, trackId: string): Change => ({
  tables: ['segment', 'run'],
  revision,
  trackIds: [trackId],
  recordingIds: ['r'],
  growing: true
})
const edit: Change = { tables: ['segment'], revision: 50, trackIds: ['mine'], recordingIds: [] }

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** What was read, each reading taking so many milliseconds. */
function reading(ms: number) {
  const read: Change[] = []
  const changes = growingChanges(async (change) => {
    read.push(change)
    await new Promise((resolve) => setTimeout(resolve, ms))
  })
  return { read, changes }
}

test('the first rows of a run are read at once, those that follow together after a rest', async () => {
  const { read, changes } = reading(10)
  changes.add(batch(1, 'a'))
  await vi.advanceTimersByTimeAsync(1)
  expect(read.map(({ revision }) => revision)).toEqual([1])
  for (let revision = 2; revision <= 9; revision++) {
    changes.add(batch(revision, revision % 2 ? 'a' : 'b'))
    await vi.advanceTimersByTimeAsync(50)
  }
  expect(read).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(2000)
  expect(read).toHaveLength(2)
  expect(read[1]).toMatchObject({ revision: 9, trackIds: ['b', 'a'], recordingIds: ['r'] })
})

test('the longer reading takes, the longer the rest', async () => {
  const { read, changes } = reading(400)
  changes.add(batch(1, 'a'))
  await vi.advanceTimersByTimeAsync(401)
  changes.add(batch(2, 'a'))
  await vi.advanceTimersByTimeAsync(3500)
  expect(read).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(200)
  expect(read).toHaveLength(2)
})

test('an edit is read at once and does not bring the rows of a run along; the end of the run does', async () => {
  const { read, changes } = reading(10)
  changes.add(batch(1, 'a'))
  await vi.advanceTimersByTimeAsync(20)
  changes.add(batch(2, 'b'))
  changes.add(edit)
  expect(read.at(-1)).toEqual(edit)
  changes.add({ ...batch(3, 'c'), growing: false })
  expect(read.at(-1)).toMatchObject({ revision: 3, trackIds: ['b', 'c'] })
  await vi.advanceTimersByTimeAsync(10_000)
  expect(read).toHaveLength(3)
})

test('a run that ends without more rows has what was gathered read, no more than that', async () => {
  const { read, changes } = reading(10)
  changes.add(batch(1, 'a'))
  await vi.advanceTimersByTimeAsync(20)
  changes.add(batch(2, 'b'))
  changes.add({ tables: ['run'], revision: 3, trackIds: [], recordingIds: [] })
  expect(read.at(-1)).toMatchObject({ revision: 3, trackIds: ['b'], recordingIds: ['r'] })
})

test('nothing is read once the window let go', async () => {
  const { read, changes } = reading(10)
  changes.add(batch(1, 'a'))
  changes.stop()
  await vi.advanceTimersByTimeAsync(5000)
  expect(read).toEqual([])
})
