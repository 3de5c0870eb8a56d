import { describe, expect, it } from 'vitest'
import { aroundChange } from '../../../src/renderer/panels/find/around-change'

describe('two texts in a narrow row', () => {
  it('begin shortly before they differ, at a word', () => {
    expect(
      aroundChange('Where is the front wheel of my bike', 'Where is the front wheel of your bike')
    ).toEqual(['…front wheel of my bike', '…front wheel of your bike'])
  })
  it('are whole when they differ near the start or not at all', () => {
    expect(aroundChange('my bike', 'your bike')).toEqual(['my bike', 'your bike'])
    expect(aroundChange('', 'a')).toEqual(['', 'a'])
  })
})
