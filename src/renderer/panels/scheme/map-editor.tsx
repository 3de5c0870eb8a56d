import type { ReactNode } from 'react'
import type { SchemeRow } from '../../../shared/domain/rows'
import { mapKinds, type MapDocument, type MapKind } from '../../../shared/mapping/map-document'
import { resolveMap } from '../../../shared/mapping/scheme-map'
import { withKind } from '../../../shared/scheme/map-edits'
import { attributeTask } from '../../../shared/values/attribute'
import { saveScheme } from '../../session/row-edits'
import { Button } from '../../ui/button'
import { Select } from '../../ui/select'
import type { EditorDesk } from './editor-desk'
import { Captioned, OptionalSelect } from './fields'
import { editableOf } from './editor-desk'
import { MapGrid } from './map-grid'
import { MapLosses } from './map-losses'
import { MapMatrix } from './map-matrix'
import type { MapPartProps } from './map-part'
import { AffineRule, QuadrantRule, ThresholdRule } from './map-rules'

const KINDS: Readonly<Record<MapKind, readonly [title: string, hint: string]>> = {
  rename: ['Rename', 'labels of equal name'],
  group: ['Group', 'several become one'],
  matrix: ['Matrix', 'shares by weight'],
  threshold: ['Threshold', 'from a level on'],
  quadrant: ['Quadrant', 'ratings become labels'],
  affine: ['Scale and offset', 'ratings become ratings']
}

interface MapEditorProps {
  readonly desk: EditorDesk
  readonly map: MapDocument
  readonly target: SchemeRow
  readonly inProject: boolean
  readonly onChange: MapPartProps['onChange']
}

/** One mapping table: from which attribute to which, what kind, its entries, and what it loses. */
export function MapEditor({ desk, map, target, inProject, onChange }: MapEditorProps): ReactNode {
  const { scheme } = desk
  const source: SchemeRow = { id: scheme.id, name: scheme.name, version: '', document: scheme }
  const rule = resolveMap(source, target, map)
  const props: MapPartProps = { map, rule, source, target, onChange }
  const pairs =
    rule && 'targets' in rule.rule ? rule.rule.targets : (new Map() as ReadonlyMap<string, string>)
  return (
    <div className="scheme-part">
      <div className="scheme-fields">
        <Captioned title="Kind of table">
          <Select
            label="Kind of table"
            size="small"
            value={map.kind}
            options={mapKinds.map((id) => ({ id, title: KINDS[id][0], hint: KINDS[id][1] }))}
            onChange={(id) => {
              const kind = mapKinds.find((each) => each === id)
              if (kind) onChange((before) => withKind(before, kind, pairs))
            }}
          />
        </Captioned>
        <Captioned title="From">
          <AttributeSelect
            label="From the attribute"
            scheme={source}
            value={map.attribute}
            onChange={(attribute) => onChange((before) => end(before, 'attribute', attribute))}
          />
        </Captioned>
        <Captioned title="To">
          <AttributeSelect
            label="To the attribute"
            scheme={target}
            value={map.toAttribute}
            onChange={(attribute) => onChange((before) => end(before, 'toAttribute', attribute))}
          />
        </Captioned>
      </div>
      {!inProject && (
        <p className="muted">
          {target.name} is not in the project yet; Compare offers its labels once it is.{' '}
          <Button size="small" onClick={() => void saveScheme(target.document)}>
            Add it to the project
          </Button>
        </p>
      )}
      {rule ? entries(props) : <p className="muted">{missing(map.kind)}</p>}
      {rule && <MapLosses desk={desk} rule={rule} source={source} target={target} />}
    </div>
  )
}

function entries(props: MapPartProps): ReactNode {
  switch (props.map.kind) {
    case 'rename':
    case 'group':
      return <MapGrid {...props} />
    case 'matrix':
      return <MapMatrix {...props} />
    case 'threshold':
      return (
        <>
          <ThresholdRule {...props} />
          <MapGrid {...props} />
        </>
      )
    case 'quadrant':
      return <QuadrantRule {...props} />
    case 'affine':
      return <AffineRule {...props} />
  }
}

const missing = (kind: MapKind): string =>
  kind === 'quadrant'
    ? 'A quadrant table needs two rated dimensions here and four labels there.'
    : kind === 'affine'
      ? 'This table needs rated dimensions on both sides.'
      : 'This table needs labels on both sides.'

function end(map: MapDocument, field: 'attribute' | 'toAttribute', id: string | undefined): MapDocument {
  const { [field]: _before, ...rest } = map
  return id === undefined ? rest : { ...rest, [field]: id }
}

function AttributeSelect({
  label,
  scheme,
  value,
  onChange
}: {
  label: string
  scheme: SchemeRow
  value: string | undefined
  onChange: (id: string | undefined) => void
}): ReactNode {
  const attributes = editableOf(scheme)?.attributes ?? []
  return (
    <OptionalSelect
      label={label}
      none="the main one"
      value={value}
      options={attributes.map(({ id }) => ({ id, title: attributeTask(scheme, id)?.name ?? id }))}
      onChange={onChange}
    />
  )
}
