/** A seed for something named by a text: FNV-1a (32 bit) of its UTF-16 units, mixed with a seed. */
export function textSeed(text: string, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0
  return hash
}
