/**
 * Let messages in, between two blocking runs: a cancel is seen and pictures arrive.
 * Rejects with the signal's reason when the job was cancelled meanwhile.
 */
export async function breathe(signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve))
  signal.throwIfAborted()
}
