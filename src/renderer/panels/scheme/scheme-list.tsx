import type { ReactNode } from 'react'
import { labelsOf } from '../../../shared/domain/labels'
import type { SchemeRow } from '../../../shared/domain/rows'
import { readMaps } from '../../../shared/mapping/map-document'
import { Badge, LabelChip } from '../../ui/chip'
import { plural } from '../../ui/format'

/** Labels shown of a scheme in the list; long ones say how many more there are. */
const SHOWN = 9

/** Schemes with their labels, and what can be done with each. */
export function SchemeList({
  title,
  schemes,
  empty,
  children
}: {
  title: string
  schemes: readonly SchemeRow[]
  empty: string
  children: (scheme: SchemeRow) => ReactNode
}): ReactNode {
  return (
    <section className="scheme-list">
      <h3 className="section-head" style={{ margin: '0 0 4px' }}>
        {title}
      </h3>
      {schemes.map((scheme) => {
        const labels = labelsOf(scheme)
        const maps = readMaps(scheme.document)
        return (
          <div key={scheme.id} className="scheme-row">
            <div className="grow">
              <div className="scheme-name">
                <b>{scheme.name}</b>
                <span className="faint mono">v{scheme.version}</span>
                {labels.length === 0 && <Badge>scale</Badge>}
                {maps.length > 0 && (
                  <Badge title={`Mapped to ${maps.map(({ to }) => to).join(', ')}`}>
                    {plural(maps.length, 'table')}
                  </Badge>
                )}
              </div>
              <div className="scheme-labels">
                {labels.slice(0, SHOWN).map((label) => (
                  <LabelChip key={label.id} label={label} />
                ))}
                {labels.length > SHOWN && <span className="faint">and {labels.length - SHOWN} more</span>}
              </div>
            </div>
            {children(scheme)}
          </div>
        )
      })}
      {schemes.length === 0 && <p className="muted">{empty}</p>}
    </section>
  )
}
