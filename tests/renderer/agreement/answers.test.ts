import { describe, expect, test } from 'vitest'
import { changedLabels, driftTable } from '../../../src/renderer/panels/agreement/annotator-report-text'
import {
  answeredIn,
  noAnswerChoice,
  readAnswerChoice
} from '../../../src/renderer/panels/agreement/answer-choice'
import type { AnnotatorDrift } from '../../../src/shared/agreement/annotator-drift'
import type { Track } from '../../../src/shared/domain/rows'
import { micros } from '../../../src/shared/domain/time'
import { schemes } from '../../main/store/project-fixture'

const track = (id: string, authorId: string, schemeId: string, attributeId: string): Track => ({
  ...{ id, authorId, schemeId, attributeId, recordingId: 'r', kind: 'segments', name: id },
  ...{ position: 0, locked: false, overlap: 'allowed' }
})

describe('what is offered under Answers', () => {
  const tracks = [
    track('1', 'anna', 'vad-sam9', 'vad'),
    track('2', 'ben', 'vad-sam9', 'vad'),
    track('3', 'anna', 'ekman7', 'emotion'),
    track('4', 'ben', 'ekman7', 'emotion'),
    track('5', 'anna', 'wrime8', 'intensity'),
    track('6', 'ben', 'wrime8', 'intensity'),
    track('7', 'anna', 'va-bipolar', 'va')
  ]
  const found = answeredIn({
    tracks: new Map(tracks.map((each) => [each.id, each])),
    schemes: new Map(schemes.map((scheme) => [scheme.id, scheme])),
    counts: new Map(
      tracks.map(({ id }) => [id, { trackId: id, segments: 4, labelled: 3, labelledTime: micros(1) }])
    )
  })

  test('is what two annotators answered: ratings first, several labels next, intensities beside one label last', () => {
    expect(found.map(({ schemeId, kind }) => [schemeId, kind])).toEqual([
      ['vad-sam9', 'ratings'],
      ['wrime8', 'labels'],
      ['ekman7', 'intensity']
    ])
    expect(found[2]?.title).toContain('Intensity beside')
  })

  test('a stored choice that cannot be read is the default', () => {
    for (const stored of [undefined, 7, { minOverlap: 9, view: 'gone', authorIds: 'anna' }])
      expect(readAnswerChoice(stored)).toEqual(noAnswerChoice)
    expect(readAnswerChoice({ view: 'ccc', minOverlap: 0.3, on: true })).toMatchObject({
      view: 'ccc',
      minOverlap: 0.3,
      on: true
    })
  })
})

describe('the annotator report in words', () => {
  const drift: AnnotatorDrift = {
    authorId: 'anna',
    n: 30,
    third: 10,
    leftOut: 2,
    first: { value: 0.9 },
    last: { value: 0.6 },
    change: { value: -0.3, interval: { low: -0.5, high: -0.1, level: 0.95, method: 'm' } },
    curve: [],
    labels: [
      { label: 'anger', first: 0.2, last: 0.5 },
      { label: 'fear', first: 0.41, last: 0.4 }
    ]
  }

  test('names labels whose share changed, not those that moved by a point', () => {
    expect(changedLabels(drift, (id) => id)).toBe('anger +30 points')
  })

  test('as a table has the thirds, the change and every label', () => {
    const [head = [], row = []] = driftTable([drift], { author: (id) => id, label: (id) => id })
    expect(head).toHaveLength(row.length)
    expect(row[head.indexOf('change low')]).toBe('-0.5')
    expect(row[head.indexOf('anger last')]).toBe('0.5')
  })
})
