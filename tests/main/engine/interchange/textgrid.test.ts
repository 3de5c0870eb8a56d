import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textgrid, textgridShort } from '../../../../src/main/engine/interchange/textgrid'
import { documents } from './documents'
import { again, isSentence, read, refused, story, textOf, utf16, write } from './reading'

const long = `File type = "ooTextFile"
Object class = "TextGrid"

xmin = 0
xmax = 3.5
tiers? <exists>
size = 2
item []:
    item [1]:
        class = "IntervalTier"
        name = "say ""it"""
        xmin = 0
        xmax = 3.5
        intervals: size = 4
        intervals [1]:
            xmin = 0
            xmax = 0.5
            text = ""
        intervals [2]:
            xmin = 0.5
            xmax = 1.25
            text = "one ""two""
three ! 4 5 <exists>"
        intervals [3]:
            xmin = 1.25
            xmax = 2
            text = ""
        intervals [4]:
            xmin = 2
            xmax = 3.5
            text = ""
    item [2]:
        class = "TextTier"
        name = "clicks"
        xmin = 0
        xmax = 3.5
        points: size = 2
        points [1]:
            number = 1e-1
            mark = "ä"
        points [2]:
            number = 2.000001
            mark = ""
`
const expected = [
  'say "it" 500000-1250000 one "two"\nthree ! 4 5 <exists>',
  'clicks 100000-100000 ä',
  'clicks 2000001-2000001'
]

const short = `"ooTextFile"
"TextGrid"
0 3.5 ! 7 a comment with numbers
<exists> 2
"IntervalTier" "say ""it""" 0 3.5 4
0 0.5 "" 0.5 1.25 "one ""two""
three ! 4 5 <exists>" 1.25 2 "" 2 3.5 ""
"TextTier" "clicks" 0 3.5 2 0.1 "ä" 2.000001 ""`

