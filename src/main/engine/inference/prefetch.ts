/**
 * Read up to `depth` items ahead, so that decoding goes on while a model runs.
 * Ends the source when the reader stops early.
 */
export async function* prefetch<T>(source: AsyncIterable<T>, depth: number): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]()
  const waiting: Promise<IteratorResult<T>>[] = []
  const ask = (): void => {
    const item = iterator.next()
    // The failure is met when this item's turn comes; until then it is not unhandled.
    item.catch(() => undefined)
    waiting.push(item)
  }
  try {
    for (let i = 0; i < depth; i++) ask()
    for (;;) {
      const item = await waiting.shift()
      if (!item || item.done) return
      ask()
      yield item.value
    }
  } finally {
    await iterator.return?.()
  }
}
