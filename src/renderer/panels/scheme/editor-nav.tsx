import { ArrowDown, ArrowUp, CopyPlus, Plus, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  addAttribute,
  copyAttribute,
  moveAttribute,
  removeAttribute
} from '../../../shared/scheme/attribute-edits'
import { attributeTypes, type AttributeType } from '../../../shared/scheme/editable-scheme'
import type { SchemeFault } from '../../../shared/scheme/scheme-faults'
import { Button } from '../../ui/button'
import { ContextMenu, Menu } from '../../ui/menu'
import { plural } from '../../ui/format'
import type { EditorDesk } from './editor-desk'

interface EditorNavProps {
  readonly desk: EditorDesk
  readonly part: string
  readonly faults: readonly SchemeFault[]
  readonly onPart: (part: string) => void
}

/** Parts of the editor that are no attributes. Their ids have a colon, which no attribute's id has. */
export const GENERAL = 'scheme:'
export const RULES = 'rules:'
export const MAPS = 'maps:'
export const MORE = 'more:'
export const VERSIONS = 'versions:'

/** The part where a fault is mended. */
export const partOfFault = ({ part }: SchemeFault): string =>
  ['scheme', 'rules', 'maps', 'more'].includes(part) ? `${part}:` : part

/** What a scheme has: itself, its attributes, rules, mapping tables, versions. */
export function EditorNav({ desk, part, faults, onPart }: EditorNavProps): ReactNode {
  const { attributes, constraints = [], maps = [] } = desk.scheme
  const faulty = new Set(faults.map(partOfFault))
  const item = (id: string, title: string, note: string | number): ReactNode => (
    <button
      type="button"
      className="scheme-nav-item"
      aria-current={part === id}
      data-fault={faulty.has(id) ? '' : undefined}
      onClick={() => onPart(id)}
    >
      <span className="truncate">{title}</span>
      <small className="truncate">{note}</small>
    </button>
  )
  const after = (next: typeof desk.scheme, id: string | undefined): void => {
    desk.change(() => next)
    if (id !== undefined) onPart(id)
  }
  const add = (type: AttributeType): void => {
    const next = addAttribute(desk.scheme, type)
    after(next, next.attributes.at(-1)?.id)
  }
  const remove = (id: string): void => {
    const next = removeAttribute(desk.scheme, id)
    after(next, next.attributes[0]?.id)
  }
  return (
    <nav className="scheme-nav" aria-label="Parts of the scheme">
      {item(GENERAL, 'Scheme', `version ${desk.scheme.version ?? '1'}`)}
      <h4>Attributes</h4>
      {attributes.map(({ id, name, type }, index) => {
        const uses = desk.usesOf(id, 'attribute', id)
        const tools = () => [
          {
            title: 'Duplicate',
            icon: <CopyPlus size={14} />,
            run: () => {
              const next = copyAttribute(desk.scheme, id)
              after(next, next.attributes.at(-1)?.id)
            }
          },
          {
            title: 'Move up',
            icon: <ArrowUp size={14} />,
            disabled: index === 0,
            run: () => desk.change((scheme) => moveAttribute(scheme, index, -1))
          },
          {
            title: 'Move down',
            icon: <ArrowDown size={14} />,
            disabled: index === attributes.length - 1,
            run: () => desk.change((scheme) => moveAttribute(scheme, index, 1))
          },
          {
            title: uses > 0 ? `Remove: used by ${uses}` : 'Remove',
            icon: <Trash2 size={14} />,
            tone: 'bad' as const,
            disabled: attributes.length === 1 || uses > 0,
            run: () => remove(id)
          }
        ]
        return (
          <ContextMenu key={id} items={tools}>
            <div className="scheme-nav-row">
              {item(id, name ?? id, attributeTypes[type])}
              <Menu items={tools} align="end">
                <button
                  type="button"
                  className="icon-button"
                  data-size="small"
                  aria-label={`More about ${name ?? id}`}
                >
                  ⋯
                </button>
              </Menu>
            </div>
          </ContextMenu>
        )
      })}
      <Menu
        items={() =>
          (Object.keys(attributeTypes) as AttributeType[]).map((type) => ({
            title: attributeTypes[type],
            run: () => add(type)
          }))
        }
      >
        <Button size="small" className="scheme-add">
          <Plus size={13} /> Add an attribute
        </Button>
      </Menu>
      <h4>Between labels</h4>
      {item(RULES, 'Rules', constraints.length)}
      {item(MAPS, 'Mapping tables', maps.length)}
      {item(MORE, 'More', moreNote(desk.scheme))}
      {item(VERSIONS, 'Versions', '')}
    </nav>
  )
}

/** What the part "More" holds, in a few words. */
const moreNote = ({ extends: base, roles = [], aggregation = [] }: EditorDesk['scheme']): string =>
  [
    base === undefined ? '' : `on ${base}`,
    roles.length > 0 ? plural(roles.length, 'role') : '',
    aggregation.length > 0 ? plural(aggregation.length, 'aggregation') : ''
  ]
    .filter(Boolean)
    .join(', ')
