import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One file of an npm package that a recipe reads, with the hash it must have. */
export interface PackageFile {
  readonly package: string
  /** Version the hash was taken from; only for messages and provenance. */
  readonly version: string
  /** Path inside the package. */
  readonly path: string
  /** SHA-256 of the file, lower-case hex. */
  readonly sha256: string
}

/** Reads a recipe's input by its path inside the package. The bytes have the pinned hash. */
export type ReadInput = (path: string) => Buffer

/** SHA-256 as lower-case hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/**
 * A reader for a recipe's inputs below `nodeModules`. Nothing unverified passes:
 * a file that is missing, different or not listed throws a sentence with the remedy.
 */
export function packageReader(nodeModules: string, inputs: readonly PackageFile[]): ReadInput {
  return (path) => {
    const input = inputs.find((candidate) => candidate.path === path)
    if (!input)
      throw new Error(
        `"${path}" is not an input of this recipe; known: ${inputs.map((known) => known.path).join(', ')}`
      )
    return readVerified(nodeModules, input)
  }
}

function readVerified(nodeModules: string, input: PackageFile): Buffer {
  const file = join(nodeModules, input.package, input.path)
  const from = `${input.package}@${input.version}`
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch (cause) {
    throw new Error(
      `${file} cannot be read. It belongs to ${from}: run "npm ci" and build the models again.`,
      { cause }
    )
  }
  const found = sha256(bytes)
  if (found !== input.sha256) {
    throw new Error(
      `${file} is not the file published in ${from}: its SHA-256 is ${found}, expected ${input.sha256}. ` +
        `Delete node_modules/${input.package}, run "npm ci" and build the models again.`
    )
  }
  return bytes
}
