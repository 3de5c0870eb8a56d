import { readUiState, saveUiState } from './ui-state'
import { makeStore } from './store'

/** Ready-made arrangements of the desk. */
export const presets = [
  { id: 'annotate', title: 'Annotate', hint: 'Video, conversation and tracks' },
  { id: 'rate', title: 'Rate', hint: 'Video and rating side by side, the traces below' },
  { id: 'converse', title: 'Converse', hint: 'The transcript in front, video beside it' },
  { id: 'signals', title: 'Signals', hint: 'As much room as possible for signal lanes' },
  { id: 'compare', title: 'Compare', hint: 'Where two authors differ, with the moment beside it' },
  { id: 'review', title: 'Review', hint: 'Step through a queue of moments' },
  { id: 'pages', title: 'Pages', hint: 'Pictures side by side, or a document to read' }
] as const
export type PresetId = (typeof presets)[number]['id']

/** What the window asks of the desk. `resets` and `show.wish` grow with each wish. */
interface Layout {
  readonly preset: PresetId
  readonly resets: number
  readonly show: { readonly panelId: string; readonly wish: number } | undefined
  /** Grows with each wish to close the panel in front. */
  readonly closes: number
  readonly library: boolean
  readonly inspector: boolean
}

export const layoutStore = makeStore<Layout>({
  preset: 'annotate',
  resets: 0,
  show: undefined,
  closes: 0,
  library: true,
  inspector: true
})
export const useLayout = <T>(selector: (state: Layout) => T): T => layoutStore(selector)

/** Switch to a preset; each keeps its own arrangement in the project. */
export function choosePreset(preset: PresetId): void {
  layoutStore.setState({ preset })
  keep()
}

/** Put the current preset back as it came. */
export const resetLayout = (): void =>
  layoutStore.setState(({ resets }) => ({ resets: resets + 1, library: true, inspector: true }))

/** Close the panel that is in front. */
export const closePanel = (): void => layoutStore.setState(({ closes }) => ({ closes: closes + 1 }))

/** Bring a panel to the front, opening it where it is not on the desk. */
export const showPanel = (panelId: string): void =>
  layoutStore.setState(({ show }) => ({ show: { panelId, wish: (show?.wish ?? 0) + 1 } }))

/** Switch to a preset and bring a panel of it to the front. */
export function showPanelIn(preset: PresetId, panelId: string): void {
  layoutStore.setState(({ show }) => ({ preset, show: { panelId, wish: (show?.wish ?? 0) + 1 } }))
  keep()
}

export function showLibrary(library: boolean): void {
  layoutStore.setState({ library })
  keep()
}
export function showInspector(inspector: boolean): void {
  layoutStore.setState({ inspector })
  keep()
}

const keep = (): void => {
  const { preset, library, inspector } = layoutStore.getState()
  saveUiState('layout', { preset, library, inspector })
}

/** Come back to the preset this project was left in. */
export async function recallLayout(): Promise<void> {
  const stored = await readUiState('layout')
  if (typeof stored !== 'object' || stored === null)
    return layoutStore.setState({ preset: 'annotate', library: true, inspector: true })
  const preset =
    presets.find((candidate) => 'preset' in stored && candidate.id === stored.preset)?.id ?? 'annotate'
  layoutStore.setState({
    preset,
    library: !('library' in stored && stored.library === false),
    inspector: !('inspector' in stored && stored.inspector === false)
  })
}
