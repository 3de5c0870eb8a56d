import type { SchemeRow } from '../../shared/domain/rows'

/** Read the label schemes of a folder (`resources/schemes`), in order of id. */
export function loadSchemes(folder: string): readonly SchemeRow[] {
  throw new Error(`not built yet: ${folder}`)
}
