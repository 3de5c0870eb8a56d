import { realpathSync } from 'node:fs'
import { dirname, resolve, sep } from 'node:path'

/** Files and folders the user chose in a dialog, dropped on the window, or opened as a project. */
export interface GrantedPaths {
  grant(path: string): void
  /** True when the path is a granted one or lies inside a granted folder, symbolic links resolved. */
  allows(path: string): boolean
}

/** Keeps what the user chose in this session, so that the window cannot name any other file. */
export function grantedPaths(): GrantedPaths {
  const granted = new Set<string>()
  return {
    grant(path) {
      granted.add(canonical(path))
    },
    allows(path) {
      const wanted = canonical(path)
      for (const root of granted)
        if (wanted === root || wanted.startsWith(root.endsWith(sep) ? root : root + sep)) return true
      return false
    }
  }
}

/** Absolute path with links resolved as far as it exists. */
function canonical(path: string): string {
  const absolute = resolve(path)
  try {
    return realpathSync(absolute)
  } catch {
    const parent = dirname(absolute)
    return parent === absolute
      ? absolute
      : resolve(canonical(parent), absolute.slice(parent.length).replace(/^[\\/]/, ''))
  }
}
