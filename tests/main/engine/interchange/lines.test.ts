import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { audacity } from '../../../../src/main/engine/interchange/audacity'
import { rttm } from '../../../../src/main/engine/interchange/rttm'
import { uem } from '../../../../src/main/engine/interchange/uem'
import { documents, lineWords } from './documents'
import { again, isSentence, read, refused, story, textOf, write } from './reading'

describe('Audacity labels', () => {
  const nasty =
    '\uFEFF1.500000\t2.250000\tone two\r\n\\\t100.500000\t-1.000000\r\n3,5\t4\tcomma\r\n5\tpoint label\r\n6.000000\t6.000000\t\r\n\\ignored line\r\n9.0\t8.0\tbackwards\r\nnonsense\r\n'

  test('spectral lines, points, decimal commas and reversed labels are read, oddities told', () => {
    const { document, repairs } = read(audacity, 'emo.txt', nasty)
    expect(story(document)).toEqual([
      'emo 1500000-2250000 one two',
      'emo 3500000-4000000 comma',
      'emo 5000000-5000000 point label',
      'emo 6000000-6000000',
      'emo 8000000-9000000 backwards'
    ])
    expect(repairs.map(({ code }) => code)).toEqual(['reversed', 'no-time'])
    expect(textOf(write(audacity, document)[0])).toBe(
      '1.500000\t2.250000\tone two\n\\\t100.500000\t-1.000000\n3.500000\t4.000000\tcomma\n5.000000\t5.000000\tpoint label\n6.000000\t6.000000\t\n8.000000\t9.000000\tbackwards\n'
    )
  })

  test('one-line texts come back to the microsecond, one file for each track', () => {
    fc.assert(
      fc.property(
        documents({ resolution: 1, overlap: true, moments: true, text: 'one', words: lineWords }),
        (document) => {
          const tiers = document.recordings[0]?.tiers ?? []
          const files = write(audacity, document)
          expect(files.length).toBe(tiers.length)
          expect(new Set(files.map(({ name }) => name)).size).toBe(files.length)
          const back = files.flatMap((file, i) =>
            story(read(audacity, `tier ${i + 1}.txt`, file.bytes).document)
          )
          expect([...back].sort()).toEqual([...story(document)].sort())
          expect(audacity.losses?.(document)).toEqual([])
        }
      ),
      { numRuns: 50 }
    )
  })

  test('a text file of another kind is not taken for labels', () => {
    expect(audacity.probe({ name: 'a.txt', extension: 'txt', head: 'Dear diary\t1\t2' })).toBe(false)
    expect(audacity.probe({ name: 'a.txt', extension: 'txt', head: '0.0\t1.0\tx\n' })).toBe(true)
    expect(isSentence(refused(audacity, 'a.txt', 'Dear diary'), 'a.txt')).toBe(true)
  })
})

describe('RTTM and UEM', () => {
  const nasty =
    ';; comment\nSPKR-INFO talk 1 <NA> <NA> <NA> adult_male Bob <NA>\nSPEAKER talk 1 1.500 2.250 <NA> <NA> Bob <NA> <NA>\nSPEAKER   talk 2 2.000 1 <NA> <NA> Ann 0.75 <NA>\nSPEAKER talk 1 oops 2 <NA> <NA> Ann <NA> <NA>\nLEXEME talk 1 1.5 0.1 hello lex Bob 0.5\nSPEAKER other 1 0 1 <NA> <NA> Bob <NA> <NA>\n'

  test('turns are onset and length; other lines are skipped but kept; speakers belong to their file', () => {
    const { document, repairs } = read(rttm, 'a.rttm', nasty)
    expect(document.recordings.map(({ name }) => name)).toEqual(['talk', 'other'])
    expect(story(document)).toEqual(['Bob 1500000-3750000', 'Ann 2000000-3000000 c0.75', 'Bob 0-1000000'])
    expect(repairs.map(({ code }) => code)).toEqual(['turn'])
    expect(repairs[0]?.message).toContain('line 5')
    const text = textOf(write(rttm, document)[0])
    expect(text).toContain('LEXEME talk 1 1.5 0.1 hello lex Bob 0.5\n')
    expect(text).toContain('SPEAKER talk 2 2 1 <NA> <NA> Ann 0.75 <NA>\n')
    expect(again(rttm, document)).toEqual(document)
  })

  test('who speaks when comes back to the microsecond; names with spaces stay different', () => {
    fc.assert(
      fc.property(documents({ resolution: 1, overlap: true, moments: true, text: 'none' }), (document) => {
        const back = again(rttm, document)
        const expected = story(document).map((line) => line.replace('tier ', 'tier_'))
        expect([...story(back)].sort()).toEqual([...expected].sort())
        expect(rttm.losses?.(document).map(({ code }) => code)).toEqual(['loss.spaces'])
      }),
      { numRuns: 40 }
    )
    const clash = { ...read(rttm, 'a.rttm', nasty).document, format: undefined }
    const two = {
      ...clash,
      recordings: clash.recordings.slice(0, 1).map((one) => ({
        ...one,
        tiers: one.tiers.map((tier, i) => ({ ...tier, person: ['A B', 'A_B'][i] }))
      }))
    }
    expect(again(rttm, two).recordings[0]?.tiers.map(({ name }) => name)).toEqual(['A_B', 'A_B_2'])
  })

  test('scored parts are read and written; without any the whole recording is scored', () => {
    const { document } = read(uem, 'a.uem', ';; c\ntalk 1 0.5 60\ntalk 1 70 80.25\nother 2 0 5\n')
    expect(story(document)).toEqual([
      'scored 500000-60000000',
      'scored 70000000-80250000',
      'scored 0-5000000'
    ])
    expect(textOf(write(uem, document)[0])).toBe('talk 1 0.5 60\ntalk 1 70 80.25\nother 2 0 5\n')
    expect(textOf(write(uem, read(rttm, 'a.rttm', nasty).document)[0])).toBe('talk 1 0 3.75\nother 1 0 1\n')
  })

  test.each(['', 'hello', 'SPEAKER x'])('a file that is none is refused with a sentence', (content) => {
    expect(isSentence(refused(rttm, 'bad.rttm', content), 'bad.rttm')).toBe(true)
    expect(isSentence(refused(uem, 'bad.uem', content), 'bad.uem')).toBe(true)
  })
})
