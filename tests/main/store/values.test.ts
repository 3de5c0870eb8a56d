import { describe, expect, it } from 'vitest'
import { micros } from '../../../src/shared/domain/time'
import type { SegmentValue } from '../../../src/shared/domain/segment-value'
import { minuteOfVideo, newProject, reopen, schemes, value } from './project-fixture'

const second = 1_000_000
const mixture = (start: number, shares: Record<string, number>) => ({
  start: micros(start * second),
  end: micros((start + 1) * second),
  flagged: false,
  value: { kind: 'shares', shares } satisfies SegmentValue
})

describe('rows of a distribution that come with a file', () => {
  it('are left out with a sentence where they do not sum to 1, and the others come in', () => {
    const project = newProject()
    const answer = value(
      project.commitTogether(
        [
          {
            ...minuteOfVideo(),
            tracks: [
              {
                name: 'Votes',
                authorName: 'Crowd',
                schemeId: 'emotion-mixture',
                attributeId: 'mix',
                kind: 'segments',
                segments: [
                  mixture(0, { happiness: 0.7, surprise: 0.3 }),
                  mixture(3, { happiness: 0.7, surprise: 0.2 }),
                  mixture(5, { surprise: 1 })
                ]
              }
            ]
          }
        ],
        { schemes }
      )
    )
    expect(answer.skipped.map(({ message }) => message)).toEqual([
      'interview.mp4, 00:00:03.000: The shares of "Mix" must sum to 1, got 0.9. This row was left out.'
    ])
    const rows = project.segmentsOfRecording(answer.recordingIds[0] ?? '')
    expect(rows.map(({ start, label }) => [start / second, label])).toEqual([
      [0, 'happiness'],
      [5, 'surprise']
    ])
  })
})

describe('ratings without a label', () => {
  it('count as labelled, regions do not, also after opening again', () => {
    const project = newProject()
    const scheme = schemes.find(({ id }) => id === 'vad-sam9')
    const author = { id: 'anna', kind: 'human', name: 'Anna' }
    const run = (id: string, input: unknown): void => void value(project.apply('anna', [{ id, input }]))
    value(project.apply('anna', [{ id: 'author-save', input: author }]))
    run('scheme-save', { document: scheme?.document })
    const { recordingIds } = value(project.commitTogether([minuteOfVideo()], {}))
    const [recordingId] = recordingIds
    run('track-create', { id: 't', recordingId, schemeId: 'vad-sam9', attributeId: 'vad' })
    const make = (start: number, content: object): void =>
      run('segment-create', { trackId: 't', start: start * second, end: (start + 2) * second, ...content })
    make(0, { value: { kind: 'ratings', ratings: { valence: 7, arousal: 3 } } })
    make(4, { label: 'cannot-rate' })
    make(8, {})
    make(12, { value: { kind: 'region', shape: 'point', keys: [{ at: 0, x: 0.5, y: 0.5 }] } })
    const counted = reopen(project).snapshot().counts
    expect(counted).toEqual([{ trackId: 't', segments: 4, labelled: 2, labelledTime: 4 * second }])
  })
})
