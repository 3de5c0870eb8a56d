import { micros } from '../../../shared/domain/time'
import type {
  AnnotationDocument,
  DocumentRecording,
  DocumentScheme,
  Json,
  JsonObject,
  Span,
  SpanTier
} from './document'
import type { InterchangeFormat } from './format'
import { asArray, asNumber, asObject, asText, others, parseJson } from './json'
import { lossesOf, plain } from './losses'
import {
  bytesOf,
  fileSafe,
  labelText,
  oneText,
  schemeOf,
  spanTiersOf,
  textOf,
  timeOf,
  uniqueNames
} from './tools'
import { attempt, Unreadable, type Repairs } from './unreadable'

/** Anchor of an attribute about a stretch of time in one file. */
const SEGMENT = 'FILE1_Z2_XY0'

/** Attribute types of VIA 3. */
const TEXT = 1
const CHECKBOX = 2
const RADIO = 3
const SELECT = 4

/** Projects of VIA 3. Segments and moments are read, one track for each attribute; boxes and everything else are kept. */
export const via: InterchangeFormat = {
  id: 'via',
  name: 'VIA 3',
  extensions: ['json'],
  probe: ({ extension, head }) =>
    extension === 'json' &&
    /"project"\s*:\s*\{/.test(head) &&
    /"(vid_list|data_format_version|pid)"\s*:/.test(head),
  read: (source) => attempt(source, (repairs) => readVia(source.bytes, repairs)),
  write: (document, name) => [
    { name: `${fileSafe(name)}.json`, bytes: bytesOf(`${JSON.stringify(writeVia(document, name))}\n`) }
  ],
  losses: (document) =>
    lossesOf(document, {
      ...plain,
      id: 'via',
      name: 'a VIA project',
      resolution: 1,
      moments: true,
      severalLabels: true,
      schemes: true,
      media: true,
      severalRecordings: true
    })
}

function readVia(bytes: Uint8Array, repairs: Repairs): AnnotationDocument {
  const root = asObject(parseJson(textOf(bytes)))
  const metadata = asObject(root?.['metadata'])
  const attributes = asObject(root?.['attribute'])
  if (!root || !metadata || !attributes || !asObject(root['project']))
    throw new Unreadable(
      'lacks "project", "attribute" or "metadata", which VIA 3 projects have.',
      'In VIA 3, save the project again; projects of VIA 2 are not read.',
      'not-this-format'
    )
  const views = asObject(root['view']) ?? {}
  const files = asObject(root['file']) ?? {}
  const schemes = Object.entries(attributes).flatMap(([aid, json]) => schemeFrom(aid, asObject(json) ?? {}))
  const names = uniqueNames()
  const byView = new Map<string, [string, JsonObject][]>()
  for (const [mid, json] of Object.entries(metadata)) {
    const entry = asObject(json)
    const vid = asText(entry?.['vid']) ?? ''
    if (!entry) continue
    const known = byView.get(vid)
    if (known) known.push([mid, entry])
    else byView.set(vid, [[mid, entry]])
  }
  const kept: Record<string, Json> = {}
  const vids = [...new Set([...Object.keys(views), ...byView.keys()])]
  const recordings = vids.map((vid): DocumentRecording => {
    const media = asArray(asObject(views[vid])?.['fid_list']).flatMap((fid) => {
      const file = asObject(files[asText(fid) ?? ''])
      return file
        ? [{ path: asText(file['src']) || asText(file['fname']) || '', extra: { fid: asText(fid) ?? '' } }]
        : []
    })
    const title = asText(
      asObject(files[asText(asArray(asObject(views[vid])?.['fid_list'])[0]) ?? ''])?.['fname']
    )
    return {
      name: names(title?.replace(/\.[^.]*$/, '') || `view ${vid}`),
      media,
      links: [],
      tiers: tiersOf(byView.get(vid) ?? [], attributes, schemes, kept, repairs),
      extra: { vid }
    }
  })
  return { format: 'via', schemes, recordings, extra: { rest: others(root, ['metadata']) ?? {}, kept } }
}

function schemeFrom(aid: string, attribute: JsonObject): DocumentScheme[] {
  const type = asNumber(attribute['type'])
  if (type !== CHECKBOX && type !== RADIO && type !== SELECT) return []
  const options = Object.entries(asObject(attribute['options']) ?? {})
  return [
    {
      id: aid,
      name: asText(attribute['aname']) ?? aid,
      labels: options.map(([id, name]) => ({ id, name: asText(name) ?? id }))
    }
  ]
}

function tiersOf(
  entries: readonly [string, JsonObject][],
  attributes: JsonObject,
  schemes: readonly DocumentScheme[],
  kept: Record<string, Json>,
  repairs: Repairs
): SpanTier[] {
  const spans = new Map<string, Span[]>()
  for (const [mid, entry] of entries) {
    const times = asArray(entry['z']).map((one) => timeOf(asNumber(one) ?? NaN))
    const [start, second] = times
    const end = times.length === 1 ? start : second
    if (times.length > 2 || start === undefined || end === undefined || asArray(entry['xy']).length > 0) {
      kept[mid] = entry
      if (asArray(entry['xy']).length > 0)
        repairs.add(
          'shapes',
          'boxes and other shapes in the picture',
          'They are kept for VIA, but not shown.',
          `"${mid.slice(0, 20)}"`
        )
      continue
    }
    const values = Object.entries(asObject(entry['av']) ?? {})
    for (const [aid, json] of values.length > 0 ? values : [['', ''] as const]) {
      const value = asText(json) ?? ''
      const scheme = schemes.find(({ id }) => id === aid)
      // Several options of a checkbox are joined by commas.
      const labels =
        !scheme || value === ''
          ? []
          : asNumber(asObject(attributes[aid])?.['type']) === CHECKBOX
            ? value.split(',')
            : [value]
      const span: Span = {
        id: `${mid} ${aid}`,
        start: micros(Math.min(start, end)),
        end: micros(Math.max(start, end)),
        labels,
        ...(scheme ? {} : { text: value }),
        extra: {
          mid,
          rest: others(entry, ['vid', 'z', 'av']) ?? {},
          ...(times.length === 1 ? { frame: true } : {})
        }
      }
      const list = spans.get(aid)
      if (list) list.push(span)
      else spans.set(aid, [span])
    }
  }
  const names = uniqueNames()
  return [...spans].map(([aid, list]): SpanTier => {
    const name = names(asText(asObject(attributes[aid])?.['aname']) || (aid === '' ? 'Segments' : aid))
    const scheme = schemes.find(({ id }) => id === aid)
    return {
      id: aid || 'segments',
      name,
      kind: 'spans',
      ...(scheme ? { schemeId: scheme.id } : {}),
      spans: list,
      extra: { aid }
    }
  })
}

function writeVia(document: AnnotationDocument, name: string): JsonObject {
  const own = document.format === 'via'
  const rest = own ? (asObject(document.extra?.['rest']) ?? {}) : {}
  const attributes: Record<string, Json> = { ...asObject(rest['attribute']) }
  const files: Record<string, Json> = { ...asObject(rest['file']) }
  const views: Record<string, Json> = { ...asObject(rest['view']) }
  const metadata: Record<string, Json> = { ...(own ? asObject(document.extra?.['kept']) : {}) }
  const freeKey = (table: Record<string, Json>): string => {
    let key = Object.keys(table).length + 1
    while (Object.hasOwn(table, String(key))) key++
    return String(key)
  }
  const aidOf = new Map<string, string>()
  let made = 0
  const order: string[] = []
  for (const recording of document.recordings) {
    const keptVid = own ? asText(recording.extra?.['vid']) : undefined
    const vid = keptVid ?? freeKey(views)
    order.push(vid)
    if (!Object.hasOwn(views, vid) && (keptVid === undefined || recording.media.length > 0)) {
      const media = recording.media.length > 0 ? recording.media : [{ path: recording.name }]
      views[vid] = {
        fid_list: media.map(({ path }) => {
          const fid = freeKey(files)
          files[fid] = {
            fid,
            fname: path.split(/[\\/]/).at(-1) ?? path,
            type: /\.(wav|mp3|flac|m4a|ogg)$/i.test(path) ? 8 : 4,
            loc: /^https?:/i.test(path) ? 2 : 3,
            src: path
          }
          return fid
        })
      }
    }
    for (const tier of spanTiersOf(recording)) {
      const scheme = schemeOf(document, tier)
      const keptAid = own ? asText(tier.extra?.['aid']) : undefined
      const found = (
        scheme: DocumentScheme | undefined
      ): { readonly aid: string; readonly options: ReadonlyMap<string, string> } => {
        const key = `${tier.name}\n${tier.schemeId ?? ''}`
        const aid = keptAid ?? aidOf.get(key) ?? freeKey(attributes)
        aidOf.set(key, aid)
        if (keptAid === undefined) attributes[aid] = newAttribute(document, tier, scheme, attributes[aid])
        const options = Object.entries(asObject(asObject(attributes[aid])?.['options']) ?? {})
        return { aid, options: new Map(options.map(([oid, label]) => [asText(label) ?? oid, oid])) }
      }
      const { aid, options } = found(scheme)
      for (const span of tier.spans) {
        const missing = span.labels.filter(
          (label) => keptAid !== undefined && !options.has(labelText({ ...span, labels: [label] }, scheme))
        )
        if (missing.length > 0)
          addOptions(attributes, aid, missing, (id) => labelText({ ...span, labels: [id] }, scheme))
        const ids = span.labels.map((label) => {
          const ownId = keptAid !== undefined && scheme?.labels.some(({ id }) => id === label)
          return ownId ? label : (options.get(labelText({ ...span, labels: [label] }, scheme)) ?? label)
        })
        const value = options.size > 0 && ids.length > 0 ? ids.join(',') : oneText(span, scheme)
        const keptMid = own ? asText(span.extra?.['mid']) : undefined
        let mid = keptMid ?? `m${++made}`
        while (keptMid === undefined && Object.hasOwn(metadata, mid)) mid = `${mid}_`
        const before = asObject(metadata[mid])
        const z = span.start === span.end ? [span.start / 1e6] : [span.start / 1e6, span.end / 1e6]
        const moved = before && JSON.stringify(before['z']) !== JSON.stringify(z)
        if (moved) mid = `${mid}_${aid}`
        metadata[mid] = {
          ...(own ? asObject(span.extra?.['rest']) : { flg: 0, xy: [] }),
          ...(keptMid === undefined ? { flg: 0, xy: [] } : {}),
          vid,
          z,
          av: aid === '' ? {} : { ...(moved ? {} : asObject(before?.['av'])), [aid]: value }
        }
      }
    }
  }
  return {
    project: asObject(rest['project']) ?? newProject(document, name, order),
    config: asObject(rest['config']) ?? {
      file: { loc_prefix: { '1': '', '2': '', '3': '', '4': '' } },
      ui: {}
    },
    ...others(rest, ['project', 'config', 'attribute', 'file', 'view']),
    attribute: attributes,
    file: files,
    view: views,
    metadata
  }
}

/** Options of a kept attribute for labels that were made since. */
function addOptions(
  attributes: Record<string, Json>,
  aid: string,
  labels: readonly string[],
  nameOf: (label: string) => string
): void {
  const attribute = asObject(attributes[aid])
  const options = asObject(attribute?.['options'])
  if (!attribute || !options || asNumber(attribute['type']) === TEXT) return
  const more = labels
    .filter((label) => !Object.hasOwn(options, label))
    .map((label) => [label, nameOf(label)] as const)
  attributes[aid] = { ...attribute, options: { ...options, ...Object.fromEntries(more) } }
}

/** An attribute for a track: checkboxes for labels, options in the order of the scheme, then of use. */
function newAttribute(
  document: AnnotationDocument,
  tier: SpanTier,
  scheme: DocumentScheme | undefined,
  before: Json | undefined
): JsonObject {
  const known = Object.values(asObject(asObject(before)?.['options']) ?? {}).flatMap(
    (one) => asText(one) ?? []
  )
  const used = tier.spans.flatMap((span) =>
    span.labels.map((label) => labelText({ ...span, labels: [label] }, scheme))
  )
  const labels = [...new Set([...known, ...(scheme?.labels.map(({ name }) => name) ?? []), ...used])]
  const isText = labels.length === 0
  return {
    aname: tier.name,
    anchor_id: SEGMENT,
    type: isText ? TEXT : CHECKBOX,
    desc: document.schemes.find(({ id }) => id === tier.schemeId)?.name ?? '',
    options: Object.fromEntries(labels.map((label, i) => [String(i), label])),
    default_option_id: ''
  }
}

const newProject = (document: AnnotationDocument, name: string, vids: readonly string[]): JsonObject => ({
  pid: '__VIA_PROJECT_ID__',
  rev: '__VIA_PROJECT_REV_ID__',
  rev_timestamp: '__VIA_PROJECT_REV_TIMESTAMP__',
  pname: name,
  data_format_version: '3.1.1',
  creator: 'Affectory',
  created: Date.parse(document.createdAt ?? '') || 0,
  vid_list: vids
})
