import { afterEach, describe, expect, it } from 'vitest'
import type { MediaFile, Recording } from '../../../src/shared/domain/rows'
import { micros } from '../../../src/shared/domain/time'
import { dropTarget } from '../../../src/renderer/panels/drop-zone/drop-target'
import { joinedIn, listed } from '../../../src/renderer/session/joined-files'
import { clearProject, projectStore } from '../../../src/renderer/session/project'
import { noProject } from '../../../src/renderer/session/project-index'
import { clearSelection, openRecording } from '../../../src/renderer/session/selection'

const file = (id: string, recordingId: string): MediaFile => ({
  id,
  recordingId,
  path: `/data/${id}`,
  sizeBytes: 1,
  contentHash: id,
  container: 'mp4',
  playback: 'direct',
  missing: false
})

describe('what an import put together', () => {
  it('is told of recordings with several files only', () => {
    const joined = joinedIn([file('P01.mp4', 'a'), file('x.wav', 'b'), file('P01.srt', 'a')])
    expect([...joined].map(([id, files]) => [id, files.map((each) => each.id)])).toEqual([
      ['a', ['P01.mp4', 'P01.srt']]
    ])
  })

  it('is named in a sentence, however many there are', () => {
    expect(listed(['a'])).toBe('a')
    expect(listed(['a', 'b'])).toBe('a and b')
    expect(listed(['a', 'b', 'c', 'd'])).toBe('a, b, c and d')
    expect(listed(['a', 'b', 'c', 'd', 'e', 'f'])).toBe('a, b, c and 3 more')
  })
})

describe('files dropped on the window', () => {
  const recordings = new Map<string, Recording>(
    ['r1', 'r2'].map((id, position) => [id, { id, name: id, duration: micros(1e6), position }])
  )
  afterEach(() => {
    clearProject()
    clearSelection()
  })
  const open = (id: string | undefined): void => {
    projectStore.setState({ index: { ...noProject, recordings } })
    openRecording(id)
  }

  it('become new recordings while none is open', () => {
    open(undefined)
    expect(dropTarget(900, 1000, undefined)).toEqual({ into: undefined, by: 'window' })
  })

  it('go to the open recording on the right half, and become new ones on the left', () => {
    open('r1')
    expect(dropTarget(100, 1000, undefined)).toEqual({ into: undefined, by: 'half' })
    expect(dropTarget(900, 1000, undefined)).toEqual({ into: 'r1', by: 'half' })
  })

  it('go to the recording of the library under the pointer, whichever is open', () => {
    open('r1')
    expect(dropTarget(100, 1000, 'r2')).toEqual({ into: 'r2', by: 'row' })
    expect(dropTarget(100, 1000, 'gone')).toEqual({ into: undefined, by: 'half' })
  })
})
