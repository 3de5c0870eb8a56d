import { Unreadable } from '../../interchange/unreadable'
import type { ArrayValue, StructValue } from '../arrays/array-value'
import { CUT_OFF, openBytes } from '../arrays/byte-source'
import type { ByteSource } from '../arrays/byte-source'
import { elementAt, MI } from './element'
import { inflated } from './inflated'
import type { Scratch, Unpacked } from './inflated'
import { matrix } from './matrix'

const HEADER_BYTES = 128
/** More variables than a workspace has. */
const MOST_VARIABLES = 100_000

/**
 * Whether a file begins as MAT 5 (also called MAT 6 and 7), and in which byte order; MAT 7.3 begins alike, with another
 * version, and is HDF5.
 */
export function mat5ByteOrder(head: Uint8Array): 'little' | 'big' | undefined {
  if (head.length < HEADER_BYTES) return undefined
  const [a, b] = [head[126], head[127]]
  if (a === 0x49 && b === 0x4d && head[125] === 1) return 'little'
  if (a === 0x4d && b === 0x49 && head[124] === 1) return 'big'
  return undefined
}

/** The variables of a MAT 5 file, as fields of one struct. `scratchPath`: where very large variables may be unpacked to. */
export async function openMat5(
  path: string,
  scratchPath?: string,
  mostInMemory?: number
): Promise<{ readonly root: StructValue; close(): void }> {
  const file = openBytes(path)
  const scratch: Scratch | undefined =
    scratchPath === undefined ? undefined : { path: scratchPath, opened: [] }
  const close = (): void => {
    for (const end of scratch?.opened ?? []) end()
    file.close()
  }
  try {
    const order = mat5ByteOrder(file.read(0, Math.min(HEADER_BYTES, file.size)))
    if (!order) throw new Unreadable('is not a MATLAB 5 file: its header does not begin as one.', CUT_OFF)
    return { root: workspace(await variables(file, order === 'big', scratch, mostInMemory)), close }
  } catch (error) {
    close()
    throw error
  }
}

async function variables(
  file: ByteSource,
  bigEndian: boolean,
  scratch: Scratch | undefined,
  mostInMemory: number | undefined
): Promise<ReadonlyMap<string, ArrayValue>> {
  const found = new Map<string, ArrayValue>()
  const last: Unpacked = {}
  for (let at = HEADER_BYTES; at + 8 <= file.size;) {
    const element = elementAt(file, at, bigEndian)
    at = element.next
    const unpacked =
      element.type === MI.compressed
        ? elementAt(await inflated(element.data, bigEndian, last, scratch, mostInMemory), 0, bigEndian)
        : element
    // Others are for MATLAB itself: the classes of objects, for instance.
    if (unpacked.type !== MI.matrix) continue
    const { name, value } = matrix(unpacked.data, bigEndian)
    if (name !== '') found.set(name, value)
    if (found.size > MOST_VARIABLES)
      throw new Unreadable('holds more variables than a workspace has.', 'Check where the file comes from.')
  }
  return found
}

const workspace = (found: ReadonlyMap<string, ArrayValue>): StructValue => ({
  kind: 'struct',
  shape: [1, 1],
  fields: [...found.keys()],
  field: (name) => found.get(name)
})
