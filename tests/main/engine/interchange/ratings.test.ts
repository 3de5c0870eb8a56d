import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { carma } from '../../../../src/main/engine/interchange/carma'
import { darma } from '../../../../src/main/engine/interchange/darma'
import type { AnnotationDocument } from '../../../../src/main/engine/interchange/document'
import type { InterchangeFormat } from '../../../../src/main/engine/interchange/format'
import { pagan } from '../../../../src/main/engine/interchange/pagan'
import { micros } from '../../../../src/shared/domain/time'
import { traces } from './documents'
import { again, isSentence, read, refused, textOf, write } from './reading'

const carmaFile = `"media_open; media_play; media_end","2024/05/06 07:08:09:123; 2024/05/06 07:08:10:000; 2024/05/06 07:09:00:500"
Multimedia File,"talk, one.mp4"
Lower Label,very "cold"
Upper Label,very warm
Minimum Value,-100
Maximum Value,100
Number of Steps,9
Second,Rating
%%%%%%,%%%%%%
0.5,12.25
1,NaN
1.5,-100
`
const darmaFile = `Time of Rating,2024-05-06 07:08:09,,
Multimedia File,talk.mp4,61.5,
Magnitude,1000,,
Second,Affiliation,Dominance,Button
%%%%%%,%%%%%%,%%%%%%,%%%%%%
0.25,10,-20.5,0
0.5,,,
0.75,30,40,1
`
const trace = (document: AnnotationDocument) => {
  const tier = document.recordings[0]?.tiers[0]
  if (tier?.kind !== 'trace') throw new Error('no trace')
  return tier
}

/** The same, with -0 as 0. */
const plainZero = (values: readonly (number | null)[]) => values.map((value) => (value === 0 ? 0 : value))

function comesBack(format: InterchangeFormat, document: AnnotationDocument, dimensions: number): void {
  const [given, back] = [trace(document), trace(again(format, document))]
  expect(back.times.length).toBe(given.times.length)
  for (const [i, time] of back.times.entries())
    expect(Math.abs(time - (given.times[i] ?? 0))).toBeLessThanOrEqual(1)
  for (let d = 0; d < dimensions; d++)
    expect(plainZero(back.dimensions[d]?.values ?? [])).toEqual(plainZero(given.dimensions[d]?.values ?? []))
}

const value = fc.option(fc.double({ min: -100, max: 100, noNaN: true }), { nil: null })

describe('CARMA', () => {
  test('the time of a rating is the middle of its bin; empty bins are missing', () => {
    const { document, repairs } = read(carma, 'rater3.csv', carmaFile)
    expect(repairs).toEqual([])
    expect(trace(document)).toMatchObject({
      rateHz: 2,
      times: [250_000, 750_000, 1_250_000],
      dimensions: [{ name: 'Rating', min: -100, max: 100, values: [12.25, null, -100] }]
    })
    expect(document.recordings[0]).toMatchObject({ name: 'talk, one', media: [{ path: 'talk, one.mp4' }] })
    expect(textOf(write(carma, document)[0])).toBe(carmaFile)
  })

  test('a header of another version is found by its percent signs', () => {
    const old = `2013-01-02 03:04\n${carmaFile.split('\n').slice(1, 7).join('\n')}\nextra,line\nSecond,Rating\n%%%%%%,%%%%%%\n0.5,1\n1.0,2\n`
    expect(trace(read(carma, 'a.csv', old).document).times).toEqual([250_000, 750_000])
    expect(textOf(write(carma, read(carma, 'a.csv', old).document)[0])).toContain('extra,line\n')
    const semicolons = carmaFile
      .replaceAll(',', ';')
      .replaceAll('0.5', '0,5')
      .replaceAll('1.5', '1,5')
      .replace('12.25', '12,25')
    expect(trace(read(carma, 'a.csv', semicolons).document).dimensions[0]?.values).toEqual([
      12.25,
      null,
      -100
    ])
  })

  test('rows out of order are left out and told with their line', () => {
    const { repairs } = read(carma, 'a.csv', `${carmaFile}1.2,5\nx,1\n2,7\n`)
    expect(repairs[0]?.message).toContain('line 13; line 14')
  })

  test('ratings come back at 2, 25 and 30 bins a second', () => {
    fc.assert(
      fc.property(
        fc
          .constantFrom(2, 25, 30)
          .chain((rate) => traces([{ name: 'Rating', min: -100, max: 100 }], rate, value, 0.5)),
        (document) => {
          comesBack(carma, document, 1)
          expect(carma.losses?.(document)).toEqual([])
        }
      ),
      { numRuns: 60 }
    )
  })

  test.each([
    ['a table of something else', 'a,b\n1,2\n'],
    ['no rating', carmaFile.slice(0, carmaFile.indexOf('0.5,'))],
    ['a DARMA file', darmaFile],
    ['nothing', '']
  ])('%s is refused with a sentence', (_, content) => {
    expect(isSentence(refused(carma, 'bad.csv', content), 'bad.csv')).toBe(true)
  })
})

