import { CANNOT_RATE } from '../../../shared/domain/rows'
import { micros } from '../../../shared/domain/time'
import type {
  AnnotationDocument,
  DocumentLabel,
  DocumentScheme,
  JsonObject,
  LandmarkFrame,
  Span,
  Tier
} from './document'
import type { Source } from './format'
import { child, ssiFile } from './ssi-header'
import { evenTimes } from './traces'
import { given, linesOf, secondsIn, textOf, timeOf, valueIn } from './tools'
import { Unreadable, type Repairs } from './unreadable'
import { nodeToJson, type XmlNode } from './xml'

/** Id that NOVA gives to spans its rater could not label. */
export const GARBAGE = -1

/** Read an annotation of NOVA or SSI: header and data file. */
export function readNova(source: Source, repairs: Repairs): AnnotationDocument {
  const { header, data } = ssiFile(source, 'annotation', repairs)
  const scheme = child(header, 'scheme')
  const binary = child(header, 'info')?.attributes['ftype']?.toUpperCase() === 'BINARY'
  const kind = scheme?.attributes['type']?.toUpperCase() ?? ''
  if (!scheme || !['DISCRETE', 'FREE', 'CONTINUOUS', 'POINT'].includes(kind))
    throw new Unreadable(
      `is an annotation of type "${kind || 'none'}"; read are DISCRETE, FREE, CONTINUOUS and POINT.`,
      'Polygons stay in NOVA; export another annotation.',
      'unsupported'
    )
  const meta = child(header, 'meta')
  const name = scheme.attributes['name'] || source.name.replace(/\.annotation$/i, '')
  const extra: JsonObject = {
    ftype: binary ? 'BINARY' : 'ASCII',
    meta: meta ? nodeToJson(meta) : null,
    scheme: {
      name: 'scheme',
      attributes: { ...scheme.attributes },
      children: scheme.children.filter((one) => one.name !== 'item').map(nodeToJson)
    },
    others: header.children.filter((one) => !['info', 'meta', 'scheme'].includes(one.name)).map(nodeToJson)
  }
  const base = {
    id: name,
    name,
    ...given('person', meta?.attributes['role'] || undefined),
    ...given('annotator', meta?.attributes['annotator'] || undefined),
    extra
  }
  const labels = kind === 'DISCRETE' ? readLabels(scheme) : []
  const schemes: DocumentScheme[] = kind === 'DISCRETE' ? [{ id: name, name, labels }] : []
  return {
    format: 'nova',
    schemes,
    recordings: [
      {
        name: source.name.replace(/\.annotation$/i, ''),
        media: [],
        links: [],
        tiers: [tierOf(kind, base, scheme, data, binary, repairs, labels)]
      }
    ]
  }
}

type Base = Pick<Tier, 'id' | 'name' | 'person' | 'annotator' | 'extra'>

function tierOf(
  kind: string,
  base: Base,
  scheme: XmlNode,
  data: Uint8Array,
  binary: boolean,
  repairs: Repairs,
  labels: readonly DocumentLabel[]
): Tier {
  const lines = binary ? [] : linesOf(textOf(data))
  if (kind === 'DISCRETE')
    return {
      ...base,
      kind: 'spans',
      schemeId: base.id,
      spans: binary ? binaryDiscrete(data, labels, repairs) : discrete(lines, labels, repairs)
    }
  if (kind === 'FREE')
    return { ...base, kind: 'spans', spans: binary ? binaryFree(data, repairs) : free(lines, repairs) }
  const rateHz = Number(scheme.attributes['sr'])
  if (!(rateHz > 0 && rateHz <= 100_000))
    throw new Unreadable(
      `gives "${scheme.attributes['sr'] ?? ''}" as sample rate (sr) of its scheme.`,
      'Correct sr to samples per second, for instance 25.'
    )
  if (kind === 'POINT') {
    if (binary)
      throw new Unreadable(
        'holds points in binary form, which is not read.',
        'Save it as ASCII in NOVA.',
        'unsupported'
      )
    return { ...base, kind: 'landmarks', rateHz, frames: frames(lines, rateHz, repairs) }
  }
  const { values, confidence } = binary ? binaryContinuous(data, repairs) : continuous(lines)
  const bound = (key: string): number | undefined => valueIn(scheme.attributes[key]) ?? undefined
  return {
    ...base,
    kind: 'trace',
    rateHz,
    times: evenTimes(values.length, rateHz),
    dimensions: [{ name: base.name, ...given('min', bound('min')), ...given('max', bound('max')), values }],
    ...(confidence.some((one) => one !== null) ? { confidence } : {})
  }
}

