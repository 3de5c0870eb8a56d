export interface NormalizeText {
  readonly unicode?: 'NFC' | 'NFD' | 'NFKC' | 'NFKD' | undefined
  readonly lower: boolean
  /** Spaces at both ends off. */
  readonly strip: boolean
  /** Pairs of what is looked for and what takes its place, one after another; `regex` in the notation of JavaScript, Unicode on. */
  readonly replace: readonly { readonly find: string; readonly with: string; readonly regex: boolean }[]
}

/** A text in one spelling: Unicode form first, then the replacements in order, then small letters, then the ends. */
export function normalizeText(text: string, { unicode, lower, strip, replace }: NormalizeText): string {
  let out = unicode ? text.normalize(unicode) : text
  for (const { find, with: by, regex } of replace)
    out = regex ? out.replaceAll(new RegExp(find, 'gu'), by) : out.replaceAll(find, () => by)
  if (lower) out = out.toLowerCase()
  return strip ? out.trim() : out
}
