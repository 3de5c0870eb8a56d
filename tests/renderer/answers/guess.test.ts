import { describe, expect, test } from 'vitest'
import { guessMapping, scoresOf } from '../../../src/renderer/panels/answers/guess'

const target = { schemeId: 's', attributeId: 'a' }
const labels = ['anger', 'joy'].map((id) => ({
  id,
  name: id,
  color: '',
  letter: '',
  aliases: id === 'joy' ? ['happiness'] : [],
  neutral: false
}))

describe('what the dialogue for answers begins with', () => {
  test('takes columns called like labels for scores, and the path for the recording', () => {
    const columns = ['filepath', 'happiness', 'anger', 'note']
    const mapping = guessMapping(
      { columns, rows: [{ filepath: 'a.jpg', happiness: '1', anger: '0', note: '' }] },
      target,
      labels,
      undefined
    )
    expect(mapping).toMatchObject({
      unit: 'recording',
      recordingColumn: 'filepath',
      scoreColumns: { joy: 'happiness', anger: 'anger' },
      answerColumn: undefined
    })
  })
  test('sees answers behind thoughts, turns, and times', () => {
    const rows = [{ clip: 'a', utterance_id: '0', response: '<think>x</think><answer>joy</answer>' }]
    const segmentsOf = { authorId: 'anna', kind: 'utterances' as const }
    const mapping = guessMapping(
      { columns: ['clip', 'utterance_id', 'response'], rows },
      target,
      labels,
      segmentsOf
    )
    expect(mapping).toMatchObject({
      unit: 'segment',
      segmentColumn: 'utterance_id',
      answerColumn: 'response'
    })
    expect(mapping.pattern).toContain('<answer>')
    expect(mapping.reasonPattern).toContain('<think>')
    const timed = guessMapping(
      { columns: ['clip', 'start_ms', 'end_ms', 'label'], rows: [] },
      target,
      labels,
      undefined
    )
    expect(timed).toMatchObject({
      unit: 'times',
      startColumn: 'start_ms',
      endColumn: 'end_ms',
      timeUnit: 'ms',
      answerColumn: 'label'
    })
  })
  test('one column that happens to be called like a label is no table of scores', () => {
    expect(scoresOf(['id', 'joy'], labels)).toEqual({})
  })
})