function readLabels(scheme: XmlNode): DocumentLabel[] {
  return scheme.children
    .filter(({ name }) => name === 'item')
    .map(({ attributes }, i) => ({
      id: attributes['id'] ?? String(i),
      name: attributes['name'] ?? '',
      ...given(
        'color',
        /^#[\da-f]{8}$/i.test(attributes['color'] ?? '')
          ? `#${attributes['color']?.slice(3).toLowerCase()}`
          : undefined
      ),
      extra: { attributes: { ...attributes } }
    }))
}

/** A label as known; -1 is "cannot rate". An id that the scheme lacks is kept and told. */
function labelOf(id: number, labels: ReadonlySet<string>, place: string, repairs: Repairs): string {
  if (id === GARBAGE) return CANNOT_RATE
  if (!labels.has(String(id)))
    repairs.add(
      'unknown-label',
      'labels that its scheme does not list',
      'They were read under their number.',
      `${place}: ${id}`
    )
  return String(id)
}

/** What follows the confidence: a note, or attributes of newer tools, kept as they are. */
function rest(cells: readonly string[]): Partial<Span> {
  const meta = cells.join(';')
  if (meta === '') return {}
  return meta.startsWith('attributes:') ? { extra: { meta } } : { comment: meta }
}

const sure = (value: number | null): Partial<Span> =>
  value !== null && value >= 0 && value <= 1 ? { confidence: value } : {}

function timesOf(start: number | undefined, end: number | undefined, place: string, repairs: Repairs) {
  if (start === undefined || end === undefined) {
    repairs.add('row', 'rows without usable times', 'They were left out.', place)
    return undefined
  }
  if (end < start)
    repairs.add('reversed', 'rows that end before they start', 'Start and end were swapped.', place)
  return { start: micros(Math.min(start, end)), end: micros(Math.max(start, end)) }
}

function discrete(lines: readonly string[], labels: readonly DocumentLabel[], repairs: Repairs): Span[] {
  const known = new Set(labels.map(({ id }) => id))
  return lines.flatMap((line, i): Span[] => {
    if (line.trim() === '') return []
    const [from, to, id, confidence, ...more] = line.split(';')
    const times = timesOf(secondsIn(from), secondsIn(to), `data line ${i + 1}`, repairs)
    const number = Number(id)
    if (!times) return []
    if (id === undefined || id.trim() === '' || !Number.isInteger(number)) {
      repairs.add('row-label', 'rows without a label number', 'They were left out.', `data line ${i + 1}`)
      return []
    }
    return [
      {
        id: `n${i + 1}`,
        ...times,
        labels: [labelOf(number, known, `data line ${i + 1}`, repairs)],
        ...sure(valueIn(confidence)),
        ...rest(more)
      }
    ]
  })
}

/** `from;to;label;conf[;color=...]`; a label with `;` in it is put together again. */
function free(lines: readonly string[], repairs: Repairs): Span[] {
  return lines.flatMap((line, i): Span[] => {
    if (line.trim() === '') return []
    const cells = line.split(';')
    const times = timesOf(secondsIn(cells[0]), secondsIn(cells[1]), `data line ${i + 1}`, repairs)
    if (!times) return []
    const colored = /^color=/i.test(cells.at(-1)?.trim() ?? '')
    const end = colored ? cells.length - 1 : cells.length
    const numeric = end > 3 && valueIn(cells[end - 1]) !== null
    const label = cells.slice(2, numeric ? end - 1 : end)
    if (label.length > 1)
      repairs.add(
        'semicolon',
        'labels with a semicolon, which is also what parts the columns',
        'They were put together again.',
        `data line ${i + 1}`
      )
    return [
      {
        id: `n${i + 1}`,
        ...times,
        labels: [],
        text: label.join(';'),
        ...(numeric ? sure(valueIn(cells[end - 1])) : {}),
        ...(colored ? { extra: { color: cells.at(-1)?.trim().slice(6) ?? '' } } : {})
      }
    ]
  })
}

function continuous(lines: readonly string[]) {
  const rows = [...lines]
  while (rows.at(-1)?.trim() === '') rows.pop()
  const cells = rows.map((line) => line.split(';'))
  return {
    values: cells.map(([score]) => valueIn(score)),
    confidence: cells.map(([, confidence]) => valueIn(confidence))
  }
}

