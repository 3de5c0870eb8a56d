import { call } from './client'
import { focusControls, moveFocus } from './move-focus'
import { regionActions } from './region-actions'
import { segmentActions } from './segment-actions'
import { projectActions } from './project-actions'
import type { Action } from './session/actions'
import { compareSliceActions } from './session/compare-slices'
import { compareTraceActions } from './session/compare-traces'
import { openDialog } from './session/dialogs'
import { switchTheme } from './session/theme'
import { signalActions } from './signal-actions'
import { signalViewActions } from './signal-view-actions'
import { studyActions } from './study-actions'
import { trackActions } from './track-actions'
import { valueActions } from './session/value-actions'
import { experimentActions } from './session/variants'
import { versusActions } from './session/versus'
import { viewActions } from './view-actions'

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

  ...projectActions,
  ...compareSliceActions,
  ...compareTraceActions,
  ...experimentActions,
  ...signalActions,
  ...signalViewActions,
  ...studyActions,
  ...trackActions,
  ...versusActions,
  ...valueActions,
  ...segmentActions,
  ...regionActions,
  ...viewActions
]
