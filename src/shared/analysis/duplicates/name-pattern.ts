/** A way to read a group from the name of a file. */
export interface NamePattern {
  readonly id: string
  readonly name: string
  /** Source of a regular expression; its first bracket is the group. */
  readonly pattern: string
}

/** Patterns of well-known corpora, and the usual ways of naming files. */
export const namePatterns: readonly NamePattern[] = [
  { id: 'first', name: 'Before the first _ or -', pattern: '^([^_\\-]+)[_\\-]' },
  { id: 'middle', name: 'Between the first and the last _', pattern: '^[^_]*_(.+)_[^_]*$' },
  { id: 'emodb', name: 'First two characters (EMO-DB)', pattern: '^(..)' },
  { id: 'digits', name: 'First number', pattern: '(\\d+)' },
  { id: 'folder', name: 'Folder of the file', pattern: '([^/\\\\]+)[/\\\\][^/\\\\]*$' },
  { id: 'whole', name: 'The whole name', pattern: '^(.+)$' }
]

/** What a pattern finds in names; undefined where it finds nothing. A wrong pattern is a sentence. */
export function readGroups(
  names: readonly string[],
  pattern: string,
  from: 'name' | 'path' = 'name'
): { readonly groups: readonly (string | undefined)[] } | { readonly wrong: string } {
  let expression: RegExp
  try {
    expression = new RegExp(pattern, 'u')
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) }
  }
  return {
    groups: names.map((name) => {
      const match = expression.exec(from === 'path' ? name : baseName(name))
      return match?.[1] ?? undefined
    })
  }
}

/** The last part of a path without its ending. */
export function baseName(path: string): string {
  const file = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
  return file.replace(/\.[A-Za-z0-9]{1,5}$/, '')
}
