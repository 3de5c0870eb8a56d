import type { AddPanelOptions, DockviewApi, SerializedDockview } from 'dockview-react'
import { panels } from './panels'
import type { PresetId } from './session/layout'

type Position = NonNullable<AddPanelOptions['position']>
interface Placed {
  readonly panel: string
  readonly beside?: { readonly panel: string; readonly at: 'left' | 'right' | 'above' | 'below' | 'within' }
  readonly widthShare?: number
  readonly heightShare?: number
}

/** Where the panels of each preset stand. The first fills the desk, the others take their share of it. */
const arrangements: Readonly<Record<PresetId, readonly Placed[]>> = {
  annotate: [
    { panel: 'timeline' },
    { panel: 'video', beside: { panel: 'timeline', at: 'above' }, heightShare: 0.42 },
    { panel: 'conversation', beside: { panel: 'video', at: 'right' }, widthShare: 0.37 }
  ],
  rate: [
    { panel: 'timeline' },
    { panel: 'rating', beside: { panel: 'timeline', at: 'above' }, heightShare: 0.66 },
    { panel: 'video', beside: { panel: 'rating', at: 'left' }, widthShare: 0.5 },
    { panel: 'plane', beside: { panel: 'rating', at: 'within' } }
  ],
  converse: [
    { panel: 'timeline' },
    { panel: 'conversation', beside: { panel: 'timeline', at: 'above' }, heightShare: 0.64 },
    { panel: 'video', beside: { panel: 'conversation', at: 'right' }, widthShare: 0.46 }
  ],
  signals: [
    { panel: 'timeline' },
    { panel: 'signals', beside: { panel: 'timeline', at: 'above' }, heightShare: 0.64 },
    { panel: 'video', beside: { panel: 'signals', at: 'left' }, widthShare: 0.28 }
  ],
  compare: [
    { panel: 'timeline' },
    { panel: 'compare', beside: { panel: 'timeline', at: 'above' }, heightShare: 0.64 },
    { panel: 'agreement', beside: { panel: 'compare', at: 'within' } },
    { panel: 'gold', beside: { panel: 'compare', at: 'within' } },
    { panel: 'fusion', beside: { panel: 'compare', at: 'within' } },
    { panel: 'video', beside: { panel: 'compare', at: 'right' }, widthShare: 0.36 },
    { panel: 'queue', beside: { panel: 'video', at: 'below' }, heightShare: 0.28 }
  ],
  review: [
    { panel: 'timeline' },
    { panel: 'video', beside: { panel: 'timeline', at: 'above' }, heightShare: 0.52 },
    { panel: 'queue', beside: { panel: 'video', at: 'right' }, widthShare: 0.4 }
  ],
  pages: [
    { panel: 'timeline' },
    { panel: 'gallery', beside: { panel: 'timeline', at: 'above' }, heightShare: 0.76 },
    { panel: 'reading', beside: { panel: 'gallery', at: 'within' } }
  ]
}

/** Put the desk in a stored arrangement, or in the preset when there is none or it cannot be read. */
export function arrange(dock: DockviewApi, preset: PresetId, stored: unknown): void {
  if (stored === undefined) return arrangePreset(dock, preset)
  try {
    dock.fromJSON(stored as SerializedDockview)
    if (dock.panels.length === 0) arrangePreset(dock, preset)
    else hideBareHeads(dock)
  } catch {
    // Written by another version of the program: the preset always works.
    arrangePreset(dock, preset)
  }
}

/** Put the desk in its preset. */
export function arrangePreset(dock: DockviewApi, preset: PresetId): void {
  dock.clear()
  for (const placed of arrangements[preset]) {
    const width = placed.widthShare === undefined ? undefined : Math.round(dock.width * placed.widthShare)
    const height = placed.heightShare === undefined ? undefined : Math.round(dock.height * placed.heightShare)
    const position: Position | undefined = placed.beside && {
      referencePanel: placed.beside.panel,
      direction: placed.beside.at
    }
    add(dock, placed.panel, { position, initialWidth: width, initialHeight: height })
  }
  hideBareHeads(dock)
  dock.getPanel(arrangements[preset].at(1)?.panel ?? 'timeline')?.api.setActive()
}

/** Panels that share the place of the comparison. */
const besideCompare: ReadonlySet<string> = new Set(['agreement', 'gold', 'fusion'])

/** Panels that lead to moments stand beside these, so that neither the picture nor the tracks are covered. */
const aside: Readonly<Record<string, readonly string[]>> = {
  find: ['queue', 'conversation'],
  // Moments are marked on the lanes, by the picture.
  sync: ['conversation', 'queue'],
  // What is kept appears as a lane at once.
  sound: ['conversation', 'queue', 'video'],
  // Pictures and documents take the place of the video.
  gallery: ['video', 'reading', 'conversation'],
  reading: ['video', 'gallery', 'conversation']
}

/** Width of the bars of a live answer with their names. */
const LIVE_WIDTH = 280

/** Bring a panel to the front; one that is not on the desk opens as a tab where there is room: at the bottom for the bench, else above. */
export function openOnDesk(dock: DockviewApi, panelId: string): void {
  const open = dock.getPanel(panelId)
  if (open) return open.api.setActive()
  const bench = panels.some((panel) => panel.id === panelId && panel.place === 'bench')
  const besides = aside[panelId]?.find((id) => dock.getPanel(id))
  if (panelId === 'sync' && !besides && dock.getPanel('timeline')) {
    // Beside the lanes, never over them: that is where moments are marked.
    add(dock, panelId, { position: { referencePanel: 'timeline', direction: 'right' } })
    return hideBareHeads(dock)
  }
  const watched = ['video', 'signals', 'conversation'].find((id) => dock.getPanel(id))
  if (panelId === 'live' && watched) {
    // What a model says is watched together with what it is said of.
    const position: Position = { referencePanel: watched, direction: 'right' }
    add(dock, panelId, { position, initialWidth: LIVE_WIDTH })
    return hideBareHeads(dock)
  }
  const hosts = besides
    ? [besides]
    : bench
      ? [besideCompare.has(panelId) && dock.getPanel('compare') ? 'compare' : 'timeline']
      : ['video', 'conversation', 'compare', 'queue']
  const groups = hosts.flatMap((id) => dock.getPanel(id)?.api.group ?? [])
  const host = groups.sort((a, b) => b.width * b.height - a.width * a.height)[0] ?? dock.groups[0]
  add(dock, panelId, { position: host ? { referenceGroup: host } : { direction: 'above' } })
  hideBareHeads(dock)
}

function add(
  dock: DockviewApi,
  panelId: string,
  options: { position?: Position; initialWidth?: number; initialHeight?: number }
): void {
  const entry = panels.find((panel) => panel.id === panelId)
  if (!entry) return
  dock.addPanel({
    id: panelId,
    component: panelId,
    title: entry.title,
    minimumWidth: 200,
    minimumHeight: 90,
    ...options
  })
}

/** A panel with a top row of its own needs no tab while it is alone. */
export function hideBareHeads(dock: DockviewApi): void {
  for (const group of dock.groups) {
    const alone = group.panels.length === 1 ? group.panels[0]?.id : undefined
    const hidden = panels.some((panel) => panel.bare && panel.id === alone)
    if (group.header.hidden !== hidden) group.header.hidden = hidden
  }
}
