import { z } from 'zod'
import { atOnce } from '../../agreement/sliced'
import { fail } from '../../domain/problem'
import type { Result } from '../../domain/problem'
import type { SchemeRow } from '../../domain/rows'
import { SchemeDocument } from '../../domain/scheme'
import { valueKindOf } from '../../values/value-kind'
import type { RowReader } from '../command'
import { schemeUses, type SchemeUse } from './scheme-uses'
import { counted } from './segment-content'

/**
 * Refuses a changed scheme that would lose an attribute, label or dimension in use, or would ask for another kind of
 * answer than was given; says how much work hangs on it.
 */
export function lostUses(
  rows: RowReader,
  before: SchemeRow,
  document: SchemeDocument
): Result<never> | undefined {
  const own = rows.all('track').filter(({ schemeId }) => schemeId === document.id)
  const orphan = own.find(({ attributeId }) => !document.attributes.some(({ id }) => id === attributeId))
  if (orphan)
    return inUse(`Track "${orphan.name}" uses the attribute "${orphan.attributeId}", which would be gone.`)
  const [then, now] = [partsOf(before.document), partsOf(document)]
  // Counting reads every segment: only where something is lost at all.
  const narrower = [...then].some(
    ([id, part]) =>
      part.kind !== now.get(id)?.kind ||
      [...part.label].some((label) => !now.get(id)?.label.has(label)) ||
      [...part.dimension].some((dim) => !now.get(id)?.dimension.has(dim))
  )
  if (!narrower) return undefined
  const uses = atOnce(schemeUses(before, { tracks: own, segmentsOf: (id) => rows.segmentsOf(id) }))
  const lost = uses.filter(
    ({ what, attributeId, id }) =>
      what !== 'attribute' && then.get(attributeId)?.[what].has(id) && !now.get(attributeId)?.[what].has(id)
  )
  if (lost.length > 0)
    return inUse(
      `The scheme "${document.name}" cannot lose what is in use: ${lost.map((use) => `"${use.id}" is used by ${counted(use.count, use.noun)}`).join(', ')}.`
    )
  return otherKind(uses, then, now)
}

const inUse = (sentence: string): Result<never> =>
  fail('scheme.label-in-use', sentence, 'Give those segments another label first.')

/** Answers of one kind cannot be read as another. */
function otherKind(uses: readonly SchemeUse[], then: Parts, now: Parts): Result<never> | undefined {
  const held = uses.find(({ what, id }) => what === 'attribute' && then.get(id)?.kind !== now.get(id)?.kind)
  return (
    held &&
    fail(
      'scheme.type-in-use',
      `The attribute "${held.id}" holds the answers of ${counted(held.count, held.noun)}, which another type could not keep.`,
      'Add a second attribute instead, or duplicate the scheme.'
    )
  )
}

interface Part {
  readonly kind: string
  readonly label: ReadonlySet<string>
  readonly dimension: ReadonlySet<string>
}
type Parts = ReadonlyMap<string, Part>

const Named = z.array(z.looseObject({ id: z.string() })).catch([])

/** What each attribute of a document has. */
function partsOf(document: unknown): Parts {
  const attributes = SchemeDocument.safeParse(document).data?.attributes ?? []
  return new Map(
    attributes.map((attribute): [string, Part] => {
      const named = (field: string): readonly string[] =>
        Named.parse(attribute[field] ?? []).map(({ id }) => id)
      return [
        attribute.id,
        {
          kind: valueKindOf(attribute),
          label: new Set([...named('labels'), ...named('components')]),
          dimension: new Set(attribute.type === 'ordinal' ? [attribute.id] : named('dims'))
        }
      ]
    })
  )
}