describe('Praat TextGrids', () => {
  test.each([
    ['long', long],
    ['short', short],
    ['with CRLF', long.replaceAll('\n', '\r\n').replace('""two""\r\nthree', '""two""\nthree')],
    ['with a mark', `\uFEFF${long}`],
    [
      "in ELAN's spelling",
      long.replaceAll('item [', 'item[').replace(/intervals \[(\d)\]:/g, 'intervals [$1]')
    ],
    ['in UTF-16 big-endian', utf16(long, 'be')],
    ['in UTF-16 little-endian', utf16(long, 'le')],
    ['in UTF-16 without mark', utf16(long, 'be').slice(2)],
    ['in Latin-1', Uint8Array.from(long, (char) => char.charCodeAt(0))]
  ])('the same grid %s reads the same', (_, content) => {
    const { document, repairs } = read(textgrid, 'a.TextGrid', content)
    expect(story(document)).toEqual(expected)
    expect(document.recordings[0]?.duration).toBe(3_500_000)
    expect(repairs).toEqual([])
  })

  test('a boundary between two silences survives', () => {
    const text = textOf(write(textgrid, read(textgrid, 'a.TextGrid', long).document)[0])
    expect(text.replace(/ +$/gm, '')).toBe(long.replace('1e-1', '0.1'))
  })

  test('the short form is written as Praat writes it', () => {
    const { document } = read(textgrid, 'a.TextGrid', long)
    const text = textOf(write(textgridShort, document)[0])
    expect(story(read(textgrid, 'b.TextGrid', text).document)).toEqual(expected)
    expect(text.length).toBeLessThan(long.length / 2)
  })

  test('decimal commas, intervals without length, gaps and overlaps are read and told', () => {
    const { document, repairs } = read(
      textgrid,
      'odd.TextGrid',
      '"ooTextFile" "TextGrid" 0 9,5 <exists> 1 "IntervalTier" "t" 0 9,5 3 0 1 "a" 1 1 "b" 0,5 9,5 "c"'
    )
    expect(story(document)).toEqual(['t 0-1000000 a', 't 1000000-1000000 b', 't 500000-9500000 c'])
    expect(repairs.map(({ code }) => code).sort()).toEqual(['decimal-comma', 'no-length', 'overlap'])
    expect(repairs[0]?.message).toMatch(/^odd\.TextGrid has .*line 1/)
  })

  test('tiers of the same name and without name are told apart and come back', () => {
    const text =
      '"ooTextFile" "TextGrid" 0 1 <exists> 3 "IntervalTier" "" 0 1 1 0 1 "a" "IntervalTier" "x" 0 1 1 0 1 "b" "IntervalTier" "x" 0 1 1 0 1 "c"'
    const { document } = read(textgrid, 'a.TextGrid', text)
    expect(document.recordings[0]?.tiers.map(({ name }) => name)).toEqual(['tier 1', 'x', 'x (2)'])
    expect(textOf(write(textgrid, document)[0])).toContain('name = ""')
  })

  test.each([textgrid, textgridShort])('labels and facts come back to the microsecond ($name)', (format) => {
    fc.assert(
      fc.property(
        documents({ resolution: 1, moments: true, labels: 'none', text: 'one', facts: true }),
        (document) => {
          const files = write(format, document)
          const back = read(textgrid, 'b.TextGrid', files[0]?.bytes ?? '').document
          const plain = (lines: readonly string[]) =>
            lines.map((line) => line.replace(/^(tier \d)( \([a-z0-9]+\))*/, '$1')).sort()
          expect(plain(story(back))).toEqual(plain(story(document)))
          const told = format.losses?.(document) ?? []
          expect(told.every(({ code }) => code === 'loss.mixed' || code === 'loss.overlap')).toBe(true)
          if (told.length === 0) expect(story(back)).toEqual(story(document))
        }
      ),
      { numRuns: 60 }
    )
  })

  test('every written grid has adjoining intervals of positive length from start to end', () => {
    fc.assert(
      fc.property(
        documents({ resolution: 1, moments: true, overlap: true, labels: 'several', text: 'also' }),
        (document) => {
          const text = textOf(write(textgrid, document)[0])
          const end = Number(/^xmax = (\S+)/m.exec(text)?.[1])
          for (const tier of text.split(/^ {4}item \[\d+\]:$/m).slice(1)) {
            const pairs = [...tier.matchAll(/^ {12}xmin = (\S+) \n {12}xmax = (\S+) $/gm)].map((match) => [
              Number(match[1]),
              Number(match[2])
            ])
            if (!tier.includes('IntervalTier')) continue
            expect(pairs[0]?.[0]).toBe(0)
            expect(pairs.at(-1)?.[1]).toBe(end)
            for (const [i, [from = 0, to = 0]] of pairs.entries()) {
              expect(to).toBeGreaterThan(from)
              if (i > 0) expect(from).toBe(pairs[i - 1]?.[1])
            }
          }
        }
      ),
      { numRuns: 40 }
    )
  })

  test.each([
    ['cut off', long.slice(0, 400)],
    ['cut in a text', long.slice(0, 360)],
    ['another object', long.replace('"TextGrid"', '"Pitch 1"')],
    ['a count beyond the file', long.replace('size = 4', 'size = 4000000000')],
    ['a negative count', long.replace('size = 4', 'size = -4')],
    ['a time beyond clocks', long.replace('xmax = 3.5', 'xmax = 1e300')],
    ['binary', 'ooBinaryFile\u0008TextGrid\0\0\0'],
    ['words', 'hello'],
    ['nothing', '']
  ])('%s is refused with a sentence', (_, content) => {
    expect(isSentence(refused(textgrid, 'bad.TextGrid', content), 'bad.TextGrid')).toBe(true)
  })

  test('again and again gives the same file', () => {
    const { document } = read(textgrid, 'a.TextGrid', long)
    expect(again(textgrid, again(textgrid, document))).toEqual(again(textgrid, document))
  })
})

test('a large grid with a mistake on every line is read in seconds', () => {
  const intervals = Array.from({ length: 100_000 }, (_, i) => `${i},0\n${i + 1},0\n"x"`).join('\n')
  const started = performance.now()
  const { repairs } = read(
    textgrid,
    'big.TextGrid',
    `"ooTextFile" "TextGrid" 0 100000 <exists> 1 "IntervalTier" "t" 0 100000 100000\n${intervals}`
  )
  expect(repairs[0]?.message).toContain('199995 more')
  expect(performance.now() - started).toBeLessThan(5000)
})
