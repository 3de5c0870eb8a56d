import { useMemo } from 'react'
import { commonTargets, keyOf } from '../../shared/mapping/common-targets'
import type { CommonTarget } from '../../shared/mapping/common-targets'
import type { MappingNames } from '../../shared/mapping/mapping-text'
import type { AttributeRef } from '../../shared/mapping/scheme-map'
import { attributeTask } from '../../shared/values/attribute'
import { labelOrId } from './label-or-id'
import { useProject } from './project'
import type { ProjectIndex } from './project-index'

/** Labels into which mapping tables bring those of all these authors. */
export function targetsOf(
  index: Pick<ProjectIndex, 'tracks' | 'schemes'>,
  authorIds: readonly string[]
): readonly CommonTarget[] {
  const used = new Map(authorIds.map((id) => [id, new Map<string, AttributeRef>()]))
  for (const { authorId, schemeId, attributeId } of index.tracks.values()) {
    const ref = { schemeId, attributeId }
    used.get(authorId)?.set(keyOf(ref), ref)
  }
  return commonTargets(
    [...used.values()].map((refs) => [...refs.values()]),
    [...index.schemes.values()]
  )
}

/** The target that was chosen, as long as tables still lead there. */
export const reachable = (
  index: Pick<ProjectIndex, 'tracks' | 'schemes'>,
  authorIds: readonly string[],
  wish: AttributeRef | undefined
): AttributeRef | undefined =>
  wish && targetsOf(index, authorIds).find(({ to }) => keyOf(to) === keyOf(wish))?.to

/** A target as a choice: its key and its name. */
export interface MappedChoice {
  readonly to: AttributeRef
  readonly key: string
  readonly name: string
}

/** Choices of labels that those of all these authors can be mapped to. */
export function useMappedChoices(authorIds: readonly string[]): readonly MappedChoice[] {
  const index = useProject((state) => state.index)
  const who = authorIds.join('\n')
  return useMemo(() => {
    const names = mappingNames(index)
    return targetsOf(index, who.split('\n')).map(({ to }) => ({
      to,
      key: keyOf(to),
      name: names.scheme(to)
    }))
  }, [index, who])
}

/** How schemes and labels of the project are called; an attribute is named where its scheme has several. */
export function mappingNames({ schemes }: Pick<ProjectIndex, 'schemes'>): MappingNames {
  return {
    scheme({ schemeId, attributeId }) {
      const scheme = schemes.get(schemeId)
      const attributes = (scheme?.document as { readonly attributes?: readonly unknown[] } | undefined)
        ?.attributes
      const several = (attributes?.length ?? 0) > 1
      const part = several ? attributeTask(scheme, attributeId)?.name : undefined
      return `${scheme?.name ?? schemeId}${part === undefined ? '' : ` (${part.toLowerCase()})`}`
    },
    label: ({ schemeId, attributeId }, id) => labelOrId(schemes.get(schemeId), id, attributeId).name
  }
}

/** A stored wish for a target; anything unreadable is none. */
export function readTarget(stored: unknown): AttributeRef | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined
  if (!('schemeId' in stored) || !('attributeId' in stored)) return undefined
  const { schemeId, attributeId } = stored
  return typeof schemeId === 'string' && typeof attributeId === 'string'
    ? { schemeId, attributeId }
    : undefined
}
