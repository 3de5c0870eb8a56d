/** What ONNX Runtime says in its own words, and what it means to somebody who chose a provider. */
const known: readonly (readonly [RegExp, string | ((found: RegExpExecArray) => string)])[] = [
  [
    /Opset (\d+) is under development[\s\S]*till opset (\d+)/i,
    ([, asked = '', most = '']) =>
      `it is written in opset ${asked}; this version of ONNX Runtime reads up to opset ${most}. Export it with an older one`
  ],
  [
    /Unsupported model IR version: (\d+), max supported IR version: (\d+)/i,
    ([, asked = '', most = '']) =>
      `it is written in IR version ${asked}; this version of ONNX Runtime reads up to ${most}. Export it with an older version of onnx`
  ],
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
  for (const [pattern, meaning] of known) {
    const found = pattern.exec(text)
    if (found) return typeof meaning === 'string' ? meaning : meaning(found)
  }
  const [line = ''] = text.split('\n')
  return withoutSource(line).slice(0, LONGEST)
}

/** Without the file, line and signature of the function that threw, which ONNX Runtime puts first. */
function withoutSource(line: string): string {
  const source = /\/onnxruntime_src\S*:\d+ /.exec(line)
  if (!source) return line
  const before = line.slice(0, source.index)
  const rest = line.slice(source.index + source[0].length)
  return before + rest.slice(endOfSignature(rest)).trimStart()
}

/** Where a C++ signature ends: behind the last bracket of its parameters and a `const`; 0 where there is none. */
function endOfSignature(text: string): number {
  let depth = 0
  let begun = false
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') {
      depth++
      begun = true
    }
    if (text[at] === ')') depth--
    if (!begun || depth > 0) continue
    const after = /^(?:\s*const\b)?\s*(?!\()/.exec(text.slice(at + 1))
    if (after) return at + 1 + after[0].length
  }
  return 0
}
