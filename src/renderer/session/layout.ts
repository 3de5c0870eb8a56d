import { makeStore } from './store'

/** Ready-made arrangements of the desk. */
export const presets = [
  { id: 'annotate', title: 'Annotate' },
  { id: 'converse', title: 'Converse' },
  { id: 'signals', title: 'Signals' },
  { id: 'compare', title: 'Compare' },
  { id: 'review', title: 'Review' }
] as const
export type PresetId = (typeof presets)[number]['id']

/** What the window asks of the desk. `reset` and `show` grow or change with each wish. */
interface Layout {
  readonly preset: PresetId
  readonly resets: number
  readonly show: { readonly panelId: string; readonly wish: number } | undefined
  /** Panels on the desk at the moment. */
  readonly open: readonly string[]
  readonly library: boolean
  readonly inspector: boolean
}

export const layoutStore = makeStore<Layout>({
  preset: 'annotate',
  resets: 0,
  show: undefined,
  open: [],
  library: true,
  inspector: true
})
export const useLayout = <T>(selector: (state: Layout) => T): T => layoutStore(selector)

/** Switch to a preset; each keeps its own arrangement in the project. */
export const choosePreset = (preset: PresetId): void => layoutStore.setState({ preset })

/** Put the current preset back as it came. */
export const resetLayout = (): void =>
  layoutStore.setState(({ resets }) => ({ resets: resets + 1, library: true, inspector: true }))

/** Bring a panel to the front, opening it where it is not on the desk. */
export const showPanel = (panelId: string): void =>
  layoutStore.setState(({ show }) => ({ show: { panelId, wish: (show?.wish ?? 0) + 1 } }))

export const showLibrary = (library: boolean): void => layoutStore.setState({ library })
export const showInspector = (inspector: boolean): void => layoutStore.setState({ inspector })
