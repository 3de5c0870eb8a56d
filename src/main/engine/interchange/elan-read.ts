import { micros } from '../../../shared/domain/time'
import { gatherFacts } from './attribute-tiers'
import type {
  AnnotationDocument,
  DocumentLabel,
  DocumentLink,
  DocumentMedia,
  DocumentScheme,
  JsonObject,
  Relation,
  Span,
  SpanTier
} from './document'
import { annotationsOf, attribute, child, children } from './elan-nodes'
import { readSlots, unitOf, type Slot } from './elan-slots'
import { isWordProperty, wordsInProperties, type LinkWords } from './link-words'
import { given, textOf } from './tools'
import { Unreadable, type Repairs } from './unreadable'
import { nodeToJson, parseXml, type XmlNode } from './xml'

const relations: Readonly<Record<string, Relation>> = {
  Time_Subdivision: 'time-subdivision',
  Symbolic_Subdivision: 'symbolic-subdivision',
  Symbolic_Association: 'symbolic-association',
  Included_In: 'included-in'
}

/** Elements below the root that are understood; the others are kept as they are. */
const understood = [
  'HEADER',
  'TIME_ORDER',
  'TIER',
  'LINGUISTIC_TYPE',
  'CONSTRAINT',
  'CONTROLLED_VOCABULARY',
  'REF_LINK_SET'
]

/** Read an ELAN file, formats 2.x and 3.0. */
export function readElan(bytes: Uint8Array, name: string, repairs: Repairs): AnnotationDocument {
  const root = parseXml(textOf(bytes))
  if (root.name !== 'ANNOTATION_DOCUMENT')
    throw new Unreadable(
      `begins with <${root.name.slice(0, 40)}>, an ELAN file begins with <ANNOTATION_DOCUMENT>.`,
      'Check that it is the right file.',
      'not-this-format'
    )
  const header = child(root, 'HEADER')
  const slots = readSlots(root, unitOf(header), repairs)
  const schemes = children(root, 'CONTROLLED_VOCABULARY').map(readVocabulary)
  const types = new Map(
    children(root, 'LINGUISTIC_TYPE').map((type) => [attribute(type, 'LINGUISTIC_TYPE_ID'), type])
  )
  const placed = placeAnnotations(root, slots, repairs)
  const tiers = children(root, 'TIER').map((tier) => readTier(tier, types, schemes, placed, slots))
  const links = readLinks(root, wordsInProperties(header?.children ?? []))
  const linked = new Set(links.flatMap(({ from, to }) => [from, to]))
  for (const group of groupLinks(root))
    for (const id of (group.attributes['REFS'] ?? '').split(/\s+/)) linked.add(id)
  return {
    format: 'elan',
    ...given('createdAt', root.attributes['DATE']),
    schemes,
    recordings: [
      {
        name: recordingName(header, name),
        media: header ? children(header, 'MEDIA_DESCRIPTOR').map(readMedia) : [],
        tiers: gatherFacts(tiers, linked, schemes),
        links
      }
    ],
    extra: {
      root: { ...root.attributes },
      header: {
        attributes: { ...header?.attributes },
        children: (header?.children ?? [])
          .filter((node) => node.name !== 'MEDIA_DESCRIPTOR' && !isWordProperty(node))
          .map(nodeToJson)
      },
      types: [...types.values()].map(nodeToJson),
      unaligned: Object.fromEntries(
        [...slots].filter(([, slot]) => !slot.aligned).map(([id, { time }]) => [id, time])
      ),
      linkSets: children(root, 'REF_LINK_SET').map((set) => ({
        attributes: { ...set.attributes },
        groups: children(set, 'GROUP_REF_LINK').map(nodeToJson)
      })),
      others: root.children.filter((node) => !understood.includes(node.name)).map(nodeToJson)
    }
  }
}

interface Placed {
  readonly start: number
  readonly end: number
}

