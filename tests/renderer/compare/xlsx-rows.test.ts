import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { xlsxRows } from '../../../src/renderer/panels/compare/views/open-vocabulary/xlsx-rows'
import { sharedData } from '../../fixtures/shared-data'
import { xlsxRows as rowsByMain } from '../../fixtures/xlsx-rows'

const names = ['wheel1.xlsx', 'wheel5.xlsx', 'synonym.xlsx'] as const
test.skipIf(!sharedData('text', 'mer2024-ov', 'wheel1.xlsx')).each(names)(
  'the window reads the first sheet of %s as the reader of files does',
  async (name) => {
    const path = sharedData('text', 'mer2024-ov', name) ?? ''
    const rows = await xlsxRows(new Uint8Array(readFileSync(path)))
    const expected = (await rowsByMain(path)).map((row) =>
      [...row].map(([column, text]) => `${column} ${text}`)
    )
    expect(
      rows?.map((row) =>
        row.flatMap((text, at) => (text === '' ? [] : [`${String.fromCharCode(65 + at)} ${text}`]))
      )
    ).toEqual(expected.map((row) => row.filter((cell) => !/^[A-Z] $/.test(cell))))
    expect(rows?.length).toBeGreaterThan(30)
  }
)

test('what is no workbook is told by nothing', async () => {
  expect(await xlsxRows(new TextEncoder().encode('name,format\n'))).toBeUndefined()
  expect(await xlsxRows(new Uint8Array(0))).toBeUndefined()
})
