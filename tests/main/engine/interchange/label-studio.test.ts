import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AnnotationDocument, Span } from '../../../../src/main/engine/interchange/document'
import { labelStudio } from '../../../../src/main/engine/interchange/label-studio'
import { micros } from '../../../../src/shared/domain/time'
import { documents } from './documents'
import { again, isSentence, read, refused, story, textOf, write } from './reading'

const tasks = [
  {
    id: 7,
    data: { audio: '/data/upload/1/ab-talk.wav', note: 'free text. with dots' },
    meta: { a: [1, null] },
    file_upload: 'ab-talk.wav',
    predictions: [
      {
        id: 3,
        model_version: 'm1',
        score: 0.5,
        result: [
          {
            id: 'r1',
            from_name: 'emo',
            to_name: 'audio',
            type: 'labels',
            score: 0.25,
            value: { start: 0.5, end: 1.5, channel: 0, labels: ['joy'] }
          }
        ]
      }
    ],
    annotations: [
      {
        id: 9,
        completed_by: { id: 2, email: 'ann@example.org', first_name: 'Ann' },
        was_cancelled: false,
        lead_time: 12.5,
        result: [
          {
            id: 'r1',
            from_name: 'speech',
            to_name: 'audio',
            type: 'labels',
            origin: 'prediction-changed',
            original_length: 60.5,
            meta: { text: ['a note'] },
            value: { start: 1.234567, end: 2, channel: 1, labels: ['speech', 'loud'] }
          },
          {
            id: 'r1',
            from_name: 'emotion',
            to_name: 'audio',
            type: 'choices',
            original_length: 60.5,
            value: { start: 1.234567, end: 2, channel: 1, choices: ['anger'] }
          },
          {
            id: 'r1',
            from_name: 'words',
            to_name: 'audio',
            type: 'textarea',
            value: { start: 1.234567, end: 2, text: ['hello', 'again'] }
          },
          { id: 'r1', from_name: 'stars', to_name: 'audio', type: 'rating', value: { rating: 4 } },
          {
            id: 'r2',
            from_name: 'speech',
            to_name: 'audio',
            type: 'labels',
            value: { start: 5, end: 6, labels: [] }
          },
          { id: 'w', from_name: 'mood', to_name: 'audio', type: 'choices', value: { choices: ['sad'] } },
          { type: 'relation', from_id: 'r1', to_id: 'r2', direction: 'left', labels: ['cause'] },
          { type: 'relation', from_id: 'r1', to_id: 'gone', direction: 'right' }
        ]
      },
      { id: 10, completed_by: 5, result: [] }
    ]
  },
  {
    id: 8,
    data: { video: 'clip.mp4', fps: 25 },
    annotations: [
      {
        completed_by: 1,
        result: [
          {
            id: 'f',
            from_name: 'tl',
            to_name: 'video',
            type: 'timelinelabels',
            value: {
              ranges: [
                { start: 1, end: 25 },
                { start: 51, end: 51 }
              ],
              timelinelabels: ['fear']
            }
          },
          {
            id: 'b',
            from_name: 'box',
            to_name: 'video',
            type: 'videorectangle',
            value: {
              framesCount: 9,
              sequence: [{ frame: 1, enabled: true, x: 1, y: 2, width: 3, height: 4, rotation: 0, time: 0 }],
              labels: ['face']
            }
          },
          {
            id: 't',
            from_name: 'ts',
            to_name: 'x',
            type: 'timeserieslabels',
            value: { start: 3, end: 3, instant: true, timeserieslabels: ['blink'] }
          },
          {
            id: 'd',
            from_name: 'ts',
            to_name: 'x',
            type: 'timeserieslabels',
            value: { start: '2020-01-01 00:00', end: '2020-01-01 00:01', timeserieslabels: ['blink'] }
          },
          {
            id: 'p',
            from_name: 'par',
            to_name: 'x',
            type: 'paragraphlabels',
            value: { start: '0', end: '1', startOffset: 3, endOffset: 9, paragraphlabels: ['joy'] }
          }
        ]
      }
    ]
  }
]
const file = JSON.stringify(tasks)

