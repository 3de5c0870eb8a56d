import { useEffect } from 'react'
import type { RefObject } from 'react'
import { pageStore, setPage } from './page-choice'

/** Keys of a panel act while it was the last part of the desk in use; menus and dialogues leave that as it is. */
export function usePageKeys(root: RefObject<HTMLElement | null>, panel: 'gallery' | 'reading'): void {
  useEffect(() => {
    const follow = ({ target }: Event): void => {
      if (!(target instanceof Element) || target.closest('[role=dialog], .menu, .popover, .toast')) return
      const home = root.current?.closest('.desk-panel') ?? root.current
      if (home?.contains(target)) setPage({ keys: panel })
      else if (pageStore.getState().keys === panel) setPage({ keys: undefined })
    }
    document.addEventListener('focusin', follow)
    document.addEventListener('pointerdown', follow, true)
    return () => {
      document.removeEventListener('focusin', follow)
      document.removeEventListener('pointerdown', follow, true)
      if (pageStore.getState().keys === panel) setPage({ keys: undefined })
    }
  }, [root, panel])
}
