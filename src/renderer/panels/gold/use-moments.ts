import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { CallInput, CallOutput } from '../../../shared/contract'
import type { GoldMoment } from '../../../shared/gold/gold-report'
import { call } from '../../client'
import { useAnswer } from '../../session/use-answer'
import { authorsOf } from './choice'

/** Moments of one window: a few screens, handed over in a few milliseconds. */
const WINDOW = 100

/** Moments of the list as far as they were read. */
export interface ListedMoments {
  /** As many as there are; undefined: not read yet. */
  readonly items: readonly (GoldMoment | undefined)[]
  /** Moments left out because they are shorter than asked. */
  readonly shorter: number
}

interface Windows {
  /** The answer to the first window, which all others belong to. */
  readonly head: CallOutput<'gold.moments'> | undefined
  /** By number; those of an older answer are shown until they are read again. */
  readonly pages: ReadonlyMap<number, Page>
}

interface Page {
  readonly items: readonly GoldMoment[]
  readonly fresh: boolean
}

/**
 * The moments that a question asks for, read window by window as they come into view. `need` says which rows are drawn.
 */
export function useMoments(asked: Omit<CallInput<'gold.moments'>, 'from' | 'limit'> | undefined): {
  readonly found: ListedMoments | undefined
  readonly loading: boolean
  readonly need: (first: number, last: number) => void
} {
  const first = useMemo(() => asked && { ...asked, from: 0, limit: WINDOW }, [asked])
  const { shown, loading } = useAnswer('gold.moments', first, authorsOf)
  const head = shown?.value
  const [windows, setWindows] = useState<Windows>({ head: undefined, pages: new Map() })
  const range = useRef<readonly [number, number]>([0, 0])
  const reading = useRef(new Set<string>())
  const answers = useRef(0)
  const query = useRef(first)

  const read = useCallback((held: Windows): void => {
    const { head: of } = held
    const asking = query.current
    if (!of || !asking) return
    const [from, to] = range.current
    const lastPage = Math.max(0, Math.ceil(of.total / WINDOW) - 1)
    for (let page = pageOf(from); page <= Math.min(lastPage, pageOf(to) + 1); page++) {
      const key = `${answers.current}/${page}`
      if (held.pages.get(page)?.fresh || reading.current.has(key)) continue
      reading.current.add(key)
      void call('gold.moments', { ...asking, from: page * WINDOW }).then(
        ({ items }) =>
          setWindows((now) =>
            now.head === of ? { ...now, pages: new Map(now.pages).set(page, { items, fresh: true }) } : now
          ),
        // A question that was given up meanwhile; the next answer asks for its windows anew.
        () => reading.current.delete(key)
      )
    }
  }, [])

  useEffect(() => {
    if (!head) return
    answers.current++
    reading.current.clear()
    const same = JSON.stringify(query.current) === JSON.stringify(first)
    query.current = first
    setWindows((before) => {
      const kept = same ? [...before.pages].filter(([page]) => page * WINDOW < head.total) : []
      const pages = new Map<number, Page>(kept.map(([page, { items }]) => [page, { items, fresh: false }]))
      return { head, pages: pages.set(0, { items: head.items, fresh: true }) }
    })
  }, [head, first])

  const held = useRef(windows)
  useEffect(() => {
    held.current = windows
    read(windows)
  }, [windows, read])
  const need = useCallback(
    (from: number, to: number): void => {
      range.current = [from, to]
      read(held.current)
    },
    [read]
  )
  const found = useMemo((): ListedMoments | undefined => {
    if (!windows.head) return undefined
    const items = new Array<GoldMoment | undefined>(windows.head.total).fill(undefined)
    for (const [page, { items: own }] of windows.pages)
      for (const [i, item] of own.entries())
        if (page * WINDOW + i < items.length) items[page * WINDOW + i] = item
    return { items, shorter: windows.head.shorter }
  }, [windows])
  return { found, loading, need }
}

const pageOf = (row: number): number => Math.floor(row / WINDOW)
