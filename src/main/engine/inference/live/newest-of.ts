/**
 * Items of a source as they are taken up: always the newest that is there. Those that came before it and were not taken are
 * told to `passed`. Rejects with what the source rejects with.
 */
export async function* newestOf<T>(
  source: AsyncIterable<T>,
  passed: (item: T) => void
): AsyncGenerator<T, void, undefined> {
  let waiting: { readonly item: T } | undefined
  let over = false
  let fault: unknown
  let wake: (() => void) | undefined
  const take = async (): Promise<void> => {
    try {
      for await (const item of source) {
        if (waiting) passed(waiting.item)
        waiting = { item }
        wake?.()
      }
    } catch (error) {
      fault = error
    }
    over = true
    wake?.()
  }
  void take()
  for (;;) {
    const next = waiting
    if (next) {
      waiting = undefined
      yield next.item
    } else if (over) {
      if (fault !== undefined) throw fault
      return
    } else await new Promise<void>((resolve) => (wake = resolve))
  }
}
