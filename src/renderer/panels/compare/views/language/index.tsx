import type { ReactNode } from 'react'

/** To be drawn. */
export default function View(): ReactNode {
  return null
}
