import type { h5wasm } from 'h5wasm/node'

export type Library = typeof h5wasm

/** The HDF5 library, loaded when the first such file is opened: it is 4 MB of WebAssembly. */
export async function library(): Promise<Library> {
  const { default: loaded } = await import('h5wasm/node')
  const module = await loaded.ready
  // Faults throw with their reason instead of being printed.
  module.activate_throwing_error_handler()
  return loaded
}
