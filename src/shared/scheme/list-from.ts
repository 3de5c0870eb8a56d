/** Texts typed between commas or semicolons or on lines, each once. */
export const listFrom = (typed: string): string[] => [
  ...new Set(
    typed
      .split(/[,;\n]/)
      .map((part) => part.trim())
      .filter(Boolean)
  )
]
