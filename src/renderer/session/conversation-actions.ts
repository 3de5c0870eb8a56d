import { perform } from './actions'
import type { Action } from './actions'
import { conversationChoice, conversationStore, selectedTurn, setConversation } from './conversation'
import { copyTranscript } from './copy-transcript'
import { openDialog } from './dialogs'
import { inTurn } from './in-turn'
import { showPanel } from './layout'
import { showTurnLook } from './look'
import { turnForModels } from './turn-for-models'
import { linkingFrom } from './links'
import { project } from './project'
import { selection } from './selection'
import {
  addTranscript,
  changeableTurn,
  editTurn,
  newTurn,
  nextLayer,
  playTurn,
  stepTurn,
  toggleDiff,
  toggleScored
} from './turn-edits'

const isOpen = (): boolean => selection().recordingId !== undefined
/** Keys of the pane act while it was the last part of the desk in use; menu and palette reach it from everywhere. */
const inPane = (): boolean => conversationStore.getState().keys
const turnChosen = (): boolean => selectedTurn() !== undefined
const hasTurn = (): boolean => turnForModels() !== undefined

const action = (
  id: string,
  title: string,
  keys: readonly string[],
  when: () => boolean,
  run: () => unknown,
  more: Partial<Action> = {}
): Action => ({ id, group: 'Conversation', title, keys, when, run: () => inTurn(run), ...more })

/** An action whose keys mean something else on the rest of the desk. */
const ofPane = (...[id, title, keys, when, run, more]: Parameters<typeof action>): Action =>
  action(id, title, keys, when, run, { scope: 'conversation', keysWhen: inPane, ...more })

/** From menu and palette the pane is shown first, so that what happens is seen. */
const seen =
  (run: () => unknown): (() => unknown) =>
  () => {
    if (!inPane()) showPanel('conversation')
    return run()
  }

/** What can be done with turns and transcripts. Keys that mean something else on the desk act in the pane only. */
export const conversationActions: readonly Action[] = [
  ofPane('turn.play', 'Play the turn', ['Enter'], turnChosen, playTurn, {
    keysWhen: () => inPane() && linkingFrom() === undefined
  }),
  ofPane('turn.next', 'Next turn', ['ArrowDown'], isOpen, () => stepTurn(1), { repeat: true }),
  ofPane('turn.previous', 'Previous turn', ['ArrowUp'], isOpen, () => stepTurn(-1), { repeat: true }),
  ofPane('turn.edit', 'Words and times of the turn…', ['F2'], turnChosen, seen(editTurn)),
  ofPane('turn.speaker', 'Speaker of the turn…', ['KeyP'], turnChosen, seen(chooseSpeaker)),
  action('turn.new', 'New turn after this one', ['Shift+Enter'], isOpen, seen(newTurn)),
  ofPane('turn.unscored', 'Count the turn in word errors, or not', ['Shift+KeyX'], turnChosen, toggleScored),
  ofPane('conversation.search', 'Search the conversation', ['Ctrl+KeyF'], isOpen, seen(openSearch)),
  ofPane('conversation.layer', 'Next transcript', ['KeyT'], isOpen, seen(nextLayer)),
  ofPane('conversation.compare', 'Compare transcripts word by word', ['KeyD'], isOpen, seen(toggleDiff)),
  action('conversation.everyone', 'Everyone’s labels in the conversation, or mine', [], isOpen, () =>
    conversationChoice.choose({ everyone: !conversationChoice.get().everyone })
  ),
  action('conversation.transitions', 'Emotion transitions of speakers', [], isOpen, seen(toggleTransitions)),
  ofPane('turn.modelText', 'What a model reads of the turn…', ['Shift+KeyT'], hasTurn, showTurnLook),
  action('transcript.copy', 'Correct the model’s transcript', [], isOpen, seen(copyTranscript)),
  action(
    'transcript.start',
    'Make a starting transcript…',
    [],
    () => project().snapshot !== undefined,
    () => openDialog({ id: 'starter', props: {} })
  ),
  // A file dialogue stays open for minutes: the keys after it do not wait for it.
  action('recording.addTranscript', 'Add a transcript to this recording…', [], isOpen, () =>
    perform(addTranscript)
  )
]

async function chooseSpeaker(): Promise<void> {
  const turn = await changeableTurn()
  if (turn) setConversation({ speakerOf: turn.segment.id, view: 'turns' })
}

function openSearch(): void {
  setConversation({ search: conversationStore.getState().search ?? '', view: 'turns' })
}

function toggleTransitions(): void {
  setConversation({ view: conversationStore.getState().view === 'turns' ? 'transitions' : 'turns' })
}
