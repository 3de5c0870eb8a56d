import { binNumbers } from '../../../shared/analysis/facets/bin-numbers'
import { columnOfOwners } from '../../../shared/analysis/facets/facet-column'
import type { Recording } from '../../../shared/domain/rows'
import { agreedFields } from '../../../shared/study/withhold'
import { distinct } from './facet-source'
import type { FacetGround, FacetSource } from './facet-source'

const NOBODY = 'Nobody is named.'

/** Facets of the recording and of the person an item belongs to. Facts about people only with their consent. */
export function ownerFacets(ground: FacetGround): readonly FacetSource[] {
  return [...personFacets(ground), ...recordingFacets(ground)]
}

function personFacets({ desk, items, person }: FacetGround): readonly FacetSource[] {
  const rows = items.persons.map((id) => desk.reader.get('person', id))
  if (rows.length === 0) return []
  const names = distinct(rows.map((row) => row?.name ?? 'Gone'))
  const roles = rows.map((row) => row?.details?.role)
  const dyads = rows.map((row) =>
    row ? desk.reader.all('grouping').find(({ personIds }) => personIds.includes(row.id))?.name : undefined
  )
  const fields = new Map<string, (string | undefined)[]>()
  rows.forEach((row, at) => {
    for (const { name, value } of row ? agreedFields(row) : []) {
      if (value === '') continue
      const values = fields.get(name) ?? new Array<string | undefined>(rows.length).fill(undefined)
      values[at] = value
      fields.set(name, values)
    }
  })
  const of = (
    id: string,
    name: string,
    values: readonly (string | undefined)[],
    noValue: string
  ): FacetSource[] =>
    values.some((value) => value !== undefined)
      ? [owned(id, name, 'Person', person, values, { noOwner: NOBODY, noValue })]
      : []
  return [
    ...of('person', 'Person', names, ''),
    ...[...fields].flatMap(([name, values]) =>
      of(
        `person.field:${name}`,
        capital(name),
        values,
        `The person has no ${name} in the registry, or does not consent to its use.`
      )
    ),
    ...of('person.role', 'Role', roles, 'The person has no role.'),
    ...of('person.group', 'Dyad or group', dyads, 'The person is in no group.')
  ]
}

function recordingFacets({ desk, items, recording }: FacetGround): readonly FacetSource[] {
  const rows = items.units.recordings.map((id) => desk.reader.get('recording', id))
  const languages = languagesOf(desk.reader.all('stream'))
  const folders = new Map(
    desk.reader
      .all('file')
      .toReversed()
      .map(({ recordingId, path }) => [recordingId, folderOf(path)])
  )
  const of = (
    id: string,
    name: string,
    value: (row: Recording) => string | undefined,
    noValue: string
  ): FacetSource[] => {
    const values = rows.map((row) => row && value(row))
    return values.some((text) => text !== undefined)
      ? [owned(id, name, 'Recording', recording, values, { noOwner: 'The recording is gone.', noValue })]
      : []
  }
  const names = new Map(
    distinct(rows.map((row) => row?.name ?? 'Gone')).map((name, at) => [rows[at]?.id ?? '', name])
  )
  return [
    ...of('recording', 'Recording', ({ id }) => names.get(id), ''),
    ...of('recording.group', 'Group of recordings', ({ group }) => group, 'The recording is in no group.'),
    ...of(
      'recording.folder',
      'Folder of the file',
      ({ id }) => folders.get(id),
      'The recording has no file.'
    ),
    ...of('recording.language', 'Language', ({ id }) => languages.get(id), 'Its streams name no language.'),
    ...of('recording.medium', 'Medium', mediumOf, '')
  ]
}

/** A facet of owners; of numbers where every value that is known is one and there are more than a few. */
function owned(
  id: string,
  name: string,
  section: string,
  owner: Int32Array,
  values: readonly (string | undefined)[],
  reasons: { readonly noOwner: string; readonly noValue: string }
): FacetSource {
  const numbers = id.startsWith('person.field:') ? numbersOf(values) : undefined
  if (!numbers)
    return {
      info: { id, name, section, kind: 'category' },
      *column() {
        yield
        return columnOfOwners({ id, name }, owner, values, reasons)
      }
    }
  return {
    info: { id, name, section, kind: 'number' },
    *column(edges) {
      const ofItems = Float64Array.from(owner, (at) => (at < 0 ? NaN : (numbers[at] ?? NaN)))
      yield
      return binNumbers({ id, name }, ofItems, edges && { edges }, reasons.noValue)
    }
  }
}

/** Fewer different numbers than this are names (a session, a level). */
const FEWEST_NUMBERS = 6

function numbersOf(values: readonly (string | undefined)[]): readonly number[] | undefined {
  const numbers = values.map((value) => (value === undefined ? NaN : Number(value.replace(',', '.'))))
  const allAre = values.every((value, at) => value === undefined || Number.isFinite(numbers[at]))
  const different = new Set(numbers.filter(Number.isFinite)).size
  return allAre && different >= FEWEST_NUMBERS ? numbers : undefined
}

function languagesOf(
  streams: readonly {
    readonly recordingId: string
    readonly info: { readonly language?: string | undefined }
  }[]
): ReadonlyMap<string, string> {
  const languages = new Map<string, string>()
  for (const { recordingId, info } of streams)
    if (info.language && !languages.has(recordingId)) languages.set(recordingId, info.language)
  return languages
}

/** Name of the folder that a file lies in, with either separator: often the part of a split. */
const folderOf = (path: string): string => path.split(/[\\/]/).at(-2) ?? ''

const mediumOf = ({ medium }: Recording): string =>
  medium === 'image' ? 'picture' : medium === 'document' ? 'document' : 'sound or video'

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
