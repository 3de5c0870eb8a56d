import { describe, expect, it } from 'vitest'
import { moveBefore, moveBy } from '../../../src/renderer/session/recording-order'

const ids = ['a', 'b', 'c', 'd']

describe('putting recordings in another order', () => {
  it('drops one before another, or at the end', () => {
    expect(moveBefore(ids, 'd', 'b')).toEqual(['a', 'd', 'b', 'c'])
    expect(moveBefore(ids, 'a', 'c')).toEqual(['b', 'a', 'c', 'd'])
    expect(moveBefore(ids, 'a', undefined)).toEqual(['b', 'c', 'd', 'a'])
  })
  it('changes nothing when it is dropped where it is, so that no empty edit is written', () => {
    expect(moveBefore(ids, 'b', 'b')).toBe(ids)
    expect(moveBefore(ids, 'b', 'c')).toBe(ids)
    expect(moveBefore(ids, 'd', undefined)).toBe(ids)
    expect(moveBefore(ids, 'gone', 'b')).toBe(ids)
    expect(moveBefore(ids, 'a', 'gone')).toBe(ids)
  })
  it('moves by places and stops at the ends', () => {
    expect(moveBy(ids, 'b', 1)).toEqual(['a', 'c', 'b', 'd'])
    expect(moveBy(ids, 'b', -9)).toEqual(['b', 'a', 'c', 'd'])
    expect(moveBy(ids, 'a', -1)).toBe(ids)
    expect(moveBy(ids, 'd', 1)).toBe(ids)
  })
})
