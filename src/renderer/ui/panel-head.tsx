import type { ReactNode } from 'react'
import { createContext, use } from 'react'
import { createPortal } from 'react-dom'

const Slot = createContext<HTMLElement | undefined>(undefined)

/** Where the panel inside may write its facts and tools: the row of its tab. Undefined while the tab is hidden. */
export const PanelHeadSlot = Slot.Provider

/** Facts and tools of a panel, at the right of its tab. */
export function PanelHead({ children }: { children: ReactNode }): ReactNode {
  const slot = use(Slot)
  return slot ? createPortal(children, slot) : null
}
