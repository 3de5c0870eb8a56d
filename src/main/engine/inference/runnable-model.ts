import type { Manifest } from './manifest'

/** A model that can be run. */
export interface RunnableModel {
  /** Absolute path of its folder. */
  readonly folder: string
  readonly manifest: Manifest
  /** Absolute path of the ONNX file. */
  readonly weightsPath: string
  /** SHA-256 of the ONNX file. */
  readonly weightsHash?: string
  /** Absolute paths of files by key, where they do not lie in the folder: of a manifest that is still being written. */
  readonly places?: Readonly<Record<string, string>>
}