/** Times of all annotations; those that only refer to another take its time, several under one parent share it evenly. */
function placeAnnotations(
  root: XmlNode,
  slots: ReadonlyMap<string, Slot>,
  repairs: Repairs
): ReadonlyMap<string, Placed> {
  const placed = new Map<string, Placed>()
  const waiting = new Map<string, { readonly parent: string; readonly group: readonly string[] }>()
  for (const tier of children(root, 'TIER')) {
    const byParent = new Map<string, XmlNode[]>()
    for (const node of annotationsOf(tier)) {
      const id = attribute(node, 'ANNOTATION_ID')
      if (node.name === 'REF_ANNOTATION') {
        const parent = attribute(node, 'ANNOTATION_REF')
        const siblings = byParent.get(parent)
        if (siblings) siblings.push(node)
        else byParent.set(parent, [node])
        continue
      }
      const first = slots.get(attribute(node, 'TIME_SLOT_REF1'))
      const second = slots.get(attribute(node, 'TIME_SLOT_REF2'))
      if (!first || !second)
        throw new Unreadable(
          `has an annotation at line ${node.line} whose time slot does not exist.`,
          'Open it in ELAN and save it again; the file may be cut off.'
        )
      if (placed.has(id))
        repairs.add(
          'id-twice',
          'annotations of the same name',
          'Both were read.',
          `"${id}", line ${node.line}`
        )
      if (second.time < first.time)
        repairs.add(
          'reversed',
          'annotations that end before they start',
          'Start and end were swapped.',
          `line ${node.line}`
        )
      placed.set(id, { start: Math.min(first.time, second.time), end: Math.max(first.time, second.time) })
    }
    for (const [parent, nodes] of byParent) {
      const group = chained(nodes)
      for (const id of group) waiting.set(id, { parent, group })
    }
  }
  // Each walk goes up until a placed ancestor; what it meets is placed on the way down, so the whole is linear.
  for (const start of waiting.keys()) {
    const path: string[] = []
    const seen = new Set<string>()
    for (let id = start; !placed.has(id); id = waiting.get(id)?.parent ?? '') {
      if (seen.has(id)) {
        throw new Unreadable(
          `has annotations that refer to each other in a circle ("${id.slice(0, 40)}").`,
          'Correct their ANNOTATION_REF.'
        )
      }
      if (!waiting.has(id))
        throw new Unreadable(
          `has the annotation "${start.slice(0, 40)}", which refers to "${id.slice(0, 40)}", and that does not exist.`,
          'Open it in ELAN and save it again; the file may be cut off.'
        )
      seen.add(id)
      path.push(id)
    }
    for (const id of path.reverse()) {
      const wait = waiting.get(id)
      const parent = wait && placed.get(wait.parent)
      if (!wait || !parent || placed.has(id)) continue
      const step = (parent.end - parent.start) / wait.group.length
      for (const [i, member] of wait.group.entries())
        placed.set(member, {
          start: Math.round(parent.start + i * step),
          end: Math.round(parent.start + (i + 1) * step)
        })
    }
  }
  return placed
}

/** Ids in the order of PREVIOUS_ANNOTATION. */
function chained(nodes: readonly XmlNode[]): readonly string[] {
  const ids = nodes.map((node) => attribute(node, 'ANNOTATION_ID'))
  const after = new Map<string, string>()
  for (const node of nodes) {
    const previous = node.attributes['PREVIOUS_ANNOTATION']
    if (previous !== undefined) after.set(previous, attribute(node, 'ANNOTATION_ID'))
  }
  if (after.size === 0) return ids
  const ordered = new Set<string>()
  for (const node of nodes) {
    if (node.attributes['PREVIOUS_ANNOTATION'] !== undefined) continue
    for (
      let id: string | undefined = attribute(node, 'ANNOTATION_ID');
      id !== undefined && !ordered.has(id);
      id = after.get(id)
    )
      ordered.add(id)
  }
  for (const id of ids) ordered.add(id)
  const own = new Set(ids)
  return [...ordered].filter((id) => own.has(id))
}

function readTier(
  node: XmlNode,
  types: ReadonlyMap<string, XmlNode>,
  schemes: readonly DocumentScheme[],
  placed: ReadonlyMap<string, Placed>,
  slots: ReadonlyMap<string, Slot>
): SpanTier {
  const id = attribute(node, 'TIER_ID')
  const typeId = node.attributes['LINGUISTIC_TYPE_REF']
  const type = typeId === undefined ? undefined : types.get(typeId)
  const scheme = schemes.find((one) => one.id === type?.attributes['CONTROLLED_VOCABULARY_REF'])
  const parent = node.attributes['PARENT_REF']
  const byName = new Map(scheme?.labels.map((label) => [label.name, label.id]))
  const byId = new Set(scheme?.labels.map((label) => label.id))
  const spans = annotationsOf(node).map((annotation): Span => {
    const span = readSpan(annotation, placed, slots)
    if (!scheme) return span
    const ref = annotation.attributes['CVE_REF']
    const label = ref !== undefined && byId.has(ref) ? ref : byName.get(span.text ?? '')
    if (label === undefined) return span
    const { text, ...rest } = span
    const named = scheme.labels.find((one) => one.id === label)?.name
    return {
      ...rest,
      labels: [label],
      ...(text === named ? {} : { extra: { ...rest.extra, value: text ?? '' } })
    }
  })
  const rest = without(node.attributes, [
    'TIER_ID',
    'PARTICIPANT',
    'ANNOTATOR',
    'PARENT_REF',
    'LINGUISTIC_TYPE_REF'
  ])
  return {
    id,
    name: id,
    kind: 'spans',
    ...given('person', node.attributes['PARTICIPANT'] || undefined),
    ...given('annotator', node.attributes['ANNOTATOR'] || undefined),
    ...given('schemeId', scheme?.id),
    ...(parent === undefined
      ? {}
      : {
          parent: {
            tierId: parent,
            relation: relations[type?.attributes['CONSTRAINTS'] ?? ''] ?? 'included-in'
          }
        }),
    spans,
    extra: { ...given('type', typeId), ...given('attributes', rest) }
  }
}

