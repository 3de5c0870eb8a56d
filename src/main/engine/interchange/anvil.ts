import { micros } from '../../../shared/domain/time'
import type { AnnotationDocument, Relation, Span, SpanTier } from './document'
import type { InterchangeFormat } from './format'
import { given, secondsIn, textOf, uniqueNames } from './tools'
import { attempt, Unreadable, type Repairs } from './unreadable'
import { parseXml, type XmlNode } from './xml'

const relations: Readonly<Record<string, Relation>> = {
  span: 'included-in',
  singleton: 'symbolic-association',
  subdivision: 'time-subdivision'
}

/** Annotations of ANVIL: primary tracks have times, the others refer to elements of a track. Only read. */
export const anvil: InterchangeFormat = {
  id: 'anvil',
  name: 'ANVIL',
  extensions: ['anvil'],
  probe: ({ extension, head }) =>
    extension === 'anvil' || (/<annotation[\s>]/.test(head) && /<(specification|track)\b/.test(head)),
  read: (source) => attempt(source, (repairs) => readAnvil(source.bytes, source.name, repairs))
}

function readAnvil(bytes: Uint8Array, name: string, repairs: Repairs): AnnotationDocument {
  const root = parseXml(textOf(bytes))
  const body = root.children.find((node) => node.name === 'body')
  if (root.name !== 'annotation' || !body)
    throw new Unreadable(
      'has no <annotation> with a <body>, which ANVIL files have.',
      'Check that it is the right file.',
      'not-this-format'
    )
  const head = root.children.find((node) => node.name === 'head')
  const media =
    head?.children.filter((node) => node.name === 'video').flatMap((node) => node.attributes['src'] ?? []) ??
    []
  const nodes = tracksOf(body)
  const names = uniqueNames()
  const placed = new Map<string, Placed>()
  const tiers: SpanTier[] = []
  // A track may refer to one that stands below it.
  let waiting = nodes
  while (waiting.length > 0) {
    const [ready, later] = partition(
      waiting,
      ({ node }) => node.attributes['ref'] === undefined || placed.has(node.attributes['ref'])
    )
    if (ready.length === 0) {
      for (const { node, name } of later)
        repairs.add(
          'reference',
          'tracks that refer to a track that is not there, or to each other',
          'They were left out.',
          `"${name}", line ${node.line}`
        )
      break
    }
    for (const track of ready) tiers.push(readTrack(track, names(track.name), placed, repairs))
    waiting = later
  }
  return {
    format: 'anvil',
    schemes: [],
    recordings: [
      {
        name: (media[0]?.split(/[\\/]/).at(-1) ?? name).replace(/\.[^.]*$/, ''),
        media: media.map((path) => ({ path })),
        links: [],
        tiers
      }
    ]
  }
}

interface Placed {
  readonly tierId: string
  /** By index of the element. */
  readonly elements: ReadonlyMap<number, Span>
}

interface Track {
  readonly node: XmlNode
  /** Group names and own name, joined by dots, as references write it. */
  readonly name: string
}

const tracksOf = (node: XmlNode, prefix = ''): Track[] =>
  node.children.flatMap((child): Track[] => {
    const name = `${prefix}${child.attributes['name'] ?? ''}`
    if (child.name === 'group') return tracksOf(child, `${name}.`)
    return child.name === 'track' ? [{ node: child, name }] : []
  })

const partition = <T>(items: readonly T[], test: (item: T) => boolean): readonly [T[], T[]] => [
  items.filter(test),
  items.filter((item) => !test(item))
]

function readTrack(
  { node, name }: Track,
  tierName: string,
  placed: Map<string, Placed>,
  repairs: Repairs
): SpanTier {
  const parent = placed.get(node.attributes['ref'] ?? '')
  const elements = new Map<number, Span>()
  const spans: Span[] = []
  for (const [i, el] of node.children.filter((child) => child.name === 'el').entries()) {
    const index = Number(el.attributes['index'] ?? i)
    const times = parent ? referred(el, parent) : own(el)
    if (!times) {
      repairs.add(
        'element',
        'elements without usable times or references',
        'They were left out.',
        `line ${el.line}`
      )
      continue
    }
    if (times.end < times.start)
      repairs.add(
        'reversed',
        'elements that end before they start',
        'Start and end were swapped.',
        `line ${el.line}`
      )
    const attributes = el.children.filter((child) => child.name === 'attribute')
    const values = attributes.map((child) => child.text.trim())
    const comment = el.children.find((child) => child.name === 'comment')?.text.trim()
    const span: Span = {
      id: `${tierName} ${i}`,
      start: micros(Math.min(times.start, times.end)),
      end: micros(Math.max(times.start, times.end)),
      labels: [],
      text: values.filter((value) => value !== '').join(', '),
      ...given('comment', comment || undefined),
      ...given('parent', times.parent),
      ...(attributes.length > 1
        ? {
            extra: {
              attributes: Object.fromEntries(
                attributes.map((child, at) => [child.attributes['name'] ?? '', values[at] ?? ''])
              )
            }
          }
        : {})
    }
    spans.push(span)
    elements.set(index, span)
  }
  placed.set(name, { tierId: tierName, elements })
  return {
    id: tierName,
    name: tierName,
    kind: 'spans',
    ...(parent
      ? {
          parent: {
            tierId: parent.tierId,
            relation: relations[node.attributes['type'] ?? ''] ?? 'included-in'
          }
        }
      : {}),
    spans,
    extra: { type: node.attributes['type'] ?? 'primary' }
  }
}

interface Times {
  readonly start: number
  readonly end: number
  readonly parent?: string
}

function own(el: XmlNode): Times | undefined {
  const start = secondsIn(el.attributes['start'])
  const end = secondsIn(el.attributes['end'])
  return start === undefined || end === undefined ? undefined : { start, end }
}

/** `ref`: one element of the other track; `start` and `end`: the first and the last of several. Elements of a subdivision may have times. */
function referred(el: XmlNode, { elements }: Placed): Times | undefined {
  const ref = el.attributes['ref']
  if (ref !== undefined) {
    const span = elements.get(Number(ref))
    return span && { start: span.start, end: span.end, parent: span.id }
  }
  const first = elements.get(Number(el.attributes['start'] ?? 'none'))
  const last = elements.get(Number(el.attributes['end'] ?? 'none'))
  return first && last ? { start: first.start, end: last.end, parent: first.id } : own(el)
}
