/** What the worker is asked: which texts a pattern is found in, and what they become. */
export interface PatternTask {
  readonly id: number
  readonly source: string
  readonly flags: string
  readonly texts: readonly string[]
  /** As in JavaScript's `replace`: $1, $<name>, $&. */
  readonly replacement?: string
}

/** For each text: undefined where the pattern is not found, else the text as it becomes (itself without a replacement). */
export interface PatternAnswer {
  readonly id: number
  readonly found: readonly (string | undefined)[]
}

/*
 * Regular expressions of users run here, where a pattern that takes for ever can be stopped together with its thread.
 */
self.onmessage = ({ data }: MessageEvent<PatternTask>): void => {
  const { id, source, flags, texts, replacement } = data
  const found = texts.map((text) => {
    const pattern = new RegExp(source, flags)
    if (replacement === undefined) return pattern.test(text) ? text : undefined
    const replaced = text.replace(pattern, replacement)
    return replaced === text && !new RegExp(source, flags).test(text) ? undefined : replaced
  })
  self.postMessage({ id, found } satisfies PatternAnswer)
}
