import { micros } from '../../../shared/domain/time'
import { spreadFacts } from './attribute-tiers'
import type {
  AnnotationDocument,
  DocumentRecording,
  DocumentScheme,
  Json,
  Relation,
  Span,
  SpanTier
} from './document'
import { idsByOld, nodes, otherIds, strings } from './elan-kept'
import { linkSets } from './elan-links'
import { mediaNode } from './elan-media'
import { asArray, asObject } from './json'
import { wordProperties } from './link-words'
import {
  freshIds,
  inOrder,
  labelText,
  schemeOf,
  spanTiersOf,
  text,
  uniqueNames,
  withoutOverlap
} from './tools'
import { jsonToNode, writeXml, type XmlOut } from './xml'

const stereotypes: Readonly<Record<Relation, string>> = {
  'time-subdivision': 'Time_Subdivision',
  'symbolic-subdivision': 'Symbolic_Subdivision',
  'symbolic-association': 'Symbolic_Association',
  'included-in': 'Included_In'
}
const descriptions: Readonly<Record<string, string>> = {
  Time_Subdivision: 'Divides the parent annotation into adjoining parts',
  Symbolic_Subdivision: 'Divides the parent annotation into an order without times',
  Symbolic_Association: 'One annotation for each parent annotation',
  Included_In: 'Annotations within the time of the parent annotation'
}

/** The language that labels without one are in; a vocabulary without LANGUAGE is invalid. */
const undetermined: XmlOut = {
  name: 'LANGUAGE',
  attributes: {
    LANG_DEF: 'http://cdb.iso.org/lg/CDB-00130975-001',
    LANG_ID: 'und',
    LANG_LABEL: 'undetermined (und)'
  }
}

/** ELAN 3.0 text of one recording. */
export function writeElan(document: AnnotationDocument, recording: DocumentRecording): string {
  const own = document.format === 'elan' ? (document.extra ?? {}) : {}
  const tiers = arrange(document, recording)
  const ids = nameAnnotations(tiers, own)
  const slots = timeSlots(asObject(own['unaligned']) ?? {}, [...ids.values(), ...otherIds(own)])
  const types = linguisticTypes(own)
  const tierNodes = tiers.map((tier) => tierNode(tier, ids, slots.of, types.of(tier), document))
  const links = linkSets(recording, ids, own)
  const header = asObject(own['header'])
  const others = asArray(own['others']).map(jsonToNode)
  const other = (name: string): XmlOut[] =>
    others.filter((node) => node?.name === name).filter((node) => node !== undefined)
  const languages = other('LANGUAGE')
  const schemes = usedSchemes(document, tiers, own)
  const vocabularies = schemes.map(vocabularyNode)
  const needsLanguage =
    vocabularies.some(usesUndetermined) &&
    !languages.some(({ attributes }) => attributes?.['LANG_ID'] === 'und')
  return writeXml({
    name: 'ANNOTATION_DOCUMENT',
    attributes: {
      AUTHOR: '',
      DATE: '1970-01-01T00:00:00+00:00',
      ...strings(own['root']),
      ...(document.createdAt === undefined ? {} : { DATE: document.createdAt }),
      FORMAT: '3.0',
      VERSION: '3.0',
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      'xsi:noNamespaceSchemaLocation': 'http://www.mpi.nl/tools/elan/EAFv3.0.xsd'
    },
    children: [
      ...other('LICENSE'),
      {
        name: 'HEADER',
        attributes: { MEDIA_FILE: '', ...strings(header?.['attributes']), TIME_UNITS: 'milliseconds' },
        children: [
          ...recording.media.map(mediaNode),
          ...nodes(header?.['children']).map(counted(ids)),
          ...wordProperties(links.written)
        ]
      },
      { name: 'TIME_ORDER', children: slots.nodes() },
      ...tierNodes,
      ...types.nodes(),
      ...other('LOCALE'),
      ...(needsLanguage ? [undetermined, ...languages] : languages),
      ...Object.values(stereotypes).map((STEREOTYPE) => ({
        name: 'CONSTRAINT',
        attributes: { STEREOTYPE, DESCRIPTION: descriptions[STEREOTYPE] }
      })),
      ...vocabularies,
      ...other('LEXICON_REF'),
      ...links.sets,
      ...other('EXTERNAL_REF')
    ]
  })
}

