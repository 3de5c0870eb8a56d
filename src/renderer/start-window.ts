import { on } from './client'
import { appActions } from './app-actions'
import { compareViewActions } from './session/compare-views'
import { actionOf, registerActions, runAction } from './session/actions'
import { currentAuthorId } from './session/author'
import { resetSaved } from './session/edit'
import { followJobs } from './session/jobs'
import { listenToKeys } from './session/keyboard'
import { recallLayout } from './session/layout'
import { followMenuKeys } from './session/menu-keys'
import { followProblems } from './session/problems'
import { followProject, nameUndoOf, projectStore } from './session/project'
import { followTakeDrafts } from './session/rating/take-drafts'
import { clearSelection, closeQueue, openRecording, selection } from './session/selection'
import { followSettings } from './session/settings'
import { applyTheme } from './session/theme'
import { toast } from './session/toasts'
import { readUiState, saveUiState } from './session/ui-state'
import { followWork } from './session/work-clock'

const OPEN_KEY = 'project-open'

/** Whether a project was open in this window before the page was loaded again; a fresh window shows its start page at once. */
export const wasOpen = (): boolean => sessionStorage.getItem(OPEN_KEY) !== null

/** Start everything that lives as long as the window. `ready` is called once it is known whether a project is open. */
export function startWindow(ready: () => void): () => void {
  nameUndoOf(currentAuthorId)
  // Nearly every start shows the start page: its code comes while main is asked whether a project is open.
  void import('./panels/start')
  const stops = [
    followSettings(),
    applyTheme(),
    registerActions(appActions),
    registerActions(compareViewActions),
    listenToKeys(),
    followMenuKeys(),
    on('action', ({ id }) => {
      if (actionOf(id)) runAction(id, { source: 'menu' })
    }),
    on('engine', ({ state, message }) => state === 'restarted' && toast(message, { tone: 'bad' })),
    followJobs(),
    followProblems(),
    followProject(ready),
    projectStore.subscribe((state, before) => {
      const id = state.snapshot?.project.id
      if (id !== before.snapshot?.project.id) void enterProject(id)
      // The moments somebody looked for are not the next one's to see.
      else if (state.snapshot?.viewer.authorId !== before.snapshot?.viewer.authorId) closeQueue()
    }),
    rememberRecording(),
    followWork(),
    followTakeDrafts()
  ]
  return () => stops.reverse().forEach((stop) => stop())
}

/** What was open here last comes back; a project opened for the first time starts at its first recording. */
async function enterProject(projectId: string | undefined): Promise<void> {
  clearSelection()
  resetSaved()
  if (projectId === undefined) return sessionStorage.removeItem(OPEN_KEY)
  sessionStorage.setItem(OPEN_KEY, projectId)
  const [last] = await Promise.all([readUiState('recording'), recallLayout()])
  const { snapshot, index } = projectStore.getState()
  if (snapshot?.project.id !== projectId || selection().recordingId !== undefined) return
  const first = [...snapshot.recordings].sort((a, b) => a.position - b.position)[0]
  openRecording(typeof last === 'string' && index.recordings.has(last) ? last : first?.id)
}

/** Keep the open recording with the project, open the first one imported into an empty project, leave a deleted one. */
function rememberRecording(): () => void {
  return projectStore.subscribe(({ snapshot, index }) => {
    const { recordingId } = selection()
    if (!snapshot) return
    if (recordingId !== undefined && index.recordings.has(recordingId)) saveUiState('recording', recordingId)
    else if (snapshot.recordings.length > 0 && recordingId !== undefined)
      openRecording(snapshot.recordings[0]?.id)
    else if (snapshot.recordings.length === 1) openRecording(snapshot.recordings[0]?.id)
  })
}
