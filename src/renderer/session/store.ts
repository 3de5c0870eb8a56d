import { create } from 'zustand'
import type { StoreApi, UseBoundStore } from 'zustand'

/** A small piece of window state: read with `get`, change with `set`, draw with the hook. */
export type Store<T> = UseBoundStore<StoreApi<T>>

/** Make one from its initial state; the functions that change it live beside it as plain exports. */
export const makeStore = <T>(initial: T): Store<T> => create<T>(() => initial)