/** ELAN numbers new annotations from the last one it knows of. */
const counted =
  (ids: ReadonlyMap<Span, string>) =>
  (node: XmlOut): XmlOut => {
    if (node.attributes?.['NAME'] !== 'lastUsedAnnotationId') return node
    const numbers = [...ids.values()].map((id) => Number(/^a(\d{1,9})$/.exec(id)?.[1] ?? 0))
    const last = numbers.reduce((most, number) => Math.max(most, number), Number(node.text) || 0)
    return { ...node, text: String(last) }
  }

const usesUndetermined = (node: XmlOut): boolean =>
  node.attributes?.['LANG_REF'] === 'und' || (node.children ?? []).some(usesUndetermined)

/** Tiers as ELAN wants them: whole milliseconds, no span without length, no overlap, one text each, parents first. */
function arrange(document: AnnotationDocument, recording: DocumentRecording): readonly SpanTier[] {
  const name = uniqueNames()
  const given = spanTiersOf(recording)
  const byId = new Map(given.map((tier) => [tier.id, tier]))
  const rowOf = new Map<string, string>()
  const done = new Map<string, SpanTier[]>()
  const result: SpanTier[] = []
  const visit = (tier: SpanTier): void => {
    if (done.has(tier.id)) return
    const rows: SpanTier[] = []
    done.set(tier.id, rows)
    const above = tier.parent && byId.get(tier.parent.tierId)
    if (above) visit(above)
    const symbolic = tier.parent?.relation.startsWith('symbolic') === true
    const parents = above ? (done.get(above.id) ?? []) : []
    const rounded = tier.spans.map(toMilliseconds)
    const hangs =
      parents.length > 0 &&
      (!symbolic || rounded.every(({ parent }) => parent !== undefined && rowOf.has(parent)))
    const groups: (readonly [string | undefined, readonly Span[]])[] = !hangs
      ? withoutOverlap(rounded).map((row) => [undefined, row])
      : symbolic
        ? parents.map((row) => [row.id, rounded.filter(({ parent }) => rowOf.get(parent ?? '') === row.id)])
        : withoutOverlap(rounded).map((row) => [parents[0]?.id, row])
    const kept = groups.filter(([, spans]) => spans.length > 0)
    for (const [parent, spans] of kept.length > 0
      ? kept
      : [[hangs ? parents[0]?.id : undefined, []] as const]) {
      const id = name(tier.name)
      for (const span of spans) rowOf.set(span.id, id)
      const row: SpanTier = {
        ...tier,
        id,
        name: id,
        spans,
        parent: parent === undefined || !tier.parent ? undefined : { ...tier.parent, tierId: parent }
      }
      rows.push(row)
      result.push(...spreadFacts(row, schemeOf(document, tier), name))
    }
  }
  for (const tier of given) visit(tier)
  return result
}

function toMilliseconds(span: Span): Span {
  const start = Math.max(0, Math.round(span.start / 1000))
  return {
    ...span,
    start: micros(start * 1000),
    end: micros(Math.max(start + 1, Math.round(span.end / 1000)) * 1000)
  }
}

/** Ids that `xsd:ID` takes, unique in the file; own ones are kept. Keyed by span, because added tiers have no ids yet. */
function nameAnnotations(
  tiers: readonly SpanTier[],
  own: { readonly [key: string]: Json }
): ReadonlyMap<Span, string> {
  const valid = /^[A-Za-z_][\w.-]*$/
  const taken = new Set<string>(otherIds(own))
  const reserved = new Set([...taken, ...tiers.flatMap((tier) => tier.spans.map((span) => span.id))])
  const fresh = freshIds('a', reserved)
  const ids = new Map<Span, string>()
  for (const span of tiers.flatMap((tier) => tier.spans)) {
    const id = valid.test(span.id) && !taken.has(span.id) ? span.id : fresh()
    taken.add(id)
    ids.set(span, id)
  }
  return ids
}

