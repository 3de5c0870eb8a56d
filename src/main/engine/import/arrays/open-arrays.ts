import { isHdf5, openHdf5 } from '../hdf5/open-hdf5'
import { isMat4, openMat4 } from '../mat4/open-mat4'
import { mat5ByteOrder, openMat5 } from '../mat5/open-mat5'
import type { ProbedFile } from '../format'
import type { OpenArrays } from './opened-arrays'

/** Whether a file begins as MATLAB 4 to 7.3 or HDF5; MATLAB 4 has no mark, so its name must say it, too. */
export const isMatlab = ({ head, extension }: Pick<ProbedFile, 'head' | 'extension'>): boolean =>
  mat5ByteOrder(head) !== undefined || isHdf5(head) || (extension === 'mat' && isMat4(head))

/** Open a MATLAB or HDF5 file by how it begins. `scratchPath`: where very large variables may be unpacked to. */
export const openMatlab = (
  { path, head }: Pick<ProbedFile, 'path' | 'head'>,
  scratchPath?: string
): Promise<OpenArrays> => {
  if (mat5ByteOrder(head) !== undefined) return openMat5(path, scratchPath)
  return isHdf5(head) ? openHdf5(path) : Promise.resolve(openMat4(path))
}
