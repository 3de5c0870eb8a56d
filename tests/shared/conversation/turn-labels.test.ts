import { describe, expect, it } from 'vitest'
import { turnAt, turnLabels } from '../../../src/shared/conversation/turn-labels'
import { shownPerspective } from '../../../src/shared/domain/perspective'
import type { Author, Segment } from '../../../src/shared/domain/rows'
import { micros } from '../../../src/shared/domain/time'

const at = (id: string, start: number, end: number, more: Partial<Segment> = {}): Segment => ({
  id,
  trackId: 't',
  start: micros(start),
  end: micros(end),
  flagged: false,
  ...more
})

describe('labels of turns', () => {
  it('are about the speaker: a label of somebody else in the same time does not count', () => {
    const turns = [at('a', 0, 1000, { personId: 'anna' })]
    const labels = [at('x', 0, 1000, { personId: 'ben', label: 'fear' }), at('y', 0, 500, { label: 'joy' })]
    expect(turnLabels(labels, turns)[0]?.label).toBe('joy')
  })

  it('are found behind a long label that began much earlier', () => {
    const turns = Array.from({ length: 50 }, (_, i) => at(`t${i}`, i * 100, i * 100 + 90))
    const labels = [at('long', 0, 5000, { label: 'calm' }), at('x', 4000, 4090, { label: 'joy' })]
    const found = turnLabels(labels, turns).map((segment) => segment?.label)
    expect(found.filter((label) => label === 'calm')).toHaveLength(49)
    expect(found[40]).toBe('joy')
  })

  it('of 20,000 turns take a moment', () => {
    const turns = Array.from({ length: 20_000 }, (_, i) => at(`t${i}`, i * 100, i * 100 + 90))
    const labels = turns.map((turn) => ({ ...turn, id: `l${turn.id}`, label: 'joy' }))
    const start = process.cpuUsage()
    const found = turnLabels(labels, turns)
    const { user, system } = process.cpuUsage(start)
    expect(found.filter(Boolean)).toHaveLength(20_000)
    // Every turn against every label would be 400 million comparisons, seconds of work.
    expect((user + system) / 1000).toBeLessThan(500)
  })

  it('stand at the turn being said, also at one that goes on behind a shorter one', () => {
    const turns = [at('a', 0, 1000), at('b', 200, 400), at('c', 2000, 3000)]
    expect([100, 300, 500, 1500, 2000].map((time) => turnAt(turns, time))).toEqual([0, 1, 0, undefined, 2])
  })
})

describe('the view of an annotator', () => {
  const author = (perspective: string, kind: Author['kind'] = 'human') =>
    shownPerspective({ kind, perspective })
  it('is told where it is not the usual one from outside', () => {
    expect(['writer', 'reader', 'self', 'self-report', 'expert'].map((view) => author(view))).toEqual([
      'writer',
      'reader',
      'self',
      'self',
      'expert'
    ])
    expect(author('observer')).toBeUndefined()
    expect(author('model', 'model')).toBeUndefined()
  })
})
