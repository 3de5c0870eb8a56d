import { expect, test } from 'vitest'
import {
  channelsFrom,
  channelsText,
  classesFrom,
  classesText,
  numberFrom
} from '../../../src/renderer/panels/array-mapping/field-text'

test('channels are typed with a comma between and a unit in brackets', () => {
  const channels = [{ label: 'Fp1' }, { label: 'GSR', unit: 'Ω' }, { label: 'RESP', unit: '' }]
  expect(channelsText(channels)).toBe('Fp1, GSR [Ω], RESP []')
  expect(channelsFrom(channelsText(channels))).toEqual(channels)
  expect(channelsFrom('Fp1,\n Fp2 ,, ')).toEqual([{ label: 'Fp1' }, { label: 'Fp2' }])
})

test('labels are typed as numbers with what they stand for', () => {
  const classes = [
    { value: -1, label: 'negative' },
    { value: 0.5, label: 'so so' }
  ]
  expect(classesFrom(classesText(classes))).toEqual(classes)
  expect(classesFrom('happy, 2 = sad')).toEqual([{ value: 2, label: 'sad' }])
})

test('numbers may have a decimal comma, and nothing is no number', () => {
  expect(numberFrom('12,5')).toBe(12.5)
  expect(numberFrom(' ')).toBeUndefined()
  expect(numberFrom('fast')).toBeUndefined()
})
