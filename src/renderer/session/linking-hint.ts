import { linkKindName, startableKinds } from './link-kinds'
import type { linkStore } from './links'

type From = NonNullable<ReturnType<typeof linkStore.getState>['from']>

/** What is expected next while a link is being made. `kindKey` is the key that makes it another kind. */
export function linkingHint({ segmentId, kind }: From, kindKey: string | undefined): string {
  const target = kind === 'cause' ? 'the cause' : `the other end of “${linkKindName(kind, segmentId)}”`
  const others =
    kindKey !== undefined && startableKinds(segmentId).length > 1 ? ` ${kindKey} makes it another kind.` : ''
  return `Click on ${target}, or select it and press Enter.${others} Escape leaves it.`
}
