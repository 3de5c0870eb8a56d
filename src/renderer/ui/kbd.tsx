import type { ReactNode } from 'react'

/** Keys as printed on the keyboard. */
export const Kbd = ({ children }: { children: ReactNode }): ReactNode => <kbd className="kbd">{children}</kbd>
