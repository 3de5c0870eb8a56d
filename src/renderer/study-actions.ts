import type { Action } from './session/actions'
import { currentAuthorId } from './session/author'
import { openDialog } from './session/dialogs'
import { iMayLead } from './session/lead'
import { showPanel } from './session/layout'
import { openMerge } from './session/merge'
import { project } from './session/project'
import { selection } from './session/selection'
import { finishUnderWay, itemUnderWay, nextItem, startNext } from './session/study'

const inProject = (): boolean => project().snapshot !== undefined
const hasAssignments = (): boolean => (project().snapshot?.assignments.length ?? 0) > 0
const isOpenEyed = (): boolean => inProject() && project().snapshot?.viewer.blindRecordingIds.length === 0

/** Assigned work: giving it, doing it, sending it out and bringing it home. */
export const studyActions: readonly Action[] = [
  {
    id: 'panel.study',
    title: 'Study',
    group: 'Study',
    keys: ['Ctrl+Shift+KeyU'],
    when: inProject,
    run: () => showPanel('study')
  },
  {
    id: 'study.next',
    title: 'Start the next assigned recording',
    group: 'Study',
    keys: ['Ctrl+Shift+KeyJ'],
    when: () => nextItem(project(), currentAuthorId()) !== undefined,
    run: startNext
  },
  {
    id: 'study.finish',
    title: 'Finish this assigned recording',
    group: 'Study',
    keys: ['Ctrl+Shift+Enter'],
    when: () => itemUnderWay(project(), currentAuthorId(), selection().recordingId) !== undefined,
    run: finishUnderWay
  },
  {
    id: 'study.assign',
    title: 'New assignment…',
    group: 'Study',
    when: () => isOpenEyed() && iMayLead(),
    run: () => openDialog({ id: 'assignment', props: {} })
  },
  {
    id: 'study.package',
    title: 'Send out assigned work…',
    group: 'Study',
    when: () => isOpenEyed() && hasAssignments(),
    run: () => openDialog({ id: 'package', props: {} })
  },
  { id: 'study.merge', title: 'Merge another project…', group: 'Study', when: isOpenEyed, run: openMerge },
  {
    id: 'group.add',
    title: 'Add a group of persons…',
    group: 'Study',
    when: inProject,
    run: () => openDialog({ id: 'group', props: {} })
  }
]
