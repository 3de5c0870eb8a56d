import type { StructValue } from './array-value'
import { isHdf5, openHdf5 } from '../hdf5/open-hdf5'
import { mat5ByteOrder, openMat5 } from '../mat5/open-mat5'
import type { ProbedFile } from '../format'

/** A file of arrays, open for reading; whoever opens it closes it. */
export interface OpenArrays {
  readonly root: StructValue
  close(): void
}

/** Whether a file begins as MATLAB 5 to 7.3 or HDF5. */
export const isMatlab = ({ head }: Pick<ProbedFile, 'head'>): boolean =>
  mat5ByteOrder(head) !== undefined || isHdf5(head)

/** Open a MATLAB or HDF5 file by how it begins. `scratchPath`: where very large variables may be unpacked to. */
export const openMatlab = (
  { path, head }: Pick<ProbedFile, 'path' | 'head'>,
  scratchPath?: string
): Promise<OpenArrays> => (mat5ByteOrder(head) === undefined ? openHdf5(path) : openMat5(path, scratchPath))
