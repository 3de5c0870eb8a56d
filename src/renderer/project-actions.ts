import { call } from './client'
import type { Action } from './session/actions'
import { chooseAnswers } from './session/choose-answers'
import { openDialog } from './session/dialogs'
import { redo, undo } from './session/edit'
import { inTurn } from './session/in-turn'
import { cancelJob, isActive, jobs } from './session/jobs'
import { showDiarization } from './session/compare-segments'
import { showPanel, showPanelIn } from './session/layout'
import { followOrStop } from './session/live'
import { showLook } from './session/look'
import { addModels, makeModel } from './session/models'
import { momentMeant } from './session/why'
import {
  addFiles,
  closeProject,
  importDocuments,
  importFiles,
  openDemo,
  openProjectDialog
} from './session/open'
import { project } from './session/project'
import { selection, stepQueue } from './session/selection'
import { saveSettings, settings } from './session/settings'
import { showInFolder } from './session/show-in-folder'
import { toast } from './session/toasts'

const inProject = (): boolean => project().snapshot !== undefined
const hasRecording = (): boolean => project().index.recordings.has(selection().recordingId ?? '')
const hasQueue = (): boolean => (selection().queue?.items.length ?? 0) > 0

/** Actions on the project, its models and its queue. */
export const projectActions: readonly Action[] = [
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
    run: () => showInFolder(project().snapshot?.project.folder ?? '')
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
    id: 'recording.importDocuments',
    title: 'Import documents…',
    group: 'Project',
    when: inProject,
    run: importDocuments
  },
  {
    id: 'recording.addFiles',
    title: 'Add files to this recording…',
    group: 'Project',
    keys: ['Ctrl+Shift+KeyA'],
    when: hasRecording,
    run: () => addFiles(selection().recordingId ?? '')
  },
  {
    id: 'recording.join',
    title: 'Join this recording with another…',
    group: 'Project',
    when: () => hasRecording() && project().index.recordings.size > 1,
    run: () => openDialog({ id: 'join-recordings', props: { recordingId: selection().recordingId ?? '' } })
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
  {
    id: 'questionnaire.open',
    title: 'Questionnaires…',
    group: 'Project',
    keys: ['Ctrl+Shift+KeyQ'],
    when: inProject,
    run: () => showPanel('questionnaires')
  },
  {
    id: 'questionnaire.new',
    title: 'New questionnaire…',
    group: 'Project',
    when: inProject,
    run: () => openDialog({ id: 'questionnaire', props: {} })
  },
  {
    id: 'person.merge',
    title: 'Merge two persons…',
    group: 'Project',
    when: () => project().index.persons.size > 1,
    run: () => openDialog({ id: 'merge-persons', props: {} })
  },

  {
    id: 'edit.undo',
    title: 'Undo',
    group: 'Edit',
    keys: ['Ctrl+KeyZ'],
    when: inProject,
    object: () => project().snapshot?.canUndo,
    run: () => inTurn(undo)
  },
  {
    id: 'edit.redo',
    title: 'Redo',
    group: 'Edit',
    keys: ['Ctrl+Shift+KeyZ', 'Ctrl+KeyY'],
    when: inProject,
    object: () => project().snapshot?.canRedo,
    run: () => inTurn(redo)
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
  {
    id: 'model.add',
    title: 'Add a model…',
    group: 'Models',
    keys: ['Ctrl+Shift+KeyR'],
    run: () => addModels()
  },
  {
    id: 'model.make',
    title: 'Make a model of an ONNX file…',
    group: 'Models',
    keys: ['Alt+Shift+KeyR'],
    when: inProject,
    run: () => makeModel()
  },
  {
    id: 'model.look',
    title: 'What the model sees…',
    group: 'Models',
    keys: ['Alt+Shift+KeyW'],
    when: () => momentMeant() !== undefined,
    run: () => showLook()
  },
  { id: 'panel.models', title: 'Models', group: 'Models', when: inProject, run: () => showPanel('models') },
  {
    id: 'live.toggle',
    title: 'Predict while playing, or stop',
    group: 'Models',
    keys: ['Alt+Shift+KeyP'],
    when: inProject,
    run: followOrStop
  },
  {
    id: 'panel.why',
    title: 'Why does the model say so?',
    group: 'Models',
    keys: ['Alt+KeyW'],
    when: inProject,
    run: () => showPanel('why')
  },
  {
    id: 'panel.embeddings',
    title: 'Embeddings of models',
    group: 'Models',
    keys: ['Alt+KeyJ'],
    when: inProject,
    run: () => showPanel('embeddings')
  },
  {
    id: 'panel.compare',
    title: 'Compare authors',
    group: 'Models',
    when: inProject,
    run: () => showPanelIn('compare', 'compare')
  },
  {
    id: 'compare.diarization',
    title: 'Emotion diarization error of two authors',
    group: 'Models',
    keys: ['Alt+Shift+KeyD'],
    when: inProject,
    run: () => showDiarization()
  },
  {
    id: 'answers.import',
    title: 'Import answers of a model…',
    group: 'Models',
    keys: ['Ctrl+Shift+KeyX'],
    when: inProject,
    run: chooseAnswers
  },
  {
    id: 'answers.prompts',
    title: 'Write prompts for a model…',
    group: 'Models',
    keys: ['Ctrl+Shift+KeyW'],
    when: inProject,
    run: () => openDialog({ id: 'prompts', props: {} })
  },
  {
    id: 'panel.fusion',
    title: 'Fusion of several answers',
    group: 'Models',
    keys: ['Ctrl+Shift+KeyF'],
    when: inProject,
    run: () => showPanelIn('compare', 'fusion')
  },
  {
    id: 'panel.agreement',
    title: 'Agreement of annotators',
    group: 'Models',
    keys: ['Ctrl+Shift+KeyK'],
    when: inProject,
    run: () => showPanelIn('compare', 'agreement')
  },
  {
    id: 'agreement.annotators',
    title: 'Annotator report…',
    group: 'Models',
    when: inProject,
    run: () => openDialog({ id: 'annotator-report', props: {} })
  },
  {
    id: 'panel.gold',
    title: 'Gold standard and adjudication',
    group: 'Models',
    keys: ['Ctrl+Shift+KeyG'],
    when: inProject,
    run: () => showPanelIn('compare', 'gold')
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
  }
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
