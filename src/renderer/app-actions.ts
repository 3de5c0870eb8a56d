import { call } from './client'
import type { Action } from './session/actions'
import { openDialog } from './session/dialogs'
import { redo, undo } from './session/edit'
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
import { closeProject, importFiles, openDemo, openProjectDialog } from './session/open'
import { jobs, cancelJob, isActive } from './session/jobs'
import { project } from './session/project'
import { selection, stepQueue } from './session/selection'
import { saveSettings, settings } from './session/settings'
import { switchTheme } from './session/theme'
import { toast } from './session/toasts'
import { focusControls, moveFocus } from './move-focus'

const inProject = (): boolean => project().snapshot !== undefined
const hasQueue = (): boolean => (selection().queue?.items.length ?? 0) > 0

/** Actions of the window as a whole; panels add their own while they are on the desk. */
export const appActions: readonly Action[] = [
  {
    id: 'app.palette',
    title: 'Search or run a command',
    group: 'Window',
    keys: ['Ctrl+KeyK'],
    run: () => openDialog({ id: 'palette', props: {} })
  },
  {
    id: 'app.shortcuts',
    title: 'Keyboard shortcuts',
    group: 'Window',
    keys: ['F1'],
    run: () => openDialog({ id: 'shortcuts', props: {} })
  },
  {
    id: 'app.settings',
    title: 'Settings…',
    group: 'Window',
    keys: ['Ctrl+Comma'],
    run: () => openDialog({ id: 'settings', props: {} })
  },
  { id: 'app.theme', title: 'Switch between light and dark', group: 'Window', run: switchTheme },
  {
    id: 'app.about',
    title: 'About Affectory',
    group: 'Window',
    run: () => openDialog({ id: 'about', props: {} })
  },
  {
    id: 'app.handbook',
    title: 'Handbook',
    group: 'Window',
    run: () => openDialog({ id: 'handbook', props: {} })
  },
  { id: 'app.quit', title: 'Quit', group: 'Window', keys: ['Ctrl+KeyQ'], run: () => call('app.quit') },
  {
    id: 'focus.nextArea',
    title: 'Move focus to the next part of the window',
    group: 'Window',
    keys: ['F6'],
    run: () => moveFocus(1)
  },
  {
    id: 'focus.previousArea',
    title: 'Move focus to the previous part of the window',
    group: 'Window',
    keys: ['Shift+F6'],
    run: () => moveFocus(-1)
  },

  {
    id: 'focus.controls',
    title: 'Move focus to the controls of this panel',
    group: 'Window',
    keys: ['Ctrl+F6'],
    run: focusControls
  },

  {
    id: 'project.new',
    title: 'New project…',
    group: 'Project',
    keys: ['Ctrl+Shift+KeyN'],
    run: () => openDialog({ id: 'new-project', props: {} })
  },
  {
    id: 'project.open',
    title: 'Open project…',
    group: 'Project',
    keys: ['Ctrl+KeyO'],
    run: openProjectDialog
  },
  { id: 'project.openDemo', title: 'Open the demo project', group: 'Project', run: openDemo },
  { id: 'project.close', title: 'Close project', group: 'Project', when: inProject, run: closeProject },
  {
    id: 'project.showFolder',
    title: 'Show the project folder',
    group: 'Project',
    when: inProject,
    run: () => call('app.showInFolder', { path: project().snapshot?.project.folder ?? '' })
  },
  {
    id: 'recording.import',
    title: 'Import recordings…',
    group: 'Project',
    keys: ['Ctrl+KeyI'],
    when: inProject,
    run: importFiles
  },
  {
    id: 'recording.checkFiles',
    title: 'Look for missing files',
    group: 'Project',
    when: inProject,
    run: checkFiles
  },
  {
    id: 'export.open',
    title: 'Export labels…',
    group: 'Project',
    keys: ['Ctrl+KeyE'],
    when: inProject,
    run: () => showPanel('export')
  },
  {
    id: 'scheme.open',
    title: 'Label schemes…',
    group: 'Project',
    when: inProject,
    run: () => openDialog({ id: 'scheme', props: {} })
  },
  {
    id: 'track.new',
    title: 'New track…',
    group: 'Project',
    when: () => inProject() && selection().recordingId !== undefined,
    run: () => openDialog({ id: 'track', props: { recordingId: selection().recordingId ?? '' } })
  },

  {
    id: 'annotator.add',
    title: 'Add an annotator…',
    group: 'Project',
    when: inProject,
    run: () => openDialog({ id: 'annotator', props: {} })
  },
  {
    id: 'person.add',
    title: 'Add a person…',
    group: 'Project',
    when: inProject,
    run: () => openDialog({ id: 'person', props: {} })
  },

  { id: 'edit.undo', title: 'Undo', group: 'Edit', keys: ['Ctrl+KeyZ'], when: inProject, run: undo },
  {
    id: 'edit.redo',
    title: 'Redo',
    group: 'Edit',
    keys: ['Ctrl+Shift+KeyZ', 'Ctrl+KeyY'],
    when: inProject,
    run: redo
  },
  {
    id: 'edit.snapping',
    title: 'Snap edges: on or off',
    group: 'Edit',
    run: () => saveSettings({ snapping: !settings().snapping })
  },

  {
    id: 'model.run',
    title: 'Run a model…',
    group: 'Models',
    keys: ['Ctrl+KeyR'],
    when: inProject,
    run: () => openDialog({ id: 'run-model', props: {} })
  },
  { id: 'panel.models', title: 'Models', group: 'Models', when: inProject, run: () => showPanel('models') },
  {
    id: 'panel.compare',
    title: 'Compare authors',
    group: 'Models',
    when: inProject,
    run: () => choosePreset('compare')
  },
  {
    id: 'job.cancelAll',
    title: 'Cancel all running jobs',
    group: 'Models',
    when: () => jobs().some(isActive),
    run: () =>
      jobs()
        .filter(isActive)
        .forEach((job) => cancelJob(job.id))
  },

  {
    id: 'queue.next',
    title: 'Next in queue',
    group: 'Queue',
    keys: ['KeyG'],
    when: hasQueue,
    run: () => void stepQueue(1)
  },
  {
    id: 'queue.previous',
    title: 'Previous in queue',
    group: 'Queue',
    keys: ['Shift+KeyG'],
    when: hasQueue,
    run: () => void stepQueue(-1)
  },

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

async function checkFiles(): Promise<void> {
  const missing = (await call('recording.checkFiles')).filter((file) => file.missing)
  toast(
    missing.length === 0
      ? 'Every file is where it was.'
      : `${missing.length} files are missing; the library marks their recordings.`,
    { tone: missing.length === 0 ? 'good' : 'bad' }
  )
}
