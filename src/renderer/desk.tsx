import type {
  DockviewApi,
  IDockviewHeaderActionsProps,
  IDockviewPanelHeaderProps,
  IDockviewPanelProps
} from 'dockview-react'
import { DockviewReact } from 'dockview-react'
import { X } from 'lucide-react'
import 'dockview-react/dist/styles/dockview.css'
import type { FunctionComponent, ReactNode } from 'react'
import { Suspense, useEffect, useRef, useState } from 'react'
import { arrange, arrangePreset, hideBareHeads, openOnDesk } from './desk-layouts'
import { panels } from './panels'
import { layoutStore } from './session/layout'
import type { PresetId } from './session/layout'
import { readUiState, saveUiState } from './session/ui-state'
import { PanelHeadSlot } from './ui/panel-head'
import { PanelBoundary } from './ui/panel-boundary'

/** Version of the stored arrangement; an older one is put aside for the preset. */
const ARRANGEMENT = 1
const keyOf = (preset: PresetId): string => `desk.${preset}`

/** The dockable panels. One arrangement per preset, kept with the project. */
export default function Desk(): ReactNode {
  const [dock, setDock] = useState<DockviewApi>()
  useEffect(() => (dock ? followLayout(dock) : undefined), [dock])
  return (
    <DockviewReact
      className="desk"
      theme={theme}
      components={components}
      defaultTabComponent={Tab}
      rightHeaderActionsComponent={HeadSlot}
      disableFloatingGroups
      onReady={({ api }) => setDock(api)}
    />
  )
}

/** Without a gap: half of it would put every second panel half a pixel beside the screen's, and blur what is drawn there. */
const theme = { name: 'lab', className: 'dockview-theme-lab', gap: 0, dndTabIndicator: 'line' } as const

const headSlots = new Map<string, HTMLElement>()
const headListeners = new Set<() => void>()

/** Room at the right of a group's tabs; the panel in front writes into it. */
function HeadSlot({ group }: IDockviewHeaderActionsProps): ReactNode {
  const slot = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (slot.current) headSlots.set(group.id, slot.current)
    headListeners.forEach((listener) => listener())
    return () => void headSlots.delete(group.id)
  }, [group.id])
  return <div ref={slot} className="head-slot" />
}

/** Title of a panel. The cross is for the mouse; by keyboard the action "Close this panel" does the same. */
function Tab({ api }: IDockviewPanelHeaderProps): ReactNode {
  return (
    <div className="tab">
      <span>{api.title}</span>
      <span
        className="tab-close"
        aria-hidden="true"
        title="Close"
        onPointerDown={(event) => event.stopPropagation()}
        onClick={() => api.close()}
      >
        <X size={12} />
      </span>
    </div>
  )
}

function DeskPanel({ api, panelId }: { api: IDockviewPanelProps['api']; panelId: string }): ReactNode {
  const entry = panels.find((panel) => panel.id === panelId)
  const [slot, setSlot] = useState<HTMLElement>()
  useEffect(() => {
    const update = (): void =>
      setSlot(api.isVisible && !api.group.header.hidden ? headSlots.get(api.group.id) : undefined)
    const stops = [
      api.onDidVisibilityChange(update),
      api.onDidGroupChange(update),
      api.onDidActiveGroupChange(update)
    ]
    headListeners.add(update)
    update()
    return () => {
      headListeners.delete(update)
      stops.forEach((stop) => stop.dispose())
    }
  }, [api])
  if (!entry) return null
  const Panel = entry.component
  return (
    <div className="desk-panel" data-panel={panelId} data-keys={entry.place} tabIndex={-1}>
      <PanelHeadSlot value={slot}>
        <PanelBoundary name={entry.title}>
          <Suspense fallback={<div className="panel" />}>
            <Panel />
          </Suspense>
        </PanelBoundary>
      </PanelHeadSlot>
    </div>
  )
}

const components: Record<string, FunctionComponent<IDockviewPanelProps>> = Object.fromEntries(
  panels
    .filter((panel) => panel.place !== 'window')
    .map((panel) => [panel.id, ({ api }: IDockviewPanelProps) => <DeskPanel api={api} panelId={panel.id} />])
)

/** Do what the layout store asks for, and keep what the user moves. */
function followLayout(dock: DockviewApi): () => void {
  let loading = true
  let current = layoutStore.getState().preset
  const load = async (preset: PresetId): Promise<void> => {
    loading = true
    const stored = await readUiState(keyOf(preset))
    if (layoutStore.getState().preset !== preset) return
    arrange(dock, preset, isArrangement(stored) ? stored.dock : undefined)
    loading = false
  }
  const keep = (): void => {
    if (!loading) saveUiState(keyOf(current), { version: ARRANGEMENT, dock: dock.toJSON() })
  }
  const layoutChange = dock.onDidLayoutChange(() => {
    hideBareHeads(dock)
    keep()
  })
  const stops = [
    () => layoutChange.dispose(),
    layoutStore.subscribe((state, before) => {
      if (state.resets !== before.resets) {
        arrangePreset(dock, current)
        keep()
      }
      if (state.preset !== before.preset) {
        current = state.preset
        void load(current).then(
          () => state.show !== before.show && state.show && openOnDesk(dock, state.show.panelId)
        )
      } else if (state.closes !== before.closes) dock.activePanel?.api.close()
      else if (state.show && state.show !== before.show) openOnDesk(dock, state.show.panelId)
    })
  ]
  void load(current)
  return () => stops.forEach((stop) => stop())
}

const isArrangement = (stored: unknown): stored is { readonly dock: unknown } =>
  typeof stored === 'object' &&
  stored !== null &&
  'version' in stored &&
  stored.version === ARRANGEMENT &&
  'dock' in stored
