/** Wheels of an open vocabulary: wheel -> group -> its words. */
export type WheelTable = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>

/** A wheel as people write it: one line for each group, "joy: happy, glad". */
export const wheelText = (groups: WheelTable[string]): string =>
  Object.entries(groups)
    .map(([group, words]) => `${group}: ${words.join(', ')}`)
    .join('\n')

/**
 * Groups from such lines. Lines of one group are joined, words are small letters and named once; a line without a colon
 * or without a group is told by its number, from 1, in `wrong`.
 */
export function readWheel(text: string): {
  readonly groups: WheelTable[string]
  readonly wrong: readonly number[]
} {
  const groups: Record<string, string[]> = {}
  const wrong: number[] = []
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return
    const colon = line.indexOf(':')
    const group = line.slice(0, Math.max(0, colon)).trim()
    if (group === '') return void wrong.push(index + 1)
    const words = line
      .slice(colon + 1)
      .split(',')
      .map((word) => word.trim().toLowerCase())
      .filter((word) => word !== '')
    groups[group] = [...new Set([...(groups[group] ?? []), ...words])]
  })
  return { groups, wrong }
}
