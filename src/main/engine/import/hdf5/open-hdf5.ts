import type { Dataset, Entity, File, Group, Reference } from 'h5wasm/node'
import { Unreadable } from '../../interchange/unreadable'
import { countOf } from '../arrays/array-value'
import type { ArrayValue, StructValue } from '../arrays/array-value'
import { CUT_OFF } from '../arrays/byte-source'
import { spreadSparse } from '../arrays/spread-sparse'
import { allNumbers, datasetNumbers } from './dataset-numbers'
import { library } from './library'
import type { Library } from './library'

const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]
/** Longest text, and most items of a list, that are taken for what they say. */
const MOST_CHARACTERS = 16 * 1024 * 1024
const MOST_ITEMS = 1_000_000

/** Whether a file begins as HDF5; MATLAB 7.3 puts 512 bytes of its own before it. */
export const isHdf5 = (head: Uint8Array): boolean =>
  [0, 512, 1024, 2048].some((at) => SIGNATURE.every((byte, i) => head[at + i] === byte))

/** What an HDF5 file holds, as fields of one struct; MATLAB's own way to write arrays is understood. Opened for reading only. */
export async function openHdf5(path: string): Promise<{ readonly root: StructValue; close(): void }> {
  const hdf5 = await library()
  const file = orDamaged(() => new hdf5.File(path, 'r'))
  return { root: groupValue(file, { hdf5, file }, true), close: () => void file.close() }
}

interface Opened {
  readonly hdf5: Library
  readonly file: File
}

/** Names that MATLAB keeps for itself. */
const own = new Set(['#refs#', '#subsystem#'])

function groupValue(group: Group, opened: Opened, top = false): StructValue {
  const names = orDamaged(() => group.keys()).filter((name) => !(top && own.has(name)))
  const listed = names.length > 0 && !top ? arrayOfStructs(group, names, opened) : undefined
  if (listed) return listed
  return {
    kind: 'struct',
    shape: [1, 1],
    fields: names,
    field: (name) =>
      names.includes(name)
        ? valueOf(
            orDamaged(() => group.get(name)),
            opened
          )
        : undefined
  }
}

/** MATLAB writes an array of structs as one list of references for each field. */
function arrayOfStructs(group: Group, names: readonly string[], opened: Opened): StructValue | undefined {
  if (attribute(group, 'MATLAB_class') !== 'struct') return undefined
  const columns = names.map((name) => orDamaged(() => group.get(name)))
  const first = columns[0]
  const isList = (entity: Entity | null): entity is Dataset =>
    entity instanceof opened.hdf5.Dataset &&
    entity.dtype === 'Reference' &&
    attribute(entity, 'MATLAB_class') === undefined
  if (!isList(first ?? null) || !columns.every(isList)) return undefined
  const lists = new Map(names.map((name, i) => [name, references(columns[i] as Dataset, opened)]))
  const shape = [...((first as Dataset).shape ?? [])].reverse()
  return {
    kind: 'struct',
    shape,
    fields: names,
    field: (name, index = 0) => lists.get(name)?.(index)
  }
}

function valueOf(entity: Entity | null, opened: Opened): ArrayValue {
  const { hdf5 } = opened
  if (entity instanceof hdf5.Group) {
    if (attribute(entity, 'MATLAB_sparse') !== undefined) return sparse(entity, opened)
    return groupValue(entity, opened)
  }
  if (!(entity instanceof hdf5.Dataset)) return { kind: 'skipped', what: 'a link to somewhere else' }
  const { virtual_sources: views = [] } = orDamaged(() => entity.metadata)
  // What lies in other files is not part of what was chosen.
  if (views.length > 0) return { kind: 'skipped', what: 'an array that lies in other files' }
  return datasetValue(entity, opened)
}

