/**
 * How well an entry fits what was typed, 0 (not at all) to 1. Every typed word must occur in it; entries that begin
 * with the text come first, then those where each typed word begins a word.
 */
export function matchScore(entry: string, typed: string): number {
  const text = entry.toLowerCase()
  const wanted = typed.trim().toLowerCase()
  const words = wanted.split(/\s+/)
  if (!words.every((word) => text.includes(word))) return 0
  // Of two entries that fit equally the shorter one is nearer to what was typed.
  const nearness = 0.1 * Math.min(1, wanted.length / Math.max(1, text.length))
  if (text.startsWith(wanted)) return 0.9 + nearness
  const starts = text.split(/[^\p{L}\p{N}]+/u)
  return (words.every((word) => starts.some((start) => start.startsWith(word))) ? 0.6 : 0.3) + nearness
}