describe('Label Studio tasks', () => {
  test('controls of one region are one segment, choices are a track of their own, frames count from 1', () => {
    const { document, repairs } = read(labelStudio, 'p.json', file)
    expect(document.recordings.map(({ name }) => name)).toEqual(['ab-talk', 'clip'])
    expect(document.recordings[0]?.duration).toBe(60_500_000)
    expect(story(document)).toEqual([
      'speech 1234567-2000000 [speech|loud] hello\nagain i4 (a note)',
      'speech 5000000-6000000',
      'emotion 1234567-2000000 [anger]',
      'emo 500000-1500000 [joy] c0.25',
      'tl 0-1000000 [fear]',
      'tl 2000000-2040000 [fear]',
      // Nine frames at 25 a second.
      'box 0-360000 [face]',
      'ts 3000000-3000000 [blink]'
    ])
    expect(document.recordings[0]?.tiers.map(({ annotator, predicted }) => [annotator, predicted])).toEqual([
      ['ann@example.org', undefined],
      ['ann@example.org', undefined],
      ['m1', true]
    ])
    const [link] = document.recordings[0]?.links ?? []
    expect(link).toMatchObject({ from: 'r2', to: 'r1', type: 'cause', direction: 'forward' })
    expect(repairs.map(({ code }) => code)).toEqual(['untimed', 'kept'])
  })

  test('a file that was only read and written holds the same', () => {
    const written = JSON.parse(textOf(write(labelStudio, read(labelStudio, 'p.json', file).document)[0]))
    expect(written).toEqual(tasks.map((task) => ({ predictions: [], ...task })))
  })

  test('a moved region changes its time only; a new one is added behind', () => {
    const { document } = read(labelStudio, 'p.json', file)
    const edited: AnnotationDocument = {
      ...document,
      recordings: document.recordings.map((recording) => ({
        ...recording,
        tiers: recording.tiers.map((tier) => {
          if (tier.kind !== 'spans' || (tier.name !== 'speech' && tier.name !== 'tl')) return tier
          const [first, ...more] = tier.spans
          if (!first) return tier
          const moved: Span = { ...first, end: micros(first.end + 400_000), text: first.text && 'changed' }
          return {
            ...tier,
            spans: [
              moved,
              ...more,
              { id: `new ${tier.name}`, start: micros(0), end: micros(10), labels: ['x'] }
            ]
          }
        })
      }))
    }
    const written = JSON.parse(textOf(write(labelStudio, edited)[0]))
    const result = written[0].annotations[0].result
    expect(result[0]).toEqual({
      ...tasks[0]?.annotations[0]?.result[0],
      value: { start: 1.234567, end: 2.4, channel: 1, labels: ['speech', 'loud'] }
    })
    expect(result[2].value.text).toEqual(['changed'])
    expect(result.at(-1)).toMatchObject({
      id: 'new speech',
      type: 'labels',
      value: { start: 0, end: 0.00001, labels: ['x'] }
    })
    expect(written[1].annotations[0].result[0].value.ranges).toEqual([
      { start: 1, end: 35 },
      { start: 51, end: 51 }
    ])
  })

  test('labels, words, intensity, confidence and notes come back to the microsecond, by annotator', () => {
    fc.assert(
      fc.property(
        documents({
          resolution: 1,
          overlap: true,
          moments: true,
          labels: 'several',
          text: 'also',
          facts: true,
          annotator: true
        }),
        (document) => {
          const back = again(labelStudio, document)
          expect([...story(back)].sort()).toEqual([...story(document)].sort())
          expect(labelStudio.losses?.(document)).toEqual([])
          const raters = (one: AnnotationDocument) =>
            one.recordings[0]?.tiers.map(({ name, annotator }) => `${name} ${annotator}`).sort()
          expect(raters(back)).toEqual(raters(document))
        }
      ),
      { numRuns: 50 }
    )
  })

  test('times in frames without a rate are read at 24 a second, and that is told', () => {
    const { document, repairs } = read(labelStudio, 'p.json', file.replace(',"fps":25', ''))
    expect(story(document)).toContain('tl 0-1041667 [fear]')
    expect(repairs.map(({ code }) => code)).toContain('frame-rate')
  })

  test.each([
    ['nesting without end', `[${'['.repeat(200_000)}`],
    [
      'nesting in a task',
      JSON.stringify(tasks).replace('"free text. with dots"', `${'['.repeat(99)}${']'.repeat(99)}`)
    ],
    ['cut off', file.slice(0, 500)],
    ['JSON-MIN', '[{"audio":"a.wav","label":[]}]'],
    ['no task', '[]'],
    ['a number', '7'],
    ['null tasks', '[null]'],
    ['no JSON', 'hello'],
    ['nothing', '']
  ])('%s is refused with a sentence', (_, content) => {
    expect(isSentence(refused(labelStudio, 'bad.json', content), 'bad.json')).toBe(true)
  })

  test('any JSON in the place of results ends in a reading that can be written', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            id: fc.constantFrom('a', 'b', 1, null),
            type: fc.constantFrom('labels', 'choices', 'textarea', 'relation', 'timelinelabels', 'x'),
            value: fc.oneof(
              fc.jsonValue(),
              fc.record({
                start: fc.anything({ maxDepth: 0 }),
                end: fc.double(),
                ranges: fc.constantFrom(undefined, [{}], [{ start: 1e300, end: 1e301 }], 5)
              })
            )
          })
        ),
        (result) => {
          const text = JSON.stringify([{ data: {}, annotations: [{ result }] }])
          const { document } = read(labelStudio, 'p.json', text)
          expect(JSON.parse(textOf(write(labelStudio, document)[0]))[0].annotations[0].result.length).toBe(
            result.length
          )
        }
      ),
      { numRuns: 200 }
    )
  })
})
