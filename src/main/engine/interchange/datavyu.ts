import { micros } from '../../../shared/domain/time'
import type { AnnotationDocument, Span, SpanTier } from './document'
import type { InterchangeFormat } from './format'
import { isZip, unzipEntry } from './inflate'
import { linesOf, textOf, uniqueNames } from './tools'
import { attempt, Unreadable, type Repairs } from './unreadable'

/** Spreadsheets of Datavyu, `.opf`: an archive with the cells as text in its entry `db`. Only read. */
export const datavyu: InterchangeFormat = {
  id: 'datavyu',
  name: 'Datavyu',
  extensions: ['opf'],
  probe: ({ extension }) => extension === 'opf',
  read: (source) => attempt(source, (repairs) => readDatavyu(source.bytes, source.name, repairs))
}

// `name (MATRIX,true,)-code1|NOMINAL,code2|TEXT`; names may have escaped characters.
const COLUMN = /^((?:\\.|[^\\(])+?)\s*\((\w+),(true|false),((?:\\.|[^)\\])*)\)-?(.*)$/
const CLOCK = '(\\d{1,6}):(\\d{2}):(\\d{2}):(\\d{3})'
const CELL = new RegExp(`^${CLOCK},${CLOCK},\\(?(.*?)\\)?$`, 's')

function readDatavyu(bytes: Uint8Array, name: string, repairs: Repairs): AnnotationDocument {
  if (!isZip(bytes))
    throw new Unreadable(
      'is no Datavyu file: it is not an archive.',
      'Save it again from Datavyu.',
      'not-this-format'
    )
  const db = unzipEntry(bytes, 'db')
  if (!db)
    throw new Unreadable(
      'is no Datavyu file: the archive has no entry "db".',
      'Save it again from Datavyu.',
      'not-this-format'
    )
  const tiers: SpanTier[] = []
  const names = uniqueNames()
  let codes: readonly string[] = []
  let spans: Span[] | undefined
  let count = 0
  for (const [i, line] of linesOf(textOf(db)).entries()) {
    if (line.trim() === '' || /^#\d/.test(line)) continue
    const cell = CELL.exec(line)
    if (cell && spans) {
      const [start, end] = [timeOf(cell.slice(1, 5)), timeOf(cell.slice(5, 9))]
      if (end < start)
        repairs.add(
          'reversed',
          'cells that end before they start',
          'They were read as moments.',
          `db line ${i + 1}`
        )
      const values = partsOf(cell[9] ?? '', ',').map(unescape)
      const [first = '', ...more] = values
      spans.push({
        id: `d${++count}`,
        start: micros(start),
        end: micros(Math.max(start, end)),
        labels: [],
        text:
          codes.length > 1 ? values.filter((value) => value !== '').join(', ') : [first, ...more].join(','),
        ...(codes.length > 1
          ? { extra: { codes: Object.fromEntries(codes.map((code, at) => [code, values[at] ?? ''])) } }
          : {})
      })
      continue
    }
    const column = COLUMN.exec(line)
    if (!column) {
      repairs.add('line', 'lines that are neither column nor cell', 'They were left out.', `db line ${i + 1}`)
      continue
    }
    codes = partsOf(column[5] ?? '', ',').map((code) => unescape(partsOf(code, '|')[0] ?? ''))
    spans = []
    const title = names(unescape((column[1] ?? '').trim()))
    tiers.push({
      id: title,
      name: title,
      kind: 'spans',
      spans,
      extra: {
        type: column[2] ?? '',
        visible: column[3] === 'true',
        note: column[4] ?? '',
        codes: column[5] ?? ''
      }
    })
  }
  if (tiers.length === 0)
    throw new Unreadable(
      'holds no column of cells in its entry "db".',
      'Open it in Datavyu and save it again.',
      'no-rows'
    )
  return {
    format: 'datavyu',
    schemes: [],
    recordings: [{ name: name.replace(/\.[^.]*$/, ''), media: [], links: [], tiers }]
  }
}

/** Parts between separators that no backslash stands before. */
function partsOf(text: string, separator: string): string[] {
  const parts: string[] = []
  let part = ''
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? ''
    if (char === '\\' && i + 1 < text.length) part += char + (text[++i] ?? '')
    else if (char === separator) {
      parts.push(part)
      part = ''
    } else part += char
  }
  return [...parts, part]
}

const unescape = (text: string): string => text.replace(/\\(.)/gs, '$1')

const timeOf = ([hours, minutes, seconds, ms]: readonly string[]): number =>
  ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1e6 + Number(ms) * 1000
