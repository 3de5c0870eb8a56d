import { describe, expect, it } from 'vitest'
import { attributeTask } from '../../../src/shared/values/attribute'
import { nextCode, offeredCodes } from '../../../src/shared/values/missing-answer'

const task = (missing: readonly string[]) =>
  attributeTask(
    {
      id: 's',
      name: 's',
      version: '1',
      document: {
        schema: 'affectory.labels/1',
        id: 's',
        name: 's',
        attributes: [{ id: 'a', type: 'categorical', unit: 'segment', labels: [{ id: 'x' }], missing }]
      }
    },
    'a'
  )

describe('codes for missing answers', () => {
  it('are offered when they are words; numbers and blanks belong to files', () => {
    expect(offeredCodes(task(['xxx', '', '-100', 'not visible']))).toEqual(['xxx', 'not visible'])
    expect(offeredCodes(undefined)).toEqual([])
  })

  it('follow one another when the key is pressed again, then none', () => {
    const codes = ['xxx', 'noise']
    expect(nextCode(codes, undefined)).toBe('xxx')
    expect(nextCode(codes, 'xxx')).toBe('noise')
    expect(nextCode(codes, 'noise')).toBeUndefined()
  })
})
