import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { elan } from '../../../../src/main/engine/interchange/elan'
import { labelStudio } from '../../../../src/main/engine/interchange/label-studio'
import type {
  AnnotationDocument,
  DocumentLink,
  Relation,
  Span,
  SpanTier
} from '../../../../src/main/engine/interchange/document'
import { micros } from '../../../../src/shared/domain/time'
import { documents } from './documents'
import { only, projectWith, put, read } from './through-project'

const relations: readonly Relation[] = [
  'symbolic-association',
  'symbolic-subdivision',
  'time-subdivision',
  'included-in'
]

/** Parts of one annotation as the relation allows them, on whole milliseconds. */
function partsOf(parent: Span, relation: Relation, wanted: number, id: string): Span[] {
  const milliseconds = Math.round((parent.end - parent.start) / 1000)
  const count = relation === 'symbolic-association' ? 1 : Math.max(1, Math.min(wanted, milliseconds))
  const symbolic = relation.startsWith('symbolic')
  const edge = (i: number): number => {
    const share = ((parent.end - parent.start) * i) / count
    return parent.start + (symbolic ? Math.round(share) : Math.round(share / 1000) * 1000)
  }
  const spans = Array.from({ length: count }, (_, i): Span => ({
    id: `${id}-${i}`,
    start: micros(edge(i)),
    end: micros(edge(i + 1)),
    labels: [],
    text: `part ${id} no. ${i}`,
    ...(symbolic ? { parent: parent.id } : {})
  }))
  // Not all of it need be covered.
  return relation === 'included-in' && spans.length > 1 ? spans.slice(1) : spans
}

const nested = fc
  .record({
    base: documents({ resolution: 1000, labels: 'none', text: 'one', tiers: 2 }),
    below: fc.array(
      fc.record({
        on: fc.nat(),
        relation: fc.constantFrom(...relations),
        parts: fc.integer({ min: 1, max: 4 }),
        every: fc.integer({ min: 1, max: 3 })
      }),
      { minLength: 1, maxLength: 4 }
    ),
    links: fc.array(
      fc.record({
        from: fc.nat(),
        to: fc.nat(),
        type: fc.constantFrom('cause', 'answers', undefined),
        direction: fc.constantFrom<DocumentLink['direction']>('none', 'forward', 'both')
      }),
      { maxLength: 5 }
    )
  })
  .map(({ base, below, links }): AnnotationDocument => {
    const [recording] = base.recordings
    const tiers = (recording?.tiers ?? []).filter((tier) => tier.kind === 'spans')
    for (const [i, { on, relation, parts, every }] of below.entries()) {
      // What has times cannot hang on what has none.
      const holders = tiers.filter(
        ({ parent }) => relation.startsWith('symbolic') || !parent?.relation.startsWith('symbolic')
      )
      const above = holders[on % holders.length]
      if (!above) continue
      const spans = above.spans.flatMap((span, at) =>
        at % every === 0 ? partsOf(span, relation, parts, `c${i}-${at}`) : []
      )
      tiers.push({
        id: `below ${i}`,
        name: `below ${i}`,
        kind: 'spans',
        parent: { tierId: above.id, relation },
        spans
      })
    }
    const ids = tiers.flatMap(({ spans }) => spans.map(({ id }) => id))
    return {
      schemes: [],
      recordings: [
        {
          name: 'out',
          media: [],
          tiers,
          links: links.map(({ from, to, type, direction }, i) => ({
            id: `link${i}`,
            from: ids[from % ids.length] ?? '',
            to: ids[to % ids.length] ?? '',
            direction,
            ...(type === undefined ? {} : { type })
          }))
        }
      ]
    }
  })

const shape = (document: AnnotationDocument) =>
  document.recordings.map(({ tiers, links }) => ({
    tiers: tiers
      .filter((tier): tier is SpanTier => tier.kind === 'spans')
      .map(({ name, parent, spans }) => ({
        name,
        parent,
        spans: spans.map(({ id, start, end, text, parent: holder }) => ({ id, start, end, text, holder }))
      })),
    links: links.map(({ from, to, type, direction }) => ({ from, to, type, direction }))
  }))

