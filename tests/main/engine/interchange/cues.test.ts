import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { srt } from '../../../../src/main/engine/interchange/srt'
import { webvtt } from '../../../../src/main/engine/interchange/webvtt'
import { documents, nastyWords } from './documents'
import { again, isSentence, read, refused, story, textOf, write } from './reading'

const cueWords = nastyWords.filter((text) => !/\n\s*\n/.test(text) && !/^[ \t]|[ \t]$/m.test(text))

const vtt = `WEBVTT - title
Kind: captions

STYLE
::cue { color: red }

NOTE first --
second line

intro
00:01.000 --> 00:02.500 align:start position:10%
<v.loud Anna Lee>I &lt;am&gt; <i>so</i> &amp; so

1:02:03.004 --> 1:02:03.004
<v Bob>no
time

00:03.500 --> 00:04.000
plain --&gt; arrow

NOTE end
`

describe('WebVTT', () => {
  test('speakers, entities, mark-up, notes, styles and settings are read, and all come back', () => {
    const { document, repairs } = read(webvtt, 'a.vtt', vtt)
    expect(repairs).toEqual([])
    expect(story(document)).toEqual([
      'Anna Lee 1000000-2500000 I <am> so & so',
      'Bob 3723004000-3723004000 no\ntime',
      'Transcript 3500000-4000000 plain --> arrow'
    ])
    const text = textOf(write(webvtt, document)[0])
    for (const kept of [
      'WEBVTT - title\nKind: captions\n',
      'STYLE\n::cue',
      'NOTE first --\nsecond',
      'intro\n00:00:01.000 --> 00:00:02.500 align:start position:10%\n<v.loud Anna Lee>I &lt;am&gt; <i>so</i>',
      'NOTE end\n'
    ])
      expect(text).toContain(kept)
    expect(text.indexOf('plain')).toBeLessThan(text.indexOf('Bob'))
    expect(text).toContain('01:02:03.004 --> 01:02:03.005')
  })

  test('labels, words, confidence and comments come back within a millisecond', () => {
    fc.assert(
      fc.property(
        documents({
          resolution: 1000,
          overlap: true,
          labels: 'several',
          text: 'also',
          facts: true,
          person: true
        }),
        (document) => {
          expect([...story(again(webvtt, document))].sort()).toEqual([...story(document)].sort())
          const codes = (webvtt.losses?.(document) ?? []).map(({ code }) => code)
          expect(codes.every((code) => code === 'loss.blank-lines')).toBe(true)
        }
      ),
      { numRuns: 50 }
    )
  })

  test('words come back with who says them, starts never go back', () => {
    fc.assert(
      fc.property(
        documents({ resolution: 1000, overlap: true, labels: 'none', text: 'one', words: cueWords }),
        (document) => {
          const text = textOf(write(webvtt, document)[0])
          const starts = [...text.matchAll(/^(\d\d:\d\d:\d\d\.\d{3}) --> (\d\d:\d\d:\d\d\.\d{3})$/gm)]
          expect(starts.length).toBe(story(document).length)
          for (const [i, match] of starts.entries()) {
            expect((match[1] ?? '') >= (starts[i - 1]?.[1] ?? '')).toBe(true)
            expect((match[2] ?? '') > (match[1] ?? '')).toBe(true)
          }
          const only = document.recordings[0]?.tiers.length === 1
          const named = only
            ? story(document).map((line) => line.replace('tier 1', 'Transcript'))
            : story(document)
          expect([...story(again(webvtt, document))].sort()).toEqual([...named].sort())
        }
      ),
      { numRuns: 50 }
    )
  })

  test('a missing first line, commas and times that run backwards are read and told', () => {
    const { document, repairs } = read(
      webvtt,
      'odd.vtt',
      '00:01,000 --> 00:02,000\na\n\n00:05.000 --> 00:04.000\nb\n\nlost words\n'
    )
    expect(story(document)).toEqual(['Transcript 1000000-2000000 a', 'Transcript 5000000-5000000 b'])
    expect(repairs.map(({ code }) => code).sort()).toEqual(['block', 'comma', 'no-header', 'reversed'])
    expect(textOf(write(webvtt, document)[0])).toContain('lost words')
  })

  test.each(['hello', '', '\0\0\0'])('a file that is none is refused with a sentence', (content) => {
    expect(isSentence(refused(webvtt, 'bad.vtt', content), 'bad.vtt')).toBe(true)
  })
})

