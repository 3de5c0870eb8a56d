import { describe, expect, it } from 'vitest'
import type { Track } from '../../../src/shared/domain/rows'
import { labelsOf } from '../../../src/shared/domain/labels'
import { RowTable, codeOf, seconds } from './row-table'
import { sliceCodePoints } from '../../../src/shared/documents/code-points'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RowChange } from '../../../src/shared/commands/command'

const TEXT = 'He shouted 😡 at me. My chest hurt. I thought: why?\nI need rest e\u0301.'
const cpm4 = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../resources/schemes/cpm4.json'), 'utf8')
) as { attributes: { id: string; timing?: { overlap: string } }[] }

/** A document of two sentences with one segment of Anna's over all of it. */
function page(attributeId: string, overlap: Track['overlap'] = 'forbidden', scheme: object = cpm4): RowTable {
  const base = { recordingId: 'r', schemeId: 'cpm4', attributeId, position: 0, locked: false, overlap }
  const author = { color: '#fff', perspective: 'observer', synthetic: false, position: 0 }
  const words = { start: seconds(0), end: seconds(2), flagged: false }
  const rows: RowChange[] = [
    {
      table: 'recording',
      id: 'r',
      after: { id: 'r', name: 'Story', duration: seconds(2), position: 1, medium: 'document' }
    },
    { table: 'author', id: 'anna', after: { ...author, id: 'anna', kind: 'human', name: 'Anna' } },
    { table: 'author', id: 'file', after: { ...author, id: 'file', kind: 'import', name: 'Document file' } },
    { table: 'scheme', id: 'cpm4', after: { id: 'cpm4', name: 'Story', version: '1', document: scheme } },
    {
      table: 'track',
      id: 'd',
      after: {
        ...base,
        id: 'd',
        authorId: 'file',
        name: 'Document',
        kind: 'utterances',
        layer: 'Document'
      }
    },
    {
      table: 'track',
      id: 't',
      after: { ...base, id: 't', authorId: 'anna', name: 'Anna', kind: 'segments' }
    },
    { table: 'segment', id: 'all', after: { ...words, id: 'all', trackId: 'd', text: TEXT } },
    { table: 'segment', id: 'mine', after: { ...words, id: 'mine', trackId: 't' } }
  ]
  return new RowTable(rows)
}
const spansOf = (rows: RowTable) => {
  const value = rows.get('segment', 'mine')?.value
  return value?.kind === 'spans' ? value.spans : []
}
const at = (words: string, label: string) => {
  const from = [...TEXT.slice(0, TEXT.indexOf(words))].length
  return { from, to: from + [...words].length, label }
}

describe('the parts of a narrative', () => {
  it('are labels with the question asked for them', () => {
    const labels = labelsOf(page('components').get('scheme', 'cpm4'), 'components')
    expect(labels.map(({ id, key }) => [id, key])).toEqual([
      ['behavior', '1'],
      ['feeling', '2'],
      ['thinking', '3'],
      ['territory', '4']
    ])
    expect(labels[1]?.definition).toContain('feel')
  })

  it('are marked in any order, kept in order of the text, and give its words back', () => {
    const rows = page('components')
    const marks = [
      at('I need rest e\u0301', 'territory'),
      at('My chest hurt', 'feeling'),
      at('He shouted 😡 at me', 'behavior'),
      at('I thought: why', 'thinking')
    ]
    for (const after of marks)
      expect(codeOf(rows.run('span-set', { segmentId: 'mine', after }))).toBeUndefined()
    expect(spansOf(rows).map(({ label }) => label)).toEqual(['behavior', 'feeling', 'thinking', 'territory'])
    expect(spansOf(rows).map(({ from, to }) => sliceCodePoints(TEXT, from, to))).toEqual([
      'He shouted 😡 at me',
      'My chest hurt',
      'I thought: why',
      'I need rest e\u0301'
    ])
  })

  it('may not share characters unless track or scheme allow it; touching is no overlap', () => {
    const first = { segmentId: 'mine', after: { from: 0, to: 10, label: 'behavior' } }
    const over = { segmentId: 'mine', after: { from: 9, to: 12, label: 'feeling' } }
    const beside = { segmentId: 'mine', after: { from: 10, to: 12, label: 'feeling' } }
    const strict = page('component_span')
    strict.run('span-set', first)
    expect(codeOf(strict.run('span-set', over))).toBe('spans.overlap')
    expect(codeOf(strict.run('span-set', beside))).toBeUndefined()
    const free = page('component_span', 'allowed')
    free.run('span-set', first)
    expect(codeOf(free.run('span-set', over))).toBeUndefined()
    const rule = (overlap: string) => ({
      ...cpm4,
      attributes: cpm4.attributes.map((attribute) => ({ ...attribute, timing: { overlap } }))
    })
    const byScheme = page('component_span', 'allowed', rule('forbidden'))
    byScheme.run('span-set', first)
    expect(codeOf(byScheme.run('span-set', over))).toBe('spans.overlap')
    const allowed = page('component_span', 'forbidden', rule('allowed'))
    allowed.run('span-set', first)
    expect(codeOf(allowed.run('span-set', over))).toBeUndefined()
    expect(
      codeOf(
        strict.run('segment-set', {
          ids: ['mine'],
          patch: { value: { kind: 'spans', spans: [first.after, over.after] } }
        })
      ),
      'whole values keep the rule too'
    ).toBe('spans.overlap')
  })

  it('are changed and taken away one by one; labels and places that do not exist are refused', () => {
    const rows = page('components')
    const mark = { from: 3, to: 10, label: 'behavior' }
    rows.run('span-set', { segmentId: 'mine', after: mark })
    const changed = { ...mark, label: 'feeling' }
    rows.run('span-set', { segmentId: 'mine', before: mark, after: changed })
    expect(spansOf(rows)).toEqual([changed])
    expect(codeOf(rows.run('span-set', { segmentId: 'mine', before: mark }))).toBe('spans.gone')
    expect(codeOf(rows.run('span-set', { segmentId: 'mine', after: { ...mark, label: 'anger' } }))).toBe(
      'label.unknown'
    )
    const length = [...TEXT].length
    expect(
      codeOf(
        rows.run('span-set', { segmentId: 'mine', after: { from: 60, to: length + 1, label: 'feeling' } })
      )
    ).toBe('spans.outside')
    expect(codeOf(rows.run('span-set', { segmentId: 'mine', before: changed }))).toBeUndefined()
    expect(rows.get('segment', 'mine')?.value).toBeUndefined()
  })
})