function readSpan(
  node: XmlNode,
  placed: ReadonlyMap<string, Placed>,
  slots: ReadonlyMap<string, Slot>
): Span {
  const id = attribute(node, 'ANNOTATION_ID')
  const { start, end } = placed.get(id) ?? { start: 0, end: 0 }
  const first = node.attributes['TIME_SLOT_REF1']
  const second = node.attributes['TIME_SLOT_REF2']
  const rest = without(node.attributes, [
    'ANNOTATION_ID',
    'TIME_SLOT_REF1',
    'TIME_SLOT_REF2',
    'ANNOTATION_REF',
    'PREVIOUS_ANNOTATION'
  ])
  const shared = first !== undefined && second !== undefined && slots.has(first)
  const extra: JsonObject = { ...(shared ? { slots: [first, second] } : {}), ...given('attributes', rest) }
  return {
    id,
    start: micros(start),
    end: micros(end),
    labels: [],
    text: child(node, 'ANNOTATION_VALUE')?.text ?? '',
    ...given('parent', node.attributes['ANNOTATION_REF']),
    ...(Object.keys(extra).length > 0 ? { extra } : {})
  }
}

function readVocabulary(node: XmlNode): DocumentScheme {
  const id = attribute(node, 'CV_ID')
  const labels = node.children.flatMap((entry): DocumentLabel[] => {
    if (entry.name === 'CV_ENTRY')
      return [
        {
          id: entry.text,
          name: entry.text,
          ...given('definition', entry.attributes['DESCRIPTION'] || undefined)
        }
      ]
    if (entry.name !== 'CV_ENTRY_ML') return []
    const value = child(entry, 'CVE_VALUE')
    return [
      {
        id: attribute(entry, 'CVE_ID'),
        name: value?.text ?? '',
        ...given('definition', value?.attributes['DESCRIPTION'] || undefined),
        extra: { entry: nodeToJson(entry) }
      }
    ]
  })
  const rest = node.children.filter(({ name }) => name !== 'CV_ENTRY' && name !== 'CV_ENTRY_ML')
  return { id, name: id, labels, extra: { attributes: { ...node.attributes }, others: rest.map(nodeToJson) } }
}

function readMedia(node: XmlNode): DocumentMedia {
  const origin = Number(node.attributes['TIME_ORIGIN'] ?? '0')
  const rest = without(node.attributes, ['MEDIA_URL', 'MIME_TYPE', 'TIME_ORIGIN'])
  return {
    path: node.attributes['MEDIA_URL'] ?? '',
    ...given('mimeType', node.attributes['MIME_TYPE']),
    ...(Number.isFinite(origin) && origin !== 0 ? { offset: micros(origin * 1000) } : {}),
    ...(rest ? { extra: rest } : {})
  }
}

const groupLinks = (root: XmlNode): readonly XmlNode[] =>
  children(root, 'REF_LINK_SET').flatMap((set) => children(set, 'GROUP_REF_LINK'))

const directions: Readonly<Record<string, DocumentLink['direction']>> = {
  undirected: 'none',
  unidirectional: 'forward',
  bidirectional: 'both'
}

function readLinks(root: XmlNode, words: ReadonlyMap<string, LinkWords>): readonly DocumentLink[] {
  return children(root, 'REF_LINK_SET').flatMap((set) =>
    children(set, 'CROSS_REF_LINK').map((node) => {
      const rest = without(node.attributes, ['REF_LINK_ID', 'REF1', 'REF2', 'DIRECTIONALITY', 'REF_TYPE'])
      return {
        id: attribute(node, 'REF_LINK_ID'),
        from: attribute(node, 'REF1'),
        to: attribute(node, 'REF2'),
        direction: directions[node.attributes['DIRECTIONALITY'] ?? ''] ?? 'none',
        ...given('type', node.attributes['REF_TYPE']),
        ...given('text', node.text || undefined),
        ...words.get(attribute(node, 'REF_LINK_ID')),
        extra: { set: attribute(set, 'LINK_SET_ID'), ...given('attributes', rest) }
      }
    })
  )
}

/** Attributes beyond the known ones; undefined when there are none. */
function without(
  attributes: Readonly<Record<string, string>>,
  known: readonly string[]
): Record<string, string> | undefined {
  const rest = Object.entries(attributes).filter(([key]) => !known.includes(key))
  return rest.length > 0 ? Object.fromEntries(rest) : undefined
}

/** Name of the first media file, else of the annotation file, without extension. */
function recordingName(header: XmlNode | undefined, fileName: string): string {
  const media = header ? child(header, 'MEDIA_DESCRIPTOR')?.attributes : undefined
  const place = media?.['MEDIA_URL'] || media?.['RELATIVE_MEDIA_URL'] || fileName
  return (place.split(/[\\/]/).at(-1) ?? place).replace(/\.[^.]*$/, '') || fileName
}