/** Time slots, two for each annotation; those that a file shared or left without time are found again where nothing moved. */
function timeSlots(unaligned: { readonly [id: string]: Json }, ids: readonly string[]) {
  const slots = new Map<string, number>()
  const reserved = new Set(ids)
  const fresh = freshIds('ts', [...ids, ...Object.keys(unaligned)])
  const floating = (id: string, time: number): boolean =>
    Object.hasOwn(unaligned, id) && Math.round(Number(unaligned[id]) / 1000) * 1000 === time
  const slot = (wanted: string | undefined, time: number): string => {
    const known = wanted === undefined ? undefined : slots.get(wanted)
    const usable = wanted !== undefined && /^[A-Za-z_][\w.-]*$/.test(wanted) && !reserved.has(wanted)
    let id = usable && (known === undefined || known === time) ? wanted : fresh()
    while (id !== wanted && slots.has(id)) id = fresh()
    slots.set(id, time)
    return id
  }
  return {
    of: (span: Span): readonly [string, string] => {
      const kept = asArray(span.extra?.['slots'])
      return [slot(text(kept[0]), span.start), slot(text(kept[1]), span.end)]
    },
    nodes: (): XmlOut[] =>
      [...slots]
        .sort(([, a], [, b]) => a - b)
        .map(([TIME_SLOT_ID, time]) => ({
          name: 'TIME_SLOT',
          attributes: {
            TIME_SLOT_ID,
            TIME_VALUE: floating(TIME_SLOT_ID, time) ? undefined : Math.round(time / 1000)
          }
        }))
  }
}

/** Linguistic types: kept ones where they still fit, else one for each relation and vocabulary. */
function linguisticTypes(own: { readonly [key: string]: Json }) {
  const kept = new Map(
    nodes(own['types']).map((node) => [String(node.attributes?.['LINGUISTIC_TYPE_ID']), node])
  )
  const written = new Map<string, XmlOut>(kept)
  return {
    of(tier: SpanTier): string {
      const constraint = tier.parent && stereotypes[tier.parent.relation]
      const vocabulary = tier.schemeId
      const fits = (node: XmlOut | undefined): boolean =>
        node !== undefined &&
        node.attributes?.['CONSTRAINTS'] === constraint &&
        (vocabulary === undefined || node.attributes?.['CONTROLLED_VOCABULARY_REF'] === vocabulary)
      const wanted = text(tier.extra?.['type'])
      if (wanted !== undefined && fits(written.get(wanted))) return wanted
      const base = [vocabulary, tier.parent?.relation].filter(Boolean).join(' ') || 'default-lt'
      let id = base
      for (let copy = 2; written.has(id) && !fits(written.get(id)); copy++) id = `${base} (${copy})`
      if (!written.has(id))
        written.set(id, {
          name: 'LINGUISTIC_TYPE',
          attributes: {
            GRAPHIC_REFERENCES: 'false',
            LINGUISTIC_TYPE_ID: id,
            TIME_ALIGNABLE: String(!tier.parent?.relation.startsWith('symbolic')),
            CONSTRAINTS: constraint,
            CONTROLLED_VOCABULARY_REF: vocabulary
          }
        })
      return id
    },
    nodes: (): readonly XmlOut[] => [...written.values()]
  }
}

