import type { ComponentType, LazyExoticComponent } from 'react'
import { lazy } from 'react'

/** `desk` panels dock around the clock, `bench` panels open as tabs beside them, `window` parts have a fixed place. */
export interface PanelEntry {
  readonly id: string
  readonly title: string
  readonly place: 'desk' | 'bench' | 'window'
  /** The panel shows its own top row instead of a tab while it is alone in its group. */
  readonly bare?: boolean
  readonly component: LazyExoticComponent<ComponentType>
}

/** Every panel, loaded when first shown. */
export const panels: readonly PanelEntry[] = [
  { id: 'video', title: 'Video', place: 'desk', component: lazy(() => import('./video')) },
  { id: 'timeline', title: 'Tracks', place: 'desk', bare: true, component: lazy(() => import('./timeline')) },
  {
    id: 'conversation',
    title: 'Conversation',
    place: 'desk',
    component: lazy(() => import('./conversation'))
  },
  { id: 'gallery', title: 'Gallery', place: 'desk', component: lazy(() => import('./gallery')) },
  { id: 'reading', title: 'Reading', place: 'desk', component: lazy(() => import('./reading')) },
  { id: 'rating', title: 'Rating', place: 'desk', component: lazy(() => import('./rating')) },
  { id: 'plane', title: 'Valence-arousal plane', place: 'desk', component: lazy(() => import('./plane')) },
  { id: 'signals', title: 'Signals', place: 'desk', component: lazy(() => import('./signals')) },
  { id: 'topomap', title: 'Scalp map', place: 'bench', component: lazy(() => import('./brain/topomap')) },
  { id: 'live', title: 'Live prediction', place: 'desk', component: lazy(() => import('./live')) },
  { id: 'queue', title: 'Sample queue', place: 'desk', component: lazy(() => import('./queue')) },
  { id: 'find', title: 'Find', place: 'bench', component: lazy(() => import('./find')) },
  { id: 'compare', title: 'Compare', place: 'bench', component: lazy(() => import('./compare')) },
  { id: 'why', title: 'Why', place: 'bench', component: lazy(() => import('./why')) },
  { id: 'embeddings', title: 'Embeddings', place: 'bench', component: lazy(() => import('./embeddings')) },
  { id: 'fusion', title: 'Fusion', place: 'bench', component: lazy(() => import('./fusion')) },
  { id: 'agreement', title: 'Agreement', place: 'bench', component: lazy(() => import('./agreement')) },
  { id: 'gold', title: 'Gold standard', place: 'bench', component: lazy(() => import('./gold')) },
  {
    id: 'questionnaires',
    title: 'Questionnaires',
    place: 'bench',
    component: lazy(() => import('./questionnaires'))
  },
  { id: 'study', title: 'Study', place: 'bench', component: lazy(() => import('./study')) },
  { id: 'spectrum', title: 'Spectrum', place: 'bench', component: lazy(() => import('./brain/spectrum')) },
  { id: 'sound', title: 'Sound', place: 'bench', component: lazy(() => import('./sound')) },
  { id: 'physiology', title: 'Physiology', place: 'bench', component: lazy(() => import('./physiology')) },
  {
    id: 'erp',
    title: 'Event averages',
    place: 'bench',
    component: lazy(() => import('./brain/event-average'))
  },
  {
    id: 'connectivity',
    title: 'Connectivity',
    place: 'bench',
    component: lazy(() => import('./brain/connectivity'))
  },
  {
    id: 'components',
    title: 'Components',
    place: 'bench',
    component: lazy(() => import('./brain/components'))
  },
  { id: 'sync', title: 'Synchronise', place: 'bench', component: lazy(() => import('./sync')) },
  { id: 'models', title: 'Models', place: 'bench', component: lazy(() => import('./models')) },
  { id: 'export', title: 'Export', place: 'bench', component: lazy(() => import('./export')) },
  { id: 'problems', title: 'Problems', place: 'bench', component: lazy(() => import('./problems')) },
  { id: 'history', title: 'History', place: 'bench', component: lazy(() => import('./history')) },
  { id: 'start', title: 'Start', place: 'window', component: lazy(() => import('./start')) },
  { id: 'top-bar', title: 'Top bar', place: 'window', component: lazy(() => import('./top-bar')) },
  { id: 'library', title: 'Library', place: 'window', component: lazy(() => import('./library')) },
  { id: 'inspector', title: 'Inspector', place: 'window', component: lazy(() => import('./inspector')) },
  { id: 'status-bar', title: 'Status bar', place: 'window', component: lazy(() => import('./status-bar')) },
  { id: 'drop-zone', title: 'Drop zone', place: 'window', component: lazy(() => import('./drop-zone')) }
]

/** The panel with this id; throws and lists the known ids when there is none. */
export function panelOf(id: string): PanelEntry {
  const found = panels.find((panel) => panel.id === id)
  if (!found) throw new Error(`unknown panel "${id}"; known: ${panels.map((panel) => panel.id).join(', ')}`)
  return found
}

/** Dialogues, loaded when first opened. */
export const dialogs = {
  palette: lazy(() => import('./palette')),
  shortcuts: lazy(() => import('./shortcuts')),
  settings: lazy(() => import('./settings')),
  newProject: lazy(() => import('./new-project')),
  runModel: lazy(() => import('./models/run-dialog')),
  robustness: lazy(() => import('./experiment/robustness-dialog')),
  ablation: lazy(() => import('./experiment/ablation-dialog')),
  starter: lazy(() => import('./starter')),
  modelLook: lazy(() => import('./model-look')),
  makeModel: lazy(() => import('./model-look/wizard')),
  modelCard: lazy(() => import('./models/card-dialog')),
  answers: lazy(() => import('./answers')),
  prompts: lazy(() => import('./answers/prompts')),
  scheme: lazy(() => import('./scheme')),
  track: lazy(() => import('./track')),
  arrayMapping: lazy(() => import('./array-mapping')),
  columns: lazy(() => import('./column-wizard')),
  batch: lazy(() => import('./batch')),
  predictions: lazy(() => import('./predictions')),
  aboutWhom: lazy(() => import('./track/about-whom')),
  mapPredictions: lazy(() => import('./predictions/map-dialog')),
  detect: lazy(() => import('./detect')),
  badChannels: lazy(() => import('./bad-channels')),
  montages: lazy(() => import('./montages')),
  deleteTrack: lazy(() => import('./track/delete-track')),
  takes: lazy(() => import('./traces/takes')),
  lag: lazy(() => import('./traces/lag')),
  annotatorReport: lazy(() => import('./agreement/annotator-report')),
  annotator: lazy(() => import('./who')),
  group: lazy(() => import('./who/group')),
  assignment: lazy(() => import('./study/assignment-dialog')),
  package: lazy(() => import('./study/package-dialog')),
  mergeProject: lazy(() => import('./study/merge-dialog')),
  practice: lazy(() => import('./study/practice-dialog')),
  switchAnnotator: lazy(() => import('./who/switch-annotator')),
  person: lazy(() => import('./who/person')),
  questionnaire: lazy(() => import('./questionnaires/document')),
  joinRecordings: lazy(() => import('./merge/join-recordings')),
  mergePersons: lazy(() => import('./merge/merge-persons')),
  jobs: lazy(() => import('./jobs')),
  about: lazy(() => import('./about')),
  handbook: lazy(() => import('./about/handbook'))
} as const
