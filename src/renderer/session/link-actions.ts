import { inTurn } from './in-turn'
import type { Action } from './actions'
import { selectedSegments } from './desk-segments'
import {
  cancelLink,
  deleteLink,
  finishLink,
  linkingFrom,
  nextLinkKind,
  pickWords,
  selectedLink,
  selectLink,
  startLink
} from './links'
import { selection } from './selection'

const isOpen = (): boolean => selection().recordingId !== undefined
/** Keys that mean something else while no link is made or selected. */
const SCOPE = 'link'
const isLinking = (): boolean => linkingFrom() !== undefined
const hasLink = (): boolean => selectedLink() !== undefined

/** Links between segments, for instance from an emotion to its cause.  */
export const linkActions: readonly Action[] = [
  {
    id: 'relation.start',
    group: 'Links',
    title: 'Link to a cause: then click on it, or select it and press Enter',
    keys: ['KeyR'],
    when: isOpen,
    run: () => inTurn(() => startLink())
  },
  {
    id: 'relation.kind',
    group: 'Links',
    title: 'Another kind of link, while one is made',
    keys: ['KeyR'],
    scope: SCOPE,
    when: isLinking,
    run: () => inTurn(nextLinkKind)
  },
  {
    id: 'relation.words',
    group: 'Links',
    title: 'Words of the link, with the arrow keys',
    keys: ['Shift+KeyR'],
    when: hasLink,
    run: () => inTurn(pickWords)
  },
  {
    id: 'relation.delete',
    group: 'Links',
    title: 'Delete link',
    keys: ['Delete', 'Backspace'],
    scope: SCOPE,
    when: hasLink,
    run: () => inTurn(() => deleteLink())
  },
  {
    id: 'relation.finish',
    group: 'Links',
    title: 'Make the link to the selected segment',
    keys: ['Enter'],
    scope: SCOPE,
    when: isLinking,
    run: () =>
      inTurn(() => {
        const target = selectedSegments()[0]
        return target && finishLink(target.id)
      })
  },
  {
    id: 'relation.letGo',
    group: 'Links',
    title: 'Let the link go',
    keys: ['Escape'],
    scope: SCOPE,
    when: () => isLinking() || hasLink(),
    run: () => (isLinking() ? cancelLink() : selectLink(undefined))
  }
]