function tierNode(
  tier: SpanTier,
  ids: ReadonlyMap<Span, string>,
  slotsOf: (span: Span) => readonly [string, string],
  LINGUISTIC_TYPE_REF: string,
  document: AnnotationDocument
): XmlOut {
  const own = document.format === 'elan'
  const scheme = schemeOf(document, tier)
  const byOldId = idsByOld(ids)
  const symbolic = tier.parent?.relation.startsWith('symbolic') === true
  const previous = tier.parent?.relation === 'symbolic-subdivision' ? chain(tier.spans) : undefined
  const children = tier.spans.map((span): XmlOut => {
    const id = ids.get(span) ?? ''
    const label =
      span.labels.length === 1 && scheme?.labels.some((one) => one.id === span.labels[0])
        ? span.labels[0]
        : undefined
    const { CVE_REF, ...others } = own ? strings(span.extra?.['attributes']) : {}
    // The entry that the file named goes with a label that was changed since.
    const entry = label ?? (span.labels.length > 0 ? undefined : CVE_REF)
    const kept = { ...others, ...(entry === undefined ? {} : { CVE_REF: entry }) }
    const words = (own ? text(span.extra?.['value']) : undefined) ?? span.text ?? labelText(span, scheme)
    const value = [{ name: 'ANNOTATION_VALUE', text: words }]
    if (!symbolic) {
      const [first, second] = slotsOf(span)
      const attributes = { ...kept, ANNOTATION_ID: id, TIME_SLOT_REF1: first, TIME_SLOT_REF2: second }
      return { name: 'ANNOTATION', children: [{ name: 'ALIGNABLE_ANNOTATION', attributes, children: value }] }
    }
    const parent = byOldId.get(span.parent ?? '') ?? ''
    const before = previous?.get(span)
    const follows = before && ids.get(before)
    const attributes = { ...kept, ANNOTATION_ID: id, ANNOTATION_REF: parent, PREVIOUS_ANNOTATION: follows }
    return { name: 'ANNOTATION', children: [{ name: 'REF_ANNOTATION', attributes, children: value }] }
  })
  return {
    name: 'TIER',
    attributes: {
      ...(own ? strings(tier.extra?.['attributes']) : {}),
      LINGUISTIC_TYPE_REF,
      TIER_ID: tier.id,
      PARTICIPANT: tier.person,
      ANNOTATOR: tier.annotator,
      PARENT_REF: tier.parent?.tierId
    },
    children
  }
}

/** The span before each one under the same parent, by time; whatever the order in the tier. */
function chain(spans: readonly Span[]): ReadonlyMap<Span, Span> {
  const last = new Map<string | undefined, Span>()
  const before = new Map<Span, Span>()
  for (const span of inOrder(spans)) {
    const previous = last.get(span.parent)
    if (previous) before.set(span, previous)
    last.set(span.parent, span)
  }
  return before
}

function usedSchemes(
  document: AnnotationDocument,
  tiers: readonly SpanTier[],
  own: { readonly [key: string]: Json }
): readonly DocumentScheme[] {
  const kept = new Set(nodes(own['types']).map((node) => node.attributes?.['CONTROLLED_VOCABULARY_REF']))
  return document.schemes.filter(
    ({ id }) => document.format === 'elan' || kept.has(id) || tiers.some((tier) => tier.schemeId === id)
  )
}

function vocabularyNode(scheme: DocumentScheme): XmlOut {
  const others = nodes(scheme.extra?.['others'])
  // Before 2.8 the description was an attribute, which is invalid now.
  const { DESCRIPTION: described, ...attributes } = strings(scheme.extra?.['attributes'])
  const made =
    scheme.extra?.['attributes'] === undefined && scheme.name !== scheme.id ? scheme.name : undefined
  const description = others.some(({ name }) => name === 'DESCRIPTION') ? undefined : (described ?? made)
  return {
    name: 'CONTROLLED_VOCABULARY',
    attributes: { ...attributes, CV_ID: scheme.id },
    children: [
      ...(description === undefined
        ? []
        : [{ name: 'DESCRIPTION', attributes: { LANG_REF: 'und' }, text: description }]),
      ...others,
      ...scheme.labels.map((label): XmlOut => {
        const kept = jsonToNode(label.extra?.['entry'])
        const [first, ...more] = (kept?.children ?? []).filter(({ name }) => name === 'CVE_VALUE')
        return {
          name: 'CV_ENTRY_ML',
          attributes: { ...kept?.attributes, CVE_ID: label.id },
          children: [
            {
              name: 'CVE_VALUE',
              attributes: { LANG_REF: 'und', ...first?.attributes, DESCRIPTION: label.definition },
              text: label.name
            },
            ...more
          ]
        }
      })
    ]
  }
}
