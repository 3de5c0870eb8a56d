import { describe, expect, it } from 'vitest'
import type { Track } from '../../../src/shared/domain/rows'
import { sameFace } from '../../../src/shared/domain/same-face'

const track = (id: string, more: Partial<Track> = {}): Track => ({
  id,
  recordingId: 'r',
  authorId: 'model',
  schemeId: 'ekman7',
  attributeId: 'emotion',
  name: 'Face 1',
  kind: 'segments',
  overlap: 'forbidden',
  position: 0,
  locked: false,
  runId: 'run-1',
  ...more
})
const first = track('first')
const idsBeside = (...others: readonly Track[]): readonly string[] =>
  sameFace(first, [first, ...others], 'anna').map(({ id }) => id)

describe('tracks of the same face', () => {
  it('are what every model found under that number in the recording', () => {
    expect(
      idsBeside(
        track('other-attribute', { attributeId: 'intensity' }),
        track('other-model', { authorId: 'model-2', runId: 'run-2' })
      )
    ).toEqual(['other-attribute', 'other-model'])
  })
  it('are what I accepted of it, but not what others did', () => {
    expect(
      idsBeside(
        track('mine', { authorId: 'anna', runId: undefined }),
        track('of-ben', { authorId: 'ben', runId: undefined })
      )
    ).toEqual(['mine'])
  })
  it('are not other faces, other recordings, scores of pictures or locked tracks', () => {
    expect(
      idsBeside(
        track('face-2', { name: 'Face 2' }),
        track('elsewhere', { recordingId: 's' }),
        track('frames', { kind: 'frames' }),
        track('locked', { locked: true })
      )
    ).toEqual([])
  })
  it('stay apart when somebody has told them apart', () => {
    const eva = track('eva', { personId: 'eva' })
    expect(idsBeside(eva)).toEqual([])
    expect(
      sameFace(eva, [first, track('eva-too', { personId: 'eva', runId: 'run-2' })], 'anna').map(
        ({ id }) => id
      )
    ).toEqual(['eva-too'])
  })
  it('do not exist for tracks that are no numbered faces', () => {
    const speech = track('a', { name: 'Speech' })
    expect(sameFace(speech, [speech, track('b', { name: 'Speech' })], 'anna')).toEqual([])
  })
})
