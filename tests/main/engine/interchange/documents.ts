import fc from 'fast-check'
import type {
  AnnotationDocument,
  Span,
  SpanTier,
  TraceTier
} from '../../../../src/main/engine/interchange/document'
import { micros } from '../../../../src/shared/domain/time'

/** What the documents of a property test may hold. */
export interface Shape {
  /** µs. */
  readonly resolution: number
  readonly overlap?: boolean
  readonly moments?: boolean
  readonly labels?: 'none' | 'one' | 'several'
  readonly text?: 'none' | 'one' | 'also'
  readonly facts?: boolean
  readonly tiers?: number
  readonly person?: boolean
  readonly annotator?: boolean
  /** Texts the format can hold as they are. */
  readonly words?: fc.Arbitrary<string>
  readonly scheme?: boolean
}

/** Texts with everything that breaks formats: quotes, marks of all formats, scripts, line breaks. */
export const nastyWords: fc.Arbitrary<string> = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
    fc.constantFrom(
      '"',
      '""',
      '<a & b>',
      ']]>',
      ' --> ',
      'ärger; wütend',
      'مرحبا',
      '怒り',
      'a\nb',
      'a\n\nb',
      '\\',
      '{"a":[1]}',
      '😡',
      '12.5',
      '! no',
      '=1+1',
      '1,2',
      '-',
      '&amp;',
      'NOTE x',
      '<exists>'
    )
  )

  .map((text) => text.replace(/[\u0000-\u0009\u000b-\u001f\u0085\u2028\u2029\ufffe\uffff\ufeff]/g, '').trim())
  .filter((text) => text !== '' && text.isWellFormed())

/** One-line texts. */
export const lineWords = nastyWords.map((text) => text.replace(/\s+/g, ' '))

const labels = ['anger', 'joy', 'neutral', 'a & "b"', 'Überraschung']

/** Documents of one recording with span tiers of that shape. */
export function documents(shape: Shape): fc.Arbitrary<AnnotationDocument> {
  const words = shape.words ?? nastyWords
  const some = fc.integer({ min: 1, max: 5_000_000_000 / shape.resolution })
  const step = shape.moments ? fc.oneof(fc.constant(0), some) : some
  const facts = fc.record(
    {
      confidence: fc.integer({ min: 0, max: 1000 }).map((value) => value / 1000),
      intensity: fc.integer({ min: 1, max: 9 }),
      comment: words
    },
    { requiredKeys: [] }
  )
  const span = fc.record({
    gap: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1_000_000_000 / shape.resolution })),
    length: step,
    back: shape.overlap ? fc.integer({ min: 0, max: 100 }) : fc.constant(0),
    labels:
      shape.labels === 'several'
        ? fc.subarray(labels, { minLength: 1 })
        : shape.labels === 'one'
          ? fc.constantFrom(...labels).map((one) => [one])
          : fc.constant([]),
    text:
      shape.text === 'none'
        ? fc.constant(undefined)
        : shape.text === 'also'
          ? fc.option(words, { nil: undefined })
          : words,
    facts: shape.facts ? facts : fc.constant({})
  })
  const tier = fc.record({
    spans: fc.array(span, { minLength: 1, maxLength: 8 }),
    person: shape.person ? fc.constantFrom('Anna', 'B') : fc.constant(undefined),
    annotator: shape.annotator ? fc.constantFrom('rater 1', 'r&2') : fc.constant(undefined)
  })
  return fc.array(tier, { minLength: 1, maxLength: shape.tiers ?? 3 }).map((tiers) => {
    let id = 0
    return {
      schemes: shape.scheme
        ? [{ id: 'emotions', name: 'emotions', labels: labels.map((name) => ({ id: name, name })) }]
        : [],
      recordings: [
        {
          name: 'out',
          media: [],
          links: [],
          tiers: tiers.map(({ spans, person, annotator }, index): SpanTier => {
            let at = 0
            const placed = spans.map(({ gap, length, back, labels, text, facts }): Span => {
              const start = Math.max(0, at + gap - back)
              at = start + length
              return {
                id: `a${++id}`,
                start: micros(start * shape.resolution),
                end: micros(at * shape.resolution),
                labels,
                ...(text === undefined ? {} : { text }),
                ...facts
              }
            })
            return {
              id: `tier ${index + 1}`,
              name: `tier ${index + 1}`,
              kind: 'spans',
              ...(person ? { person } : {}),
              ...(annotator ? { annotator } : {}),
              ...(shape.scheme ? { schemeId: 'emotions' } : {}),
              spans: placed
            }
          })
        }
      ]
    }
  })
}

/** One recording with evenly spaced values, times at `offset` (share of a step) plus whole steps. */
export function traces(
  dimensions: readonly { readonly name: string; readonly min?: number; readonly max?: number }[],
  rateHz: number,
  value: fc.Arbitrary<number | null>,
  offset = 0,
  confidence?: fc.Arbitrary<number | null>
): fc.Arbitrary<AnnotationDocument> {
  return fc
    .array(fc.tuple(fc.tuple(...dimensions.map(() => value)), confidence ?? fc.constant(null)), {
      minLength: 1,
      maxLength: 40
    })
    .map((rows) => {
      const tier: TraceTier = {
        id: 'out',
        name: 'out',
        kind: 'trace',
        rateHz,
        times: rows.map((_, i) => micros(((i + offset) / rateHz) * 1e6)),
        dimensions: dimensions.map((dimension, d) => ({
          ...dimension,
          values: rows.map(([values]) => values[d] ?? null)
        })),
        ...(confidence ? { confidence: rows.map(([, one]) => one) } : {})
      }
      return { schemes: [], recordings: [{ name: 'out', media: [], links: [], tiers: [tier] }] }
    })
}