function datasetValue(dataset: Dataset, opened: Opened): ArrayValue {
  const matlab = attribute(dataset, 'MATLAB_class')
  const shape = dataset.shape ?? []
  const empty = Number(attribute(dataset, 'MATLAB_empty') ?? 0) !== 0
  if (matlab === 'function_handle' || matlab === 'FileWrapper__')
    return { kind: 'skipped', what: 'a function' }
  if (attribute(dataset, 'MATLAB_object_decode') !== undefined) return { kind: 'skipped', what: 'an object' }
  if (empty) return emptyValue(matlab, [...allNumbers(dataset)])
  if (dataset.dtype === 'Reference') {
    const item = references(dataset, opened)
    return { kind: 'cell', shape: [...shape].reverse(), item: (index) => item(index) }
  }
  if (matlab === 'char') return charMatrix(dataset, shape)
  if (dataset.metadata.type === STRING) return { kind: 'text', rows: strings(dataset) }
  const numbers = datasetNumbers(dataset)
  if (!numbers) return { kind: 'skipped', what: 'an array of records' }
  return matlab === undefined
    ? numbers
    : { ...numbers, type: String(matlab), shape: [...shape].reverse(), fastest: 'first' }
}

/** HDF5's number for texts among its classes of types. */
const STRING = 3

/** MATLAB writes the shape of an empty array in place of its content. */
function emptyValue(matlab: unknown, shape: readonly number[]): ArrayValue {
  if (matlab === 'char') return { kind: 'text', rows: [] }
  if (matlab === 'cell')
    return { kind: 'cell', shape: [0, 0], item: () => ({ kind: 'skipped', what: 'nothing' }) }
  if (matlab === 'struct') return { kind: 'struct', shape: [0, 0], fields: [], field: () => undefined }
  const none = countOf(shape) === 0 ? shape : [0, 0]
  return {
    kind: 'numbers',
    type: String(matlab),
    shape: none,
    fastest: 'first',
    read: () => new Float64Array()
  }
}

function charMatrix(dataset: Dataset, shape: readonly number[]): ArrayValue {
  if (countOf(shape) > MOST_CHARACTERS) return { kind: 'skipped', what: 'a very long text' }
  const codes = allNumbers(dataset)
  // Stored column by column: the last axis of HDF5 is the row of MATLAB.
  const rows = shape.at(-1) ?? 1
  const columns = Math.floor(codes.length / Math.max(1, rows))
  return {
    kind: 'text',
    rows: Array.from({ length: rows }, (_, row) =>
      Array.from({ length: columns }, (_, column) =>
        String.fromCharCode(codes[column * rows + row] ?? 32)
      ).join('')
    )
  }
}

function strings(dataset: Dataset): readonly string[] {
  if (countOf(dataset.shape ?? []) > MOST_ITEMS) return []
  return flat(orDamaged(() => dataset.value)).map(String)
}

function references(dataset: Dataset, opened: Opened): (index: number) => ArrayValue {
  if (countOf(dataset.shape ?? []) > MOST_ITEMS)
    throw new Unreadable('holds a list of more items than can be right.', 'Check where the file comes from.')
  let list: readonly unknown[] | undefined
  return (index) => {
    list ??= flat(orDamaged(() => dataset.value))
    const reference = list[index]
    if (!isReference(reference)) return { kind: 'skipped', what: 'nothing' }
    const target = orDamaged(() => opened.file.dereference(reference))
    return target instanceof opened.hdf5.DatasetRegion
      ? { kind: 'skipped', what: 'a part of an array' }
      : valueOf(target, opened)
  }
}

const flat = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value.flatMap(flat) : [value])

const isReference = (value: unknown): value is Reference =>
  value instanceof Object && 'ref_data' in value && value.ref_data instanceof Uint8Array

function sparse(group: Group, opened: Opened): ArrayValue {
  const part = (name: string): Float64Array => {
    const found = orDamaged(() => group.get(name))
    return found instanceof opened.hdf5.Dataset ? allNumbers(found) : new Float64Array()
  }
  const starts = part('jc')
  const shape = [Number(attribute(group, 'MATLAB_sparse')), starts.length - 1]
  return spreadSparse(shape, part('ir'), starts, part('data'))
}

/** The value of an attribute, texts without padding; undefined where there is none. */
function attribute(of: Group | Dataset, name: string): unknown {
  const value: unknown = orDamaged(() => of.attrs[name]?.value)
  return typeof value === 'string' ? value.replace(/\0.*$/s, '') : (value ?? undefined)
}

/** The library says what it does not understand by throwing. */
export function orDamaged<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof Unreadable) throw error
    throw new Unreadable('is damaged as an HDF5 file: a part of it cannot be read.', CUT_OFF)
  }
}
