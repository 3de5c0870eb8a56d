import { Plus, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { SchemeRow } from '../../../shared/domain/rows'
import type { MapDocument } from '../../../shared/mapping/map-document'
import { addMap, changeMap, removeMap } from '../../../shared/scheme/map-edits'
import { Button, IconButton } from '../../ui/button'
import { Menu } from '../../ui/menu'
import type { EditorDesk } from './editor-desk'
import { MapEditor } from './map-editor'

interface MapsFormProps {
  readonly desk: EditorDesk
  /** Schemes of the project first, then presets. */
  readonly targets: readonly SchemeRow[]
  readonly inProject: ReadonlySet<string>
}

/** Mapping tables to other schemes; the chosen one is edited below. */
export function MapsForm({ desk, targets, inProject }: MapsFormProps): ReactNode {
  const maps = desk.scheme.maps ?? []
  const [chosen, setChosen] = useState(0)
  const map = maps[chosen]
  const target = targets.find(({ id }) => id === map?.to)
  const nameOf = (id: string): string => targets.find((scheme) => scheme.id === id)?.name ?? id
  const choices = targets.filter(({ id }) => id !== desk.scheme.id)
  const add = (to: string): void => {
    setChosen(maps.length)
    desk.change((scheme) => addMap(scheme, to))
  }
  return (
    <div className="scheme-form">
      <p className="muted">
        A table says what each label here is called in another scheme. Compare and Agreement use it to measure
        authors of different schemes against each other.
      </p>
      <div className="scheme-maps" role="group" aria-label="Mapping tables">
        {maps.map((each, index) => (
          <span key={index} className="scheme-map-tab">
            <button type="button" aria-pressed={index === chosen} onClick={() => setChosen(index)}>
              {nameOf(each.to)} <small className="faint">{each.kind}</small>
            </button>
            <IconButton
              label={`Remove the table to ${nameOf(each.to)}`}
              size="small"
              onClick={() => {
                setChosen(0)
                desk.change((scheme) => removeMap(scheme, index))
              }}
            >
              <Trash2 size={13} />
            </IconButton>
          </span>
        ))}
        <Menu
          items={() => [
            { kind: 'head' as const, title: 'To a scheme of the project' },
            ...choices
              .filter(({ id }) => inProject.has(id))
              .map(({ id, name }) => ({ title: name, run: () => add(id) })),
            { kind: 'head' as const, title: 'To a preset' },
            ...choices
              .filter(({ id }) => !inProject.has(id))
              .map(({ id, name }) => ({ title: name, run: () => add(id) }))
          ]}
        >
          <Button size="small">
            <Plus size={13} /> Add a table
          </Button>
        </Menu>
      </div>
      {map && !target && (
        <p className="muted">The scheme “{map.to}” is neither in the project nor among the presets.</p>
      )}
      {map && target && (
        <MapEditor
          key={chosen}
          desk={desk}
          map={map}
          target={target}
          inProject={inProject.has(target.id)}
          onChange={(change: (map: MapDocument) => MapDocument) =>
            desk.change((scheme) => changeMap(scheme, chosen, change))
          }
        />
      )}
    </div>
  )
}
