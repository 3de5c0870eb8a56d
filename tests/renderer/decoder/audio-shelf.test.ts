import type { InputAudioTrack } from 'mediabunny'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { audioShelf } from '../../../src/renderer/decoder/audio-shelf'
import type { OpenStream } from '../../../src/renderer/decoder/open-media'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A shelf over files in the test's hands: what was opened, and what was closed. */
function setUp() {
  const opened: string[] = []
  const closed: string[] = []
  const shelf = audioShelf(async (fileId) => {
    const name = `${fileId}#${opened.length + 1}`
    opened.push(name)
    return {
      origin: 0,
      track: name,
      input: { dispose: () => closed.push(name) }
    } as unknown as OpenStream<InputAudioTrack>
  }, 1000)
  return { shelf, opened, closed }
}

test('the next part of the same sound is read from the file that is open already', async () => {
  const { shelf, opened, closed } = setUp()
  shelf.putBack('talk', 0, await shelf.take('talk', 0))
  shelf.putBack('talk', 0, await shelf.take('talk', 0))
  expect(opened).toEqual(['talk#1'])
  expect(closed).toEqual([])
})

test('two requests at the same time never share an open file', async () => {
  const { shelf, opened, closed } = setUp()
  shelf.putBack('talk', 0, await shelf.take('talk', 0))
  const [one, two] = await Promise.all([shelf.take('talk', 0), shelf.take('talk', 0)])
  expect(one).not.toBe(two)
  shelf.putBack('talk', 0, one)
  shelf.putBack('talk', 0, two)
  expect(opened).toEqual(['talk#1', 'talk#2'])
  expect(closed).toEqual(['talk#1'])
})

test('another sound, or another stream of the file, takes the place of the one before', async () => {
  const { shelf, opened, closed } = setUp()
  shelf.putBack('talk', 0, await shelf.take('talk', 0))
  shelf.putBack('talk', 1, await shelf.take('talk', 1))
  shelf.putBack('song', 0, await shelf.take('song', 0))
  expect(opened).toEqual(['talk#1', 'talk#2', 'song#3'])
  expect(closed).toEqual(['talk#1', 'talk#2'])
})

test('a sound that nobody asks for any more is closed after a while', async () => {
  const { shelf, closed } = setUp()
  shelf.putBack('talk', 0, await shelf.take('talk', 0))
  vi.advanceTimersByTime(999)
  expect(closed).toEqual([])
  vi.advanceTimersByTime(2)
  expect(closed).toEqual(['talk#1'])
})

test('a sound in use is not closed by the time it lay on the shelf before', async () => {
  const { shelf, closed } = setUp()
  shelf.putBack('talk', 0, await shelf.take('talk', 0))
  await shelf.take('talk', 0)
  vi.advanceTimersByTime(5000)
  expect(closed).toEqual([])
})
