import type { ArrayValue } from '../arrays/array-value'
import type { ByteSource } from '../arrays/byte-source'
import type { NumpyType } from './numpy-type'

/** What a pickle builds here: plain values, and arrays of numpy. Nothing else exists, and nothing is ever called. */
export type PickleValue =
  | null
  | boolean
  | number
  | string
  | PickleBytes
  | PickleList
  | PickleDict
  | PickleGlobal
  | PickleType
  | PickleArray

/** Bytes that stay where they are until they are read. */
export class PickleBytes {
  constructor(readonly bytes: ByteSource) {}
}

/** A list, tuple or set. */
export class PickleList {
  constructor(readonly items: PickleValue[]) {}
}

/** A dict by its keys, which are taken as text. */
export class PickleDict {
  readonly entries = new Map<string, PickleValue>()
}

/** One of the names that may stand in a pickle; what is done with it is decided where it is used. */
export class PickleGlobal {
  constructor(readonly role: GlobalRole) {}
}
export type GlobalRole =
  'reconstruct' | 'frombuffer' | 'ndarray' | 'dtype' | 'scalar' | 'encode' | 'bytes' | 'list' | 'dict'

/** A type of numbers of numpy. */
export class PickleType {
  constructor(
    public type: NumpyType,
    /** Byte order as the pickle says it later on. */
    public bigEndian: boolean
  ) {}
}

/** An array of numpy; it gets its content after it was made. */
export class PickleArray {
  value: ArrayValue | undefined
}
