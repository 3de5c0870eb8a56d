import { describe, expect, test } from 'vitest'
import { withoutBad } from '../../../src/renderer/session/signals/bad-spans'

const s = (from: number, to: number, group?: string) => ({
  fromUs: from * 1e6,
  toUs: to * 1e6,
  ...(group === undefined ? {} : { group })
})

describe('bad stretches', () => {
  test('are cut out of what is analysed, label by label, and told', () => {
    const whole = { text: 'segments of Emotion', spans: [s(0, 10, 'Joy'), s(20, 30, 'Fear')] }
    const left = withoutBad(whole, [s(4, 5), s(9, 22)])
    // Of 0 to 10 s remain 0 to 4 and 5 to 9, of 20 to 30 s remain 22 to 30; 1 + 1 + 2 s are left out.
    expect(left.spans).toEqual([s(0, 4, 'Joy'), s(5, 9, 'Joy'), s(22, 30, 'Fear')])
    expect(left.text).toBe('segments of Emotion without 2 bad stretches of 4 s')
  })

  test('that overlap each other are counted once', () => {
    expect(withoutBad({ text: 'all of it', spans: [s(0, 10)] }, [s(2, 4), s(3, 4)])).toEqual({
      text: 'all of it without 1 bad stretch of 2 s',
      spans: [s(0, 2), s(4, 10)]
    })
  })

  test('elsewhere change nothing', () => {
    const whole = { text: 'all of it', spans: [s(0, 10)] }
    expect(withoutBad(whole, [s(10, 12)])).toBe(whole)
  })

  test('over all of it leave a sentence instead', () => {
    const left = withoutBad({ text: 'the selection', spans: [s(2, 4)] }, [s(0, 9)])
    expect(left.spans).toEqual([])
    expect(left.problem).toBe('Everything in the selection is marked as bad.')
  })
})
