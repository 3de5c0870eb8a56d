import { describe, expect, test } from 'vitest'
import { reportDocument } from '../../../src/renderer/panels/compare/views/report/document'
import type { ReportPart } from '../../../src/renderer/panels/compare/views/report/part'

const part: ReportPart = {
  title: 'Scores & <confusion>',
  paragraphs: ['8 items count.'],
  cards: [
    {
      name: 'UAR',
      value: null,
      reason: 'no class',
      definition: 'mean recall',
      convention: 'classes of the reference',
      n: 8,
      unit: 'segments',
      leftOut: []
    }
  ],
  tables: [
    {
      name: 'confusion',
      title: 'Confusion',
      table: [
        ['label', 'joy'],
        ['joy', '5']
      ]
    }
  ],
  figures: [{ name: 'confusion', title: 'Matrix', figure: { data: [], layout: {} }, width: 10, height: 10 }],
  examples: [{ where: 'Talk 1, 0:01', said: [['Anna', 'Joy']], words: '<script>alert(1)</script>' }]
}
const html = reportDocument(
  { title: 'Model against "Anna"', facts: [['Project', 'Study']], note: '' },
  [part],
  new Map([['confusion', '<svg xmlns="http://www.w3.org/2000/svg"><text>&amp;</text></svg>']])
)

describe('the document of a report', () => {
  test('needs nothing but itself and runs nothing', () => {
    expect(html).toContain(`default-src 'none'`)
    expect(html).not.toMatch(/<script|<link|<iframe|\bon\w+=|src="(?!data:)/i)
    // Whatever is named by an address is inside the document.
    for (const [, address = ''] of html.matchAll(/(?:src|href)="([^"]*)"/g))
      expect(address).toMatch(/^(data:|#)/)
  })

  test('shows words as they are, whatever signs they have', () => {
    expect(html).toContain('Scores &amp; &lt;confusion&gt;')
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(html).toContain('Model against &quot;Anna&quot;')
  })

  test('says of a number that is not defined why, and how each was made', () => {
    expect(html).toContain('not defined: no class')
    expect(html).toContain('<dt>Definition</dt><dd>mean recall</dd>')
  })

  test('holds figures as pictures that come back as they were', () => {
    const [, svg = ''] = /src="data:image\/svg\+xml,([^"]*)"/.exec(html) ?? []
    expect(decodeURIComponent(svg)).toContain('<text>&amp;</text>')
  })
})
