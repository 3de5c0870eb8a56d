/** What ONNX Runtime says in its own words, and what it means to somebody who chose a provider. */
const known: readonly (readonly [RegExp, string])[] = [
  [/Failed to get a WebGPU adapter/i, 'no graphics adapter that WebGPU can use was found'],
  [
    /Failed to load (shared )?library|cannot open shared object|CUDA.*not found/i,
    'its libraries (CUDA and cuDNN) are not installed'
  ],
  [/out of memory/i, 'the graphics memory is full']
]

/** Longest part of a message that is passed on as it stands. */
const LONGEST = 200

/** One clause for why a model could not be opened or run: without source places and return codes of the runtime. */
export function providerFault(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  const meaning = known.find(([pattern]) => pattern.test(text))
  if (meaning) return meaning[1]
  const [line = ''] = text.split('\n')
  return line.replace(/\/onnxruntime_src\S*\s[^:]*:+\S*\s*/g, '').slice(0, LONGEST)
}
