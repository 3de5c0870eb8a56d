import { describe, expect, it } from 'vitest'
import { micros } from '../../../src/shared/domain/time'
import { agreeingAnchors } from '../../../src/shared/sync/agreeing-anchors'

const anchor = (media: number, master: number) => ({
  media: micros(media * 1e6),
  master: micros(master * 1e6)
})

describe('anchors found by likeness', () => {
  it('are kept where they lie on one line, and chance matches left out', () => {
    const right = [0, 20, 45, 80].map((at) => anchor(at, 3 + at * 1.0002))
    const wrong = [anchor(30, 34.5), anchor(60, 62.1)]
    expect(agreeingAnchors([...right, ...wrong], 5000)).toEqual(right)
  })

  it('agree on nothing when each says something else, or would need clocks that no session has', () => {
    expect(agreeingAnchors([anchor(2.5, 26.917), anchor(7.5, 26.349)], 5000)).toEqual([])
    expect(agreeingAnchors([anchor(0, 5), anchor(100, 106)], 5000)).toEqual([])
    expect(agreeingAnchors([anchor(0, 5)], 5000)).toEqual([])
  })
})
