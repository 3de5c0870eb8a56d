import { describe, expect, it } from 'vitest'
import type { SegmentValue } from '../../../src/shared/domain/segment-value'
import { micros } from '../../../src/shared/domain/time'
import { codeOf, desk, seconds } from './row-table'

const labels = (...ids: readonly string[]) => ids.map((id) => ({ id }))
const saved = (attributes: readonly object[]) => ({
  document: { schema: 'affectory.labels/1', id: 's', name: 'Many', attributes }
})

/** A desk whose scheme has these attributes, with a track `x` of the first that holds these answers. */
function deskWith(
  attributes: readonly { readonly id: string }[],
  answers: readonly (SegmentValue | string)[]
) {
  const rows = desk()
  rows.run('track-delete', { ids: ['t', 'free', 'm'] })
  for (const id of ['t', 'free', 'm']) rows.write([{ table: 'track', id }])
  const saving = rows.run('scheme-save', saved(attributes))
  if (!saving.ok) throw new Error(saving.error.message)
  rows.run('track-create', { id: 'x', recordingId: 'r', schemeId: 's', attributeId: attributes[0]?.id })
  answers.forEach((answer, i) =>
    rows.write([
      {
        table: 'segment',
        id: `a${i}`,
        after: {
          id: `a${i}`,
          trackId: 'x',
          start: seconds(i),
          end: micros(seconds(i + 1)),
          flagged: false,
          ...(typeof answer === 'string' ? { label: answer } : { value: answer })
        }
      }
    ])
  )
  return rows
}
const message = (result: { readonly ok: boolean; readonly error?: { readonly message: string } }): string =>
  result.ok ? '' : (result.error?.message ?? '')

describe('what a scheme may lose', () => {
  const many = (ids: readonly string[]) => ({
    id: 'm',
    type: 'multilabel',
    unit: 'segment',
    labels: labels(...ids)
  })

  it('no label that is one of several of a segment; the count says how many', () => {
    const rows = deskWith(
      [many(['fear', 'joy', 'awe'])],
      [
        { kind: 'labels', labels: { fear: null, joy: null } },
        { kind: 'labels', labels: { fear: 2 } }
      ]
    )
    const refused = rows.run('scheme-save', saved([many(['joy', 'awe'])]))
    expect(codeOf(refused)).toBe('scheme.label-in-use')
    expect(message(refused)).toContain('"fear" is used by 2 segments')
    expect(codeOf(rows.run('scheme-save', saved([many(['fear', 'joy'])])))).toBeUndefined()
  })

  it('no label with a share, no component with a span of text', () => {
    const shares = (ids: readonly string[]) => ({ ...many(ids), type: 'distribution' })
    const mixed = deskWith([shares(['a', 'b'])], [{ kind: 'shares', shares: { a: 0.5, b: 0.5 } }])
    expect(message(mixed.run('scheme-save', saved([shares(['a'])])))).toContain('"b" is used by 1 segment')
    const text = (ids: readonly string[]) => ({
      id: 'm',
      type: 'text-components',
      unit: 'text-span',
      components: labels(...ids)
    })
    const spans = deskWith(
      [text(['cause', 'who'])],
      [{ kind: 'spans', spans: [{ from: 0, to: 3, label: 'cause' }] }]
    )
    expect(codeOf(spans.run('scheme-save', saved([text(['who'])])))).toBe('scheme.label-in-use')
    expect(codeOf(spans.run('scheme-save', saved([text(['cause'])])))).toBeUndefined()
  })

  it('no label of an axis of a composite, whether given as a product or as parts', () => {
    const composite = (emotions: readonly string[]) => [
      { id: 'class', type: 'composite', unit: 'segment', axes: ['gender', 'emotion'] },
      { id: 'gender', type: 'categorical', unit: 'segment', labels: labels('f', 'm') },
      { id: 'emotion', type: 'categorical', unit: 'segment', labels: labels(...emotions) }
    ]
    const rows = deskWith(composite(['fear', 'joy', 'awe']), [
      'f+fear',
      { kind: 'labels', labels: { 'gender:m': null, 'emotion:joy': null } }
    ])
    expect(message(rows.run('scheme-save', saved(composite(['joy', 'awe']))))).toContain('"fear"')
    expect(message(rows.run('scheme-save', saved(composite(['fear', 'awe']))))).toContain('"joy"')
    expect(codeOf(rows.run('scheme-save', saved(composite(['fear', 'joy']))))).toBeUndefined()
  })

  it('no dimension that was rated, and no attribute may ask for another kind of answer', () => {
    const rated = (...ids: readonly string[]) => ({
      id: 'm',
      type: 'continuous',
      unit: 'segment',
      dims: ids.map((id) => ({ id, range: [1, 9] }))
    })
    const rows = deskWith([rated('valence', 'arousal')], [{ kind: 'ratings', ratings: { valence: 3 } }])
    expect(codeOf(rows.run('scheme-save', saved([rated('arousal')])))).toBe('scheme.label-in-use')
    expect(codeOf(rows.run('scheme-save', saved([rated('valence')])))).toBeUndefined()
    const other = { ...rated('valence'), type: 'free-text' }
    expect(codeOf(rows.run('scheme-save', saved([other])))).toBe('scheme.type-in-use')
  })

  it('all that nobody used, and renaming a label keeps its id and its segments', () => {
    const rows = deskWith([many(['fear', 'joy'])], ['fear'])
    const renamed = { ...many([]), labels: [{ id: 'fear', name: { en: 'Dread' } }] }
    expect(codeOf(rows.run('scheme-save', saved([renamed])))).toBeUndefined()
    expect(rows.get('segment', 'a0')?.label).toBe('fear')
    expect(rows.get('scheme', 's')?.version).toBe('3')
  })
})
