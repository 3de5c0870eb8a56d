import type { ReactNode } from 'react'
import { linkingHint } from '../../session/linking-hint'
import { useLinks } from '../../session/links'
import { useKeys } from '../../session/use-keys'

/** What is expected next while a link is being made, over the lanes: the conversation may be out of sight. */
export function LinkingNote(): ReactNode {
  const from = useLinks((state) => state.from)
  const kindKey = useKeys('relation.kind')
  return from && <p className="tl-linking">{linkingHint(from, kindKey)}</p>
}
