import { useEffect, useMemo, useState } from 'react'
import type { SchemeUse } from '../../../shared/commands/rules/scheme-uses'
import type { SchemeRow } from '../../../shared/domain/rows'
import { EditableScheme } from '../../../shared/scheme/editable-scheme'
import type { EditableAttribute } from '../../../shared/scheme/editable-scheme'
import { changeAttribute, patched } from '../../../shared/scheme/label-edits'
import { call } from '../../client'
import { toastError } from '../../session/toasts'

/** What every part of the editor works on. */
export interface EditorDesk {
  readonly scheme: EditableScheme
  readonly change: (next: (scheme: EditableScheme) => EditableScheme) => void
  /** Fields of one attribute; undefined takes one away. */
  readonly patch: (
    attributeId: string,
    fields: { readonly [K in keyof EditableAttribute]?: EditableAttribute[K] | undefined }
  ) => void
  /** Segments (or tracks) that use a label or dimension of an attribute, or the attribute at all. */
  readonly usesOf: (attributeId: string, what: SchemeUse['what'], id: string) => number
  /** Whether the scheme came with this attribute or label, so that its id stays. */
  readonly isKnown: (attributeId: string, labelId?: string) => boolean
}

/** The scheme while it is edited, and how much of it is used. */
export function useEditorDesk(first: EditableScheme, stored: SchemeRow | undefined): EditorDesk {
  const [scheme, change] = useState(first)
  const uses = useUses(stored?.id)
  return useMemo(() => {
    const known = new Set(
      first.attributes.flatMap(({ id, labels = [] }) => [id, ...labels.map((label) => `${id}/${label.id}`)])
    )
    return {
      scheme,
      change,
      patch: (attributeId, fields) =>
        change((now) => changeAttribute(now, attributeId, (attribute) => patched(attribute, fields))),
      usesOf: (attributeId, what, id) =>
        uses
          .filter((use) => use.attributeId === attributeId && use.what === what && use.id === id)
          .reduce((sum, use) => sum + use.count, 0),
      isKnown: (attributeId, labelId) =>
        known.has(labelId === undefined ? attributeId : `${attributeId}/${labelId}`)
    }
  }, [scheme, uses, first])
}

function useUses(schemeId: string | undefined): readonly SchemeUse[] {
  const [uses, setUses] = useState<readonly SchemeUse[]>([])
  useEffect(() => {
    let here = true
    if (schemeId !== undefined)
      void call('scheme.uses', { id: schemeId }).then((list) => here && setUses(list), toastError)
    return () => {
      here = false
    }
  }, [schemeId])
  return uses
}

/** A stored scheme as the editor changes it; undefined where it is no label scheme that it can read. */
export const editableOf = (scheme: SchemeRow | undefined): EditableScheme | undefined =>
  EditableScheme.safeParse(scheme?.document).data
