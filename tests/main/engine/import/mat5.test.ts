import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { countOf } from '../../../../src/main/engine/import/arrays/array-value'
import type { ArrayValue } from '../../../../src/main/engine/import/arrays/array-value'
import { openMat5 } from '../../../../src/main/engine/import/mat5/open-mat5'
import { importPaths } from '../../../fixtures/import-file'
import { CLASS, Mat5Builder, TYPE } from '../../../fixtures/mat5'

const little = new Mat5Builder()
const place = (bytes: Buffer, name = 'file.mat'): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'affectory-mat5-')), name)
  writeFileSync(path, bytes)
  return path
}
const plain = (value: ArrayValue | undefined): unknown => {
  if (value?.kind === 'numbers')
    return {
      shape: value.shape,
      numbers: [...value.read(0, countOf(value.shape))],
      ...(value.imaginary ? { imaginary: plain(value.imaginary) } : {})
    }
  if (value?.kind === 'text') return value.rows
  if (value?.kind === 'cell')
    return Array.from({ length: countOf(value.shape) }, (_, i) => plain(value.item(i)))
  if (value?.kind === 'struct')
    return Array.from({ length: countOf(value.shape) }, (_, i) =>
      Object.fromEntries(value.fields.map((field) => [field, plain(value.field(field, i))]))
    )
  return value?.what
}
async function read(bytes: Buffer, name: string): Promise<unknown> {
  const { root, close } = await openMat5(place(bytes))
  try {
    return plain(root.field(name))
  } finally {
    close()
  }
}
const refusal = async (bytes: Buffer): Promise<string> => {
  try {
    const { root, close } = await openMat5(place(bytes))
    try {
      return JSON.stringify(root.fields.map((name) => plain(root.field(name))))
    } finally {
      close()
    }
  } catch (error) {
    return error instanceof Error ? error.message : 'no error'
  }
}

test('doubles that are stored as bytes in the tag itself are read as what they are', async () => {
  const file = little.file(little.doubles('x', [1, 3], [1, 2, 250], TYPE.uint8))
  expect(await read(file, 'x')).toEqual({ shape: [1, 3], numbers: [1, 2, 250] })
})

test('files of big-endian machines hold the same numbers', async () => {
  const big = new Mat5Builder(false)
  const file = big.file(
    big.doubles('x', [2, 2], [1.5, -2, 3, 1e9]),
    big.doubles('y', [1, 1], [7], TYPE.int16)
  )
  expect(await read(file, 'x')).toEqual({ shape: [2, 2], numbers: [1.5, -2, 3, 1e9] })
  expect(await read(file, 'y')).toEqual({ shape: [1, 1], numbers: [7] })
})

test('a packed variable with a wrong checksum is read all the same', async () => {
  const values = Array.from({ length: 5000 }, (_, i) => Math.sin(i))
  const file = little.file(little.packed(little.doubles('x', [1, 5000], values), false))
  expect(await read(file, 'x')).toEqual({ shape: [1, 5000], numbers: values })
})

test('several packed variables in a row keep their names', async () => {
  const file = little.file(
    little.packed(little.doubles('a', [1, 1], [1])),
    little.packed(little.doubles('b', [1, 1], [2])),
    little.doubles('c', [1, 1], [3])
  )
  const { root, close } = await openMat5(place(file))
  expect(root.fields).toEqual(['a', 'b', 'c'])
  close()
})

test('the rows of a matrix of characters are told row by row', async () => {
  // "ab" over "cd", stored column by column: a c b d
  const chars = little.matrix(CLASS.char, [2, 2], 'names', little.numbers(TYPE.uint16, [97, 99, 98, 100]))
  expect(await read(little.file(chars), 'names')).toEqual(['ab', 'cd'])
})

test('texts in UTF-8 keep their letters', async () => {
  const chars = little.matrix(CLASS.char, [1, 2], 'unit', little.numbers(TYPE.utf8, [...Buffer.from('µV')]))
  expect(await read(little.file(chars), 'unit')).toEqual(['µV'])
})

test('cells, arrays of structs and empty arrays are what MATLAB shows', async () => {
  const cell = little.matrix(CLASS.cell, [1, 2], 'c', little.text('', 'hi'), little.doubles('', [0, 0], []))
  const struct = little.struct(
    's',
    ['label', 'x'],
    [
      [little.text('', 'Fz'), little.doubles('', [1, 1], [1])],
      [little.text('', 'Cz'), little.doubles('', [1, 1], [2])]
    ]
  )
  const file = little.file(cell, struct)
  expect(await read(file, 'c')).toEqual([['hi'], { shape: [0, 0], numbers: [] }])
  expect(await read(file, 's')).toEqual([
    { label: ['Fz'], x: { shape: [1, 1], numbers: [1] } },
    { label: ['Cz'], x: { shape: [1, 1], numbers: [2] } }
  ])
})

