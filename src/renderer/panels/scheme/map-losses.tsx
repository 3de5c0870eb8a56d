import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { labelsOf } from '../../../shared/domain/labels'
import type { SchemeRow } from '../../../shared/domain/rows'
import { mapSummary } from '../../../shared/mapping/map-summary'
import type { SchemeMap } from '../../../shared/mapping/scheme-map'
import { attributeTask } from '../../../shared/values/attribute'
import { plural } from '../../ui/format'
import type { EditorDesk } from './editor-desk'

/** What a table keeps, brings together and loses, with how often the lost labels are used. */
export function MapLosses({
  desk,
  rule,
  source,
  target
}: {
  desk: EditorDesk
  rule: SchemeMap
  source: SchemeRow
  target: SchemeRow
}): ReactNode {
  const { attributeId } = rule.from
  const labels = labelsOf(source, attributeId)
  const uses = Object.fromEntries(labels.map(({ id }) => [id, desk.usesOf(attributeId, 'label', id)]))
  const { lossy, unmapped, merges, withoutSource } = mapSummary(rule, source, target, uses)
  const called = (scheme: SchemeRow, attribute: string, id: string): string =>
    labelsOf(scheme, attribute).find((label) => label.id === id)?.name ??
    attributeTask(scheme, attribute)?.dimensions.find((dim) => dim.id === id)?.name ??
    id
  const from = (id: string): string => called(source, attributeId, id)
  const to = (id: string): string => called(target, rule.to.attributeId, id)
  return (
    <div className="scheme-losses" role="status" data-lossy={lossy ? '' : undefined}>
      <b>
        {lossy ? (
          <>
            <TriangleAlert size={13} /> Lossy
          </>
        ) : (
          'Nothing is lost'
        )}
      </b>
      <ul>
        {merges.map(({ target: id, sources }) => (
          <li key={id}>
            {sources.map(from).join(' and ')} become {to(id)}.
          </li>
        ))}
        {unmapped.length > 0 && (
          <li>
            No counterpart:{' '}
            {unmapped
              .map(({ id, uses: count }) => (count > 0 ? `${from(id)} (${plural(count, 'use')})` : from(id)))
              .join(', ')}
            .
          </li>
        )}
        {withoutSource.length > 0 && <li>Nothing becomes {withoutSource.map(to).join(', ')}.</li>}
      </ul>
    </div>
  )
}
