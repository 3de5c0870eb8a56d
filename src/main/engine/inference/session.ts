/** Execution providers that work on this machine, best first; `cpu` always works. Probed once per process. */
export async function listProviders(): Promise<readonly string[]> {
  return ['cpu']
}

/** Version of ONNX Runtime. */
export const runtimeVersion = ''