test('a sparse array is spread out with its zeros', async () => {
  // 3 x 2 with 5 at (2,1) and 7 at (3,2); rows and starts of columns count from 0.
  const sparse = little.matrix(
    CLASS.sparse,
    [3, 2],
    'x',
    little.numbers(TYPE.int32, [1, 2]),
    little.numbers(TYPE.int32, [0, 1, 2]),
    little.numbers(TYPE.double, [5, 7])
  )
  expect(await read(little.file(sparse), 'x')).toEqual({ shape: [3, 2], numbers: [0, 5, 0, 0, 0, 7] })
})

test('complex and logical arrays keep both halves and their zeros and ones', async () => {
  const complex = little.matrix(
    CLASS.double | 0x800,
    [1, 2],
    'z',
    little.numbers(TYPE.double, [1, 2]),
    little.numbers(TYPE.double, [3, 4])
  )
  const logical = little.matrix(CLASS.uint8 | 0x200, [1, 3], 'b', little.numbers(TYPE.uint8, [1, 0, 1]))
  const file = little.file(complex, logical)
  expect(await read(file, 'z')).toEqual({
    shape: [1, 2],
    numbers: [1, 2],
    imaginary: { shape: [1, 2], numbers: [3, 4] }
  })
  expect(await read(file, 'b')).toEqual({ shape: [1, 3], numbers: [1, 0, 1] })
})

test('functions and objects are passed over, and what follows them is read', async () => {
  const file = little.file(
    little.matrix(CLASS.function, [1, 1], 'f', little.text('', 'sin')),
    little.matrix(CLASS.object, [1, 1], 'o', little.text('', 'timetable')),
    little.doubles('x', [1, 1], [9])
  )
  expect(await read(file, 'f')).toBe('a function')
  expect(await read(file, 'o')).toBe('an object')
  expect(await read(file, 'x')).toEqual({ shape: [1, 1], numbers: [9] })
})

test('sizes that lie are refused before anything is reserved for them', async () => {
  const more = little.matrix(
    CLASS.double,
    [2_000_000_000, 2_000_000_000],
    'x',
    little.numbers(TYPE.double, [1])
  )
  expect(await refusal(little.file(more))).toMatch(/fewer numbers than that/)
  const cells = little.matrix(CLASS.cell, [1, 1_000_000_000], 'c')
  expect(await refusal(little.file(cells))).toMatch(/more items than the file holds/)
  const sparse = little.matrix(
    CLASS.sparse,
    [100_000, 100_000],
    's',
    little.numbers(TYPE.int32, [0, 0, 0]),
    little.numbers(TYPE.int32, [0, 0, 0]),
    little.numbers(TYPE.double, [1])
  )
  expect(await refusal(little.file(sparse))).toMatch(/too large to be spread out/)
  const negative = little.matrix(CLASS.double, [-1, 4], 'n', little.numbers(TYPE.double, [1]))
  expect(await refusal(little.file(negative))).toMatch(/impossible shape/)
})

test('a packed variable that announces more than it can hold is refused', async () => {
  const element = little.doubles('x', [1, 2], [1, 2])
  little.word(element, 4, 4_000_000_000)
  expect(await refusal(little.file(little.packed(element)))).toMatch(/announces more data than it can hold/)
})

test('cells within cells without end are refused', async () => {
  let nested = little.doubles('', [1, 1], [1])
  for (let i = 0; i < 200; i++) nested = little.matrix(CLASS.cell, [1, 1], i === 199 ? 'deep' : '', nested)
  expect(await refusal(little.file(nested))).toMatch(/nested more deeply/)
})

test.each([130, 140, 200, 400])('a file that ends at byte %d is told as cut off', async (end) => {
  const whole = little.file(
    little.doubles(
      'x',
      [1, 100],
      Array.from({ length: 100 }, (_, i) => i)
    )
  )
  const { files, problems } = await importPaths([place(whole.subarray(0, end))])
  expect(files).toEqual([])
  expect(problems).toHaveLength(1)
  expect(problems[0]?.message).toMatch(/^file\.mat /)
  expect(problems[0]?.severity).toBe('error')
})

test('a slice of an array is read without the rest', async () => {
  const { root, close } = await openMat5(place(little.file(little.doubles('x', [1, 4], [1, 2, 3, 4]))))
  const x = root.field('x')
  expect(x?.kind === 'numbers' ? [...x.read(1, 3)] : []).toEqual([2, 3])
  close()
})

test('a variable too large for the memory is unpacked beside and removed again', async () => {
  const values = Array.from({ length: 200_000 }, (_, i) => Math.sin(i))
  const path = place(little.file(little.packed(little.doubles('x', [1, values.length], values))))
  const scratch = `${path}-scratch`
  const { root, close } = await openMat5(path, scratch, 1000)
  const x = root.field('x')
  expect(existsSync(`${scratch}-0`)).toBe(true)
  expect(x?.kind === 'numbers' ? [...x.read(0, values.length)] : []).toEqual(values)
  close()
  expect(existsSync(`${scratch}-0`)).toBe(false)
})
