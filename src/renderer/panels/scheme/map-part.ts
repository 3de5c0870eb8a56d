import type { SchemeRow } from '../../../shared/domain/rows'
import type { MapDocument } from '../../../shared/mapping/map-document'
import type { SchemeMap } from '../../../shared/mapping/scheme-map'

/** What the editors of each kind of table are given. */
export interface MapPartProps {
  readonly map: MapDocument
  /** The table as it is understood; undefined where it lacks something. */
  readonly rule: SchemeMap | undefined
  readonly source: SchemeRow
  readonly target: SchemeRow
  readonly onChange: (change: (map: MapDocument) => MapDocument) => void
}