function frames(lines: readonly string[], rateHz: number, repairs: Repairs): LandmarkFrame[] {
  const rows = [...lines]
  while (rows.at(-1)?.trim() === '') rows.pop()
  return rows.map((line, i): LandmarkFrame => {
    const [label = '', ...cells] = line.split(';')
    const confidence = valueIn(cells.at(-1))
    const points = cells.flatMap((cell) => {
      const inner = /^\((.*)\)$/.exec(cell.trim())?.[1]
      if (inner === undefined) return []
      const parts = inner.split(':')
      if (parts.length < 4) {
        repairs.add(
          'point',
          'points without name, x, y and confidence',
          'They were left out.',
          `data line ${i + 1}`
        )
        return []
      }
      const [x, y, sure] = parts.slice(-3).map(valueIn)
      return [{ name: parts.slice(0, -3).join(':'), x: x ?? null, y: y ?? null, confidence: sure ?? null }]
    })
    return { time: micros((i / rateHz) * 1e6), label, confidence, points }
  })
}

function rowsOf(data: Uint8Array, width: number, repairs: Repairs): readonly DataView[] {
  const count = Math.floor(data.length / width)
  if (data.length % width !== 0)
    repairs.add(
      'cut',
      `${data.length % width} bytes at the end of its data that make no whole row`,
      'They were left out; the file may be cut off.',
      `after row ${count}`
    )
  return Array.from(
    { length: count },
    (_, i) => new DataView(data.buffer, data.byteOffset + i * width, width)
  )
}

const finite = (value: number): number | null => (Number.isFinite(value) ? shortest(value) : null)

/** The shortest decimal that is this float32. */
function shortest(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return short
  }
  return value
}

function binaryDiscrete(data: Uint8Array, labels: readonly DocumentLabel[], repairs: Repairs): Span[] {
  const known = new Set(labels.map(({ id }) => id))
  return rowsOf(data, 24, repairs).flatMap((row, i): Span[] => {
    const times = timesOf(
      timeOf(row.getFloat64(0, true)),
      timeOf(row.getFloat64(8, true)),
      `row ${i + 1}`,
      repairs
    )
    if (!times) return []
    const label = labelOf(row.getInt32(16, true), known, `row ${i + 1}`, repairs)
    return [{ id: `n${i + 1}`, ...times, labels: [label], ...sure(finite(row.getFloat32(20, true))) }]
  })
}

function binaryContinuous(data: Uint8Array, repairs: Repairs) {
  const rows = rowsOf(data, 8, repairs)
  return {
    values: rows.map((row) => finite(row.getFloat32(0, true))),
    confidence: rows.map((row) => finite(row.getFloat32(4, true)))
  }
}

/** Length counts bytes; NOVA counts characters instead, so that is tried where bytes do not come out even. */
function binaryFree(data: Uint8Array, repairs: Repairs): Span[] {
  const bytes = freeRows(data, 'bytes')
  if (bytes.whole) return spansOf(bytes.rows, repairs)
  const characters = freeRows(data, 'characters')
  if (characters.whole) return spansOf(characters.rows, repairs)
  const best = characters.rows.length > bytes.rows.length ? characters : bytes
  repairs.add(
    'cut',
    'data that break off inside a row',
    'What stands before was read.',
    `after row ${best.rows.length}`
  )
  return spansOf(best.rows, repairs)
}

interface FreeRow {
  readonly from: number
  readonly to: number
  readonly label: string
  readonly confidence: number
}

function freeRows(data: Uint8Array, unit: 'bytes' | 'characters') {
  const view = new DataView(data.buffer, data.byteOffset, data.length)
  const rows: FreeRow[] = []
  let at = 0
  while (at + 20 <= data.length) {
    const length = view.getUint32(at + 16, true)
    const start = at + 20
    const end = unit === 'bytes' ? start + length : afterCharacters(data, start, length)
    if (end === undefined || end + 4 > data.length) break
    const row = {
      from: view.getFloat64(at, true),
      to: view.getFloat64(at + 8, true),
      label: textOf(data.subarray(start, end)),
      confidence: view.getFloat32(end, true)
    }
    if (timeOf(row.from) === undefined || timeOf(row.to) === undefined) break
    rows.push(row)
    at = end + 4
  }
  return { rows, whole: at === data.length }
}

/** Where `count` UTF-16 units of UTF-8 text end. */
function afterCharacters(data: Uint8Array, start: number, count: number): number | undefined {
  let at = start
  for (let left = count; left > 0;) {
    const lead = data[at]
    if (lead === undefined) return undefined
    const width = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
    at += width
    left -= width === 4 ? 2 : 1
  }
  return at
}

const spansOf = (rows: readonly FreeRow[], repairs: Repairs): Span[] =>
  rows.flatMap(({ from, to, label, confidence }, i): Span[] => {
    const times = timesOf(timeOf(from), timeOf(to), `row ${i + 1}`, repairs)
    return times ? [{ id: `n${i + 1}`, ...times, labels: [], text: label, ...sure(finite(confidence)) }] : []
  })
