import type { Action } from './actions'
import { conversationChoice, conversationStore, selectedTurn, setConversation } from './conversation'
import { inTurn } from './in-turn'
import { showPanel } from './layout'
import { linkingFrom } from './links'
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
/** Keys of the pane act while it was the last part of the desk in use. */
const inPane = (): boolean => isOpen() && conversationStore.getState().keys
const onTurn = (): boolean => inPane() && selectedTurn() !== undefined
const turnChosen = (): boolean => selectedTurn() !== undefined

const action = (
  id: string,
  title: string,
  keys: readonly string[],
  when: () => boolean,
  run: () => unknown,
  more: Partial<Action> = {}
): Action => ({
  id,
  group: 'Conversation',
  title,
  keys,
  when,
  ...(when === isOpen || keys.length === 0 ? {} : { scope: 'conversation' }),
  run: () => inTurn(run),
  ...more
})

/** What can be done with turns and transcripts. Keys that mean something else on the desk act in the pane only. */
export const conversationActions: readonly Action[] = [
  action('turn.play', 'Play the turn', ['Enter'], () => onTurn() && linkingFrom() === undefined, playTurn),
  action('turn.next', 'Next turn', ['ArrowDown'], inPane, () => stepTurn(1), { repeat: true }),
  action('turn.previous', 'Previous turn', ['ArrowUp'], inPane, () => stepTurn(-1), { repeat: true }),
  action('turn.edit', 'Words and times of the turn…', ['F2'], onTurn, editTurn),
  action('turn.speaker', 'Speaker of the turn…', ['KeyP'], onTurn, () => {
    const turn = changeableTurn()
    if (turn) setConversation({ speakerOf: turn.segment.id })
  }),
  action('turn.new', 'New turn after this one', ['Shift+Enter'], isOpen, newTurn),
  action('turn.unscored', 'Count the turn in word errors, or not', ['Shift+KeyX'], turnChosen, toggleScored),
  action('conversation.search', 'Search the conversation', ['Ctrl+KeyF'], inPane, () => {
    showPanel('conversation')
    setConversation({ search: conversationStore.getState().search ?? '', view: 'turns' })
  }),
  action('conversation.layer', 'Next transcript', ['KeyT'], inPane, nextLayer),
  action('conversation.compare', 'Compare transcripts word by word', ['KeyD'], inPane, toggleDiff),
  action('conversation.everyone', 'Everyone’s labels in the conversation, or mine', [], isOpen, () =>
    conversationChoice.choose({ everyone: !conversationChoice.get().everyone })
  ),
  action('conversation.transitions', 'Emotion transitions of speakers', [], isOpen, () => {
    showPanel('conversation')
    setConversation({
      view: conversationStore.getState().view === 'turns' ? 'transitions' : 'turns'
    })
  }),
  action('recording.addTranscript', 'Add a transcript to this recording…', [], isOpen, addTranscript)
]