describe('tiers below tiers and links', () => {
  test('of ELAN are tracks within tracks here, with every segment in its holder, and come back as they were', async () => {
    await fc.assert(
      fc.asyncProperty(nested, async (document) => {
        const [file] = elan.write?.(document, 'out') ?? []
        const text = new TextDecoder().decode(file?.bytes)
        const project = await projectWith(put('out.eaf', text))
        for (const track of project.all('track')) {
          const parent = project.get('track', track.parentId ?? '')
          expect(parent === undefined).toBe(!track.name.startsWith('below'))
          for (const segment of project.segmentsOfTrack(track.id)) {
            const holder = project.get('segment', segment.parentId ?? '')
            expect(holder?.trackId).toBe(parent?.id)
            if (holder) expect(holder.start <= segment.start && segment.end <= holder.end).toBe(true)
          }
        }
        expect(project.all('relation').length).toBe(document.recordings[0]?.links.length)
        expect(shape(read('elan', only(project, 'elan')))).toEqual(shape(read('elan', text)))
      }),
      { numRuns: 10, seed: 7 }
    )
  })

  test('links of Label Studio come back with their ends, names and directions', async () => {
    const flat = nested.map((document) => ({
      ...document,
      recordings: document.recordings.map(({ tiers, links, ...rest }) => ({
        ...rest,
        tiers: tiers
          .filter((tier) => tier.kind === 'spans')
          .map(({ parent: _, ...tier }) => ({
            ...tier,
            spans: tier.spans.map(({ parent: __, ...span }) => ({ ...span, labels: ['x'] }))
          })),
        links: links.map((link) =>
          link.direction === 'none' ? { ...link, direction: 'forward' as const } : link
        )
      }))
    }))
    await fc.assert(
      fc.asyncProperty(flat, async (document) => {
        const [file] = labelStudio.write?.(document, 'out') ?? []
        const text = new TextDecoder().decode(file?.bytes)
        const project = await projectWith(put('out.json', text))
        expect(project.all('relation').length).toBe(document.recordings[0]?.links.length)
        expect(JSON.parse(only(project, 'label-studio'))).toEqual(JSON.parse(text))
      }),
      { numRuns: 6, seed: 7 }
    )
  })

  test('a part that no longer fits its kind is written as included, and nothing is lost', async () => {
    const document: AnnotationDocument = {
      schemes: [],
      recordings: [
        {
          name: 'out',
          media: [],
          links: [],
          tiers: [
            {
              id: 'w',
              name: 'w',
              kind: 'spans',
              spans: [{ id: 'a1', start: micros(0), end: micros(4e6), labels: [], text: 'a few words here' }]
            },
            {
              id: 'n',
              name: 'n',
              kind: 'spans',
              parent: { tierId: 'w', relation: 'symbolic-association' },
              spans: [
                {
                  id: 'a2',
                  start: micros(0),
                  end: micros(4e6),
                  labels: [],
                  text: 'a note, about them',
                  parent: 'a1'
                }
              ]
            }
          ]
        }
      ]
    }
    const [file] = elan.write?.(document, 'out') ?? []
    const project = await projectWith(put('out.eaf', file?.bytes ?? new Uint8Array()))
    const note = project.all('track').find(({ name }) => name === 'n')
    const [segment] = project.segmentsOfTrack(note?.id ?? '')
    const moved = project.apply(note?.authorId ?? '', [
      { id: 'segment-set', input: { ids: [segment?.id ?? ''], patch: { start: 1_000_000 } } }
    ])
    if (!moved.ok) throw new Error(moved.error.message)
    const tier = read('elan', only(project, 'elan')).recordings[0]?.tiers.find(({ name }) => name === 'n')
    expect(tier).toMatchObject({
      parent: { tierId: 'w', relation: 'included-in' },
      spans: [{ id: 'a2', start: 1_000_000, end: 4_000_000, text: 'a note, about them' }]
    })
  })
})
