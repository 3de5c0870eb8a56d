import { useState } from 'react'
import { perform } from './actions'
import { useSelection } from './selection'

/**
 * The part of a report whose moments are in the queue, for as long as they are. `fill` puts the moments of a part there
 * and answers the title of the queue; undefined when there was nothing to put.
 */
export function useOpened<T>(fill: (part: T) => Promise<string | undefined>): {
  readonly opened: T | undefined
  readonly open: (part: T) => void
} {
  const title = useSelection((state) => state.queue?.title)
  const [last, setLast] = useState<{ readonly part: T; readonly title: string }>()
  const open = (part: T): void =>
    perform(async () => {
      const filled = await fill(part)
      if (filled !== undefined) setLast({ part, title: filled })
    })
  return { opened: last && title === last.title ? last.part : undefined, open }
}