describe('DARMA', () => {
  test('both axes and the button are read; blank bins are missing; the file comes back as it was', () => {
    const { document } = read(darma, 'r.csv', darmaFile)
    expect(trace(document)).toMatchObject({
      rateHz: 4,
      times: [125_000, 375_000, 625_000],
      dimensions: [
        { name: 'Affiliation', min: -1000, max: 1000, values: [10, null, 30] },
        { name: 'Dominance', values: [-20.5, null, 40] },
        { name: 'Button', values: [0, null, 1] }
      ]
    })
    expect(textOf(write(darma, document)[0])).toBe(darmaFile)
  })

  test('two dimensions come back; one or three are told and left out', () => {
    fc.assert(
      fc.property(
        traces([{ name: 'valence', min: -100, max: 100 }, { name: 'arousal, "high"' }], 10, value, 0.5),
        (document) => {
          comesBack(darma, document, 2)
          expect(trace(again(darma, document)).dimensions.map(({ name }) => name)).toEqual([
            'valence',
            'arousal, "high"',
            'Button'
          ])
        }
      ),
      { numRuns: 30 }
    )
    const one = read(carma, 'a.csv', carmaFile).document
    expect(write(darma, one)).toEqual([])
    expect(darma.losses?.(one).map(({ code }) => code)).toContain('loss.axes')
  })

  test('each is recognised as itself', () => {
    const probe = (format: InterchangeFormat, head: string) =>
      format.probe({ name: 'a.csv', extension: 'csv', head })
    expect([probe(carma, carmaFile), probe(darma, carmaFile), probe(pagan, carmaFile)]).toEqual([
      true,
      false,
      false
    ])
    expect([probe(carma, darmaFile), probe(darma, darmaFile)]).toEqual([false, true])
  })
})

describe('PAGAN', () => {
  const file =
    'OriginalName,DatabaseName,Participant,SessionID,Timestamp,VideoTime,Value\nGood, bad, ugly,db1,p1,s1,1700000000000,0,0\nGood, bad, ugly,db1,p1,s1,1700000001000,1000,3.5\nGood, bad, ugly,db1,p2,s2,1700000002000,250,-7\nGood, bad, ugly,db1,p1,s1,1700000009000,500,2\nOther,db2,p1,s3,1700000002000,250,1\nbroken,row\n'

  test('commas in a title do not shift the columns; a viewer who jumps back is put in order', () => {
    const { document, repairs } = read(pagan, 'a.csv', file)
    expect(
      document.recordings.map(({ name, tiers }) => [name, tiers.map(({ annotator }) => annotator)])
    ).toEqual([
      ['Good, bad, ugly', ['p1', 'p2']],
      ['Other', ['p1']]
    ])
    expect(trace(document)).toMatchObject({
      times: [0, 500_000, 1_000_000],
      dimensions: [{ values: [0, 2, 3.5] }]
    })
    expect(trace(document).rateHz).toBeUndefined()
    expect(repairs[0]?.message).toContain('line 7')
    expect(again(pagan, document)).toEqual(document)
  })

  test('values come back within a millisecond', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.integer({ min: 1, max: 10_000 }), fc.double({ noNaN: true, noDefaultInfinity: true })),
          { minLength: 1, maxLength: 30 }
        ),
        (steps) => {
          let at = 0
          const times = steps.map(([step]) => micros((at += step) * 1000))
          const document: AnnotationDocument = {
            schemes: [],
            recordings: [
              {
                name: 'a, b',
                media: [],
                links: [],
                tiers: [
                  {
                    id: 'r',
                    name: 'r',
                    kind: 'trace',
                    annotator: 'r',
                    times,
                    dimensions: [{ name: 'Value', values: steps.map(([, one]) => one) }]
                  }
                ]
              }
            ]
          }
          const back = trace(again(pagan, document))
          expect(back.times).toEqual(times)
          expect(plainZero(back.dimensions[0]?.values ?? [])).toEqual(plainZero(steps.map(([, one]) => one)))
          expect(pagan.losses?.(document)).toEqual([])
        }
      ),
      { numRuns: 40 }
    )
  })

  test('a file without rows is refused with a sentence', () => {
    expect(isSentence(refused(pagan, 'bad.csv', file.split('\n')[0] ?? ''), 'bad.csv')).toBe(true)
  })
})