describe('SubRip', () => {
  test.each([
    ['plain', '1\n00:00:01,000 --> 00:00:02,500\nhi\n\n2\n00:00:03,000 --> 00:00:04,000\nyou\n'],
    [
      'CRLF, mark, no last blank line',
      '\uFEFF1\r\n00:00:01,000 --> 00:00:02,500\r\nhi\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nyou'
    ],
    ['points', '1\n00:00:01.000 --> 00:00:02.500\nhi\n\n2\n00:00:03.000 --> 00:00:04.000\nyou\n'],
    [
      'full-width commas',
      '1\n00:00:01，000 --> 00:00:02，500\nhi\n\n2\n00:00:03，000 --> 00:00:04，000\nyou\n'
    ],
    ['no milliseconds', '1\n00:00:01 --> 00:00:02,5\nhi\n\n2\n00:00:03 --> 00:00:04\nyou\n'],
    [
      'decimal and negative numbers',
      '-1\n00:00:01,000 --> 00:00:02,500\nhi\n\n1.5\n00:00:03,000 --> 00:00:04,000\nyou\n'
    ],
    ['no numbers', '00:00:01,000 --> 00:00:02,500\nhi\n\n00:00:03,000 --> 00:00:04,000\nyou\n'],
    [
      'blank lines before the text',
      '1\n00:00:01,000 --> 00:00:02,500\n\nhi\n\n\n2\n00:00:03,000 --> 00:00:04,000\nyou\n'
    ]
  ])('%s reads the same', (_, content) => {
    expect(story(read(srt, 'a.srt', content).document)).toEqual([
      'Transcript 1000000-2500000 hi',
      'Transcript 3000000-4000000 you'
    ])
  })

  test('blank lines inside a text, speakers, mark-up and places on the screen are kept', () => {
    const { document } = read(
      srt,
      'a.srt',
      '1\n00:00:01,000 --> 00:00:02,000 X1:10 X2:20\nAnna: <i>one</i>\n\ntwo\n\n2\n00:00:03,000 --> 00:00:04,000\n12\n'
    )
    expect(story(document)).toEqual(['Anna 1000000-2000000 one\n\ntwo', 'Transcript 3000000-4000000 12'])
    const text = textOf(write(srt, document)[0])
    expect(text).toContain('X1:10 X2:20\nAnna: <i>one</i>\n\ntwo\n')
    expect(again(srt, document)).toEqual(document)
  })

  test('words come back within a millisecond', () => {
    const words = cueWords.filter((text) => !/-->|^\s*\p{Lu}[^:]*:|<|&|\{/u.test(text))
    fc.assert(
      fc.property(
        documents({
          resolution: 1000,
          overlap: true,
          labels: 'none',
          text: 'one',
          tiers: 1,
          person: true,
          words
        }),
        (document) => {
          const person = document.recordings[0]?.tiers[0]?.person
          const named = story(document).map((line) => line.replace('tier 1', person ?? 'Transcript'))
          expect([...story(again(srt, document))].sort()).toEqual([...named].sort())
          expect(srt.losses?.(document)).toEqual([])
        }
      ),
      { numRuns: 60 }
    )
  })

  test('numbers begin at 1, ends are after starts, and an arrow in the words is no time', () => {
    const { document } = read(
      srt,
      'a.srt',
      '7\n00:00:05,000 --> 00:00:05,000\na\n\n3\n00:00:01,000 --> 00:00:02,000\nb\n'
    )
    const changed = {
      ...document,
      recordings: document.recordings.map((one) => ({
        ...one,
        tiers: one.tiers.map((tier) =>
          tier.kind === 'spans'
            ? {
                ...tier,
                spans: tier.spans.map((span) => ({ ...span, text: '00:00:01,000 --> 00:00:02,000' }))
              }
            : tier
        )
      }))
    }
    expect(textOf(write(srt, changed)[0])).toBe(
      '1\n00:00:01,000 --> 00:00:02,000\n00:00:01,000 → 00:00:02,000\n\n2\n00:00:05,000 --> 00:00:05,001\n00:00:01,000 → 00:00:02,000\n'
    )
    expect(srt.losses?.(changed).map(({ code }) => code)).toEqual(['loss.moments', 'loss.arrows'])
  })

  test('a file without times is refused with a sentence', () => {
    expect(isSentence(refused(srt, 'bad.srt', 'hello'), 'bad.srt')).toBe(true)
  })
})
