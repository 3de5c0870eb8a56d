import type { Action } from './session/actions'
import { openDialog } from './session/dialogs'
import {
  choosePreset,
  closePanel,
  layoutStore,
  presets,
  resetLayout,
  showInspector,
  showLibrary,
  showPanel
} from './session/layout'
import { project } from './session/project'

const inProject = (): boolean => project().snapshot !== undefined

/** Actions on what the window shows where. */
export const viewActions: readonly Action[] = [
  ...presets.map((preset): Action => ({
    id: `layout.${preset.id}`,
    title: `Layout: ${preset.title}`,
    group: 'View',
    when: inProject,
    run: () => choosePreset(preset.id)
  })),
  { id: 'layout.reset', title: 'Reset layout', group: 'View', when: inProject, run: resetLayout },
  {
    id: 'layout.library',
    title: 'Show or hide the library',
    group: 'View',
    keys: ['Ctrl+KeyB'],
    when: inProject,
    run: () => showLibrary(!layoutStore.getState().library)
  },
  {
    id: 'layout.inspector',
    title: 'Show or hide the inspector',
    group: 'View',
    keys: ['Ctrl+Shift+KeyB'],
    when: inProject,
    run: () => showInspector(!layoutStore.getState().inspector)
  },
  {
    id: 'panel.close',
    title: 'Close this panel',
    group: 'View',
    keys: ['Ctrl+KeyW'],
    when: inProject,
    run: closePanel
  },
  { id: 'panel.video', title: 'Show video', group: 'View', when: inProject, run: () => showPanel('video') },
  {
    id: 'panel.timeline',
    title: 'Show tracks',
    group: 'View',
    when: inProject,
    run: () => showPanel('timeline')
  },
  {
    id: 'panel.conversation',
    title: 'Show conversation',
    group: 'View',
    when: inProject,
    run: () => showPanel('conversation')
  },
  {
    id: 'panel.queue',
    title: 'Show sample queue',
    group: 'View',
    when: inProject,
    run: () => showPanel('queue')
  },
  {
    id: 'panel.history',
    title: 'History of edits',
    group: 'View',
    when: inProject,
    run: () => showPanel('history')
  },
  {
    id: 'panel.problems',
    title: 'Problems',
    group: 'View',
    when: inProject,
    run: () => showPanel('problems')
  },
  { id: 'panel.jobs', title: 'Jobs', group: 'View', run: () => openDialog({ id: 'jobs', props: {} }) }
]
