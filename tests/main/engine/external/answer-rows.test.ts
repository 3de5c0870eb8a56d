import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { answerRows, formatOf } from '../../../../src/main/engine/external/answer-rows'

const folder = mkdtempSync(join(tmpdir(), 'affectory-answers-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function rowsOf(name: string, text: string) {
  const path = join(folder, name)
  writeFileSync(path, text)
  const rows = []
  for await (const { line, cells } of answerRows(path, await formatOf(path), new AbortController().signal))
    rows.push({ line, cells })
  return rows
}

describe('a file of answers', () => {
  it('may have line ends, quotes and separators inside quoted cells', async () => {
    const rows = await rowsOf(
      'a.csv',
      '\uFEFFid,answer\r\nx,"He said ""no"",\nthen left"\r\ny, angry \r\n\r\n'
    )
    expect(rows).toEqual([
      { line: 2, cells: { id: 'x', answer: 'He said "no",\nthen left' } },
      { line: 4, cells: { id: 'y', answer: 'angry' } }
    ])
  })
  it('is read the same however its pieces fall, a quote at the edge of one included', async () => {
    // 256 KiB is one piece of the stream.
    const long = 'x'.repeat(262_144 - 10)
    for (const shift of [0, 1, 2, 3, 4]) {
      const rows = await rowsOf('b.csv', `id,t\n"${'y'.repeat(shift)}${long}","a ""q"""\nz,"1"\n`)
      expect(rows.map(({ cells }) => cells['t'])).toEqual(['a "q"', '1'])
      expect(rows[0]?.cells['id']?.length).toBe(long.length + shift)
    }
  })
  it('may be separated by semicolons or tabs', async () => {
    expect((await rowsOf('c.csv', 'id;label\na;joy, really\n'))[0]?.cells).toEqual({
      id: 'a',
      label: 'joy, really'
    })
    expect((await rowsOf('c.tsv', 'id\tlabel\na\tjoy\n'))[0]?.cells).toEqual({ id: 'a', label: 'joy' })
  })
  it('may be JSON lines or a list, with fields of fields by their path', async () => {
    const lines = await rowsOf('d.jsonl', '{"id":1,"response":{"text":"angry"},"list":["a","b"]}\n\n{"id":2}')
    expect(lines).toEqual([
      { line: 1, cells: { id: '1', 'response.text': 'angry', list: 'a, b' } },
      { line: 3, cells: { id: '2' } }
    ])
    expect((await rowsOf('e.json', '{"results":[{"id":"x"}]}'))[0]?.cells).toEqual({ id: 'x' })
    expect(
      (await rowsOf('f.json', '{"clip1":"joy","clip2":{"label":"anger"}}')).map(({ cells }) => cells)
    ).toEqual([
      { key: 'clip1', value: 'joy' },
      { key: 'clip2', label: 'anger' }
    ])
  })
  it('that is damaged is refused by the line', async () => {
    await expect(rowsOf('g.jsonl', '{"id":1}\n{"id":\n')).rejects.toThrow('Line 2 is not JSON')
    await expect(rowsOf('h.csv', 'id,a\nx,"never ends\n')).rejects.toThrow('begins in line 2 has no end')
  })
})
