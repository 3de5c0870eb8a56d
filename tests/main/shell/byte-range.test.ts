import { expect, test } from 'vitest'
import { byteRange } from '../../../src/main/shell/byte-range'

test('the first hundred bytes are bytes 0 to 99', () => {
  expect(byteRange('bytes=0-99', 1000)).toEqual({ start: 0, end: 99 })
})

test('an open range goes to the end of the file', () => {
  expect(byteRange('bytes=900-', 1000)).toEqual({ start: 900, end: 999 })
})

test('a suffix range is the last bytes of the file, the whole file when it is shorter', () => {
  expect(byteRange('bytes=-100', 1000)).toEqual({ start: 900, end: 999 })
  expect(byteRange('bytes=-100', 40)).toEqual({ start: 0, end: 39 })
})

test('an end behind the file is cut to the file', () => {
  expect(byteRange('bytes=10-5000', 1000)).toEqual({ start: 10, end: 999 })
})

test('a range outside the file cannot be satisfied', () => {
  expect(byteRange('bytes=1000-', 1000)).toBe('unsatisfiable')
  expect(byteRange('bytes=5-2', 1000)).toBe('unsatisfiable')
  expect(byteRange('bytes=-0', 1000)).toBe('unsatisfiable')
})

test('no header, other units and several ranges are answered with the whole file', () => {
  for (const header of [null, '', 'items=0-1', 'bytes=-', 'bytes=0-1,5-6', 'bytes=a-b'])
    expect(byteRange(header, 1000)).toBeUndefined()
})
