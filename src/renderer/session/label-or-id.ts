import { labelOf } from '../../shared/domain/labels'
import type { SchemeRow } from '../../shared/domain/rows'
import type { Label } from '../../shared/domain/scheme'

/** The label of an id; one that the scheme does not have is drawn grey, by its id. */
export const labelOrId = (scheme: SchemeRow | undefined, id: string, attributeId?: string): Label =>
  labelOf(scheme, id, attributeId) ?? {
    id,
    name: id,
    color: '#7d8590',
    letter: id.slice(0, 1).toUpperCase(),
    aliases: [],
    neutral: false
  }
