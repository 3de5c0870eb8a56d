import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { indexDataset } from '../../../../src/main/engine/export/dataset-index'
import { ownFacts } from '../../../../src/main/engine/export/own-facts'
import { interchange } from '../../../../src/main/engine/interchange'
import type {
  AnnotationDocument,
  DocumentLink,
  WordsSpan
} from '../../../../src/main/engine/interchange/document'
import { micros } from '../../../../src/shared/domain/time'
import { documents, nastyWords } from './documents'
import { datasetOf, projectWith, put, read, written } from './through-project'

const FILES = { elan: 'out.eaf', 'label-studio': 'out.json' } as const
const formats = ['elan', 'label-studio'] as const

/** Turns with words, and links between any two of them that may name words of either. */
const talks = (resolution: number): fc.Arbitrary<AnnotationDocument> =>
  documents({ resolution, labels: 'none', text: 'one', words: nastyWords, tiers: 2 }).chain((document) => {
    const spans = document.recordings.flatMap(({ tiers }) =>
      tiers.flatMap((tier) => (tier.kind === 'spans' ? tier.spans : []))
    )
    const end = fc
      .constantFrom(...spans)
      .chain((span) => fc.record({ id: fc.constant(span.id), words: wordsIn(span.text ?? '') }))
    const link = fc.record({ from: end, to: end, comment: fc.option(nastyWords, { nil: undefined }) })
    return fc.array(link, { minLength: 1, maxLength: 4 }).map((links) => ({
      ...document,
      recordings: document.recordings.map((recording) => ({
        ...recording,
        links: links.map(({ from, to, comment }, index): DocumentLink => ({
          id: `l${index}`,
          from: from.id,
          to: to.id,
          type: 'cause',
          direction: 'forward',
          ...(comment === undefined ? {} : { text: comment }),
          ...(from.words ? { fromWords: from.words } : {}),
          ...(to.words ? { toWords: to.words } : {})
        }))
      }))
    }))
  })

function wordsIn(text: string): fc.Arbitrary<WordsSpan | undefined> {
  const length = [...text].length
  return fc.option(
    fc
      .tuple(fc.nat(length - 1), fc.nat(length - 1))
      .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) + 1 })),
    { nil: undefined }
  )
}

/** What links say, by the words of their ends instead of ids; formats number what has no name. */
function said(document: AnnotationDocument): readonly string[] {
  const texts = new Map(
    document.recordings.flatMap(({ tiers }) =>
      tiers.flatMap((tier) =>
        tier.kind === 'spans'
          ? tier.spans.map(({ id, text, start }) => [id, `${start} ${text ?? ''}`] as const)
          : []
      )
    )
  )
  const span = (words: WordsSpan | undefined): string => (words ? `[${words.from},${words.to})` : '')
  return document.recordings
    .flatMap(({ links }) => links)
    .map(
      ({ from, to, fromWords, toWords }) =>
        `${texts.get(from) ?? '?'}${span(fromWords)} > ${texts.get(to) ?? '?'}${span(toWords)}`
    )
    .sort()
}

const textOf = (format: (typeof formats)[number], document: AnnotationDocument): string =>
  new TextDecoder().decode(interchange.get(format).write?.(document, 'out')[0]?.bytes)

describe('words that links name', () => {
  for (const format of formats) {
    const resolution = format === 'elan' ? 1000 : 1
    test(`${format}: come back from the file as they were`, () => {
      fc.assert(
        fc.property(talks(resolution), (made) => {
          expect(said(read(format, textOf(format, made), FILES[format]))).toEqual(said(made))
        }),
        { numRuns: 40, seed: 20260301 }
      )
    })

    test(`${format}: come back through a project, twice`, async () => {
      await fc.assert(
        fc.asyncProperty(talks(resolution), async (made) => {
          const given = new Set(said(made))
          let text = textOf(format, made)
          for (let round = 0; round < 2; round++) {
            const project = await projectWith(put(FILES[format], text))
            text = [...written(project, format).values()][0] ?? ''
            expect(new Set(said(read(format, text, FILES[format])))).toEqual(given)
          }
        }),
        { numRuns: 5, seed: 20260302 }
      )
    })
  }

  test('are no longer told as lost for these formats, but for others', async () => {
    const [made] = fc.sample(
      talks(1000).filter(({ recordings }) =>
        recordings.some(({ links }) => links.some(({ toWords }) => toWords))
      ),
      { numRuns: 1, seed: 7 }
    )
    if (!made) throw new Error('there is a sample')
    const dataset = indexDataset(datasetOf(await projectWith(put('out.eaf', textOf('elan', made)))))
    const codes = (format: string): readonly string[] => ownFacts(dataset, format).map(({ code }) => code)
    for (const format of formats) expect(codes(format)).not.toContain('loss.link-words')
    expect(codes('webvtt')).toContain('loss.link-words')
  })

  test('that a changed text no longer has link the whole of it', async () => {
    const text = (words: string): string =>
      textOf('elan', {
        schemes: [],
        recordings: [
          {
            name: 'out',
            media: [],
            tiers: [
              {
                id: 'talk',
                name: 'talk',
                kind: 'spans',
                spans: [words, 'No'].map((each, index) => ({
                  id: `a${index + 1}`,
                  start: micros(index * 2e6),
                  end: micros(index * 2e6 + 1e6),
                  labels: [],
                  text: each
                }))
              }
            ],
            links: [
              {
                id: 'l',
                from: 'a2',
                to: 'a1',
                direction: 'forward',
                type: 'cause',
                toWords: { from: 6, to: 15 }
              }
            ]
          }
        ]
      })
    const spans = async (words: string) =>
      datasetOf(await projectWith(put('out.eaf', text(words)))).relations.map(({ toSpan }) => toSpan)
    expect(await spans('I won the prize')).toEqual([{ from: 6, to: 15 }])
    expect(await spans('I won')).toEqual([undefined])
  })
})
