import { Ellipsis, Search, SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { runAction } from '../../session/actions'
import { conversationChoice, setConversation, useConversation } from '../../session/conversation'
import { isModels } from '../../session/copy-transcript'
import { renameLayer } from '../../session/turn-edits'
import { useKeys } from '../../session/use-keys'
import { IconButton } from '../../ui/button'
import { Menu } from '../../ui/menu'
import { PanelHead } from '../../ui/panel-head'
import { Popover } from '../../ui/popover'
import { Select } from '../../ui/select'
import { CommitInput } from '../../ui/text-field'
import { Options } from './options'
import type { Conversation } from './use-turns'

/** Which transcript, what is looked for, and how it is shown. */
export function Head({
  conversation,
  recordingId
}: {
  readonly conversation: Conversation
  readonly recordingId: string
}): ReactNode {
  const { layers, layer, turns } = conversation
  const choice = conversationChoice.use()
  const view = useConversation((state) => state.view)
  const searching = useConversation((state) => state.search !== undefined)
  const searchKeys = useKeys('conversation.search')
  const labelled = turns.filter(({ said }) => said !== undefined).length
  return (
    <PanelHead>
      <span className="cv-count" title={`${labelled} of ${turns.length} turns are labelled`}>
        {labelled} of {turns.length}
        {layers.length > 1 ? '' : ' labelled'}
      </span>
      {layers.length > 1 && (
        <Select
          label="Transcript"
          size="small"
          value={layer?.id}
          options={layers.map(({ id, name }) => ({ id, title: name }))}
          onChange={(id) => conversationChoice.choose({ layers: { ...choice.layers, [recordingId]: id } })}
        />
      )}
      <IconButton
        label="Search the conversation"
        keys={searchKeys}
        size="small"
        pressed={searching}
        onClick={() =>
          searching ? setConversation({ search: undefined }) : runAction('conversation.search')
        }
      >
        <Search size={14} />
      </IconButton>
      <Popover
        label="What the conversation shows"
        align="end"
        widthPx={272}
        trigger={
          <IconButton label="What the conversation shows" size="small">
            <SlidersHorizontal size={14} />
          </IconButton>
        }
      >
        <Options conversation={conversation} recordingId={recordingId} />
      </Popover>
      <LayerMenu conversation={conversation} recordingId={recordingId} transitions={view === 'transitions'} />
    </PanelHead>
  )
}

function LayerMenu({
  conversation: { layer },
  recordingId,
  transitions
}: {
  readonly conversation: Conversation
  readonly recordingId: string
  readonly transitions: boolean
}): ReactNode {
  const [renaming, setRenaming] = useState(false)
  if (renaming && layer)
    return (
      <span className="cv-rename">
        <CommitInput
          label="Name of the transcript"
          value={layer.name}
          autoFocus
          onCancel={() => setRenaming(false)}
          onCommit={(name) => {
            setRenaming(false)
            void renameLayer(recordingId, layer.id, name)
          }}
        />
      </span>
    )
  const item = (title: string, id: string) => ({ title, run: () => void runAction(id) })
  return (
    <Menu
      align="end"
      items={() => [
        item('New turn', 'turn.new'),
        item('Make a starting transcript…', 'transcript.start'),
        item('Add a transcript to this recording…', 'recording.addTranscript'),
        {
          title: 'Correct the model’s transcript',
          disabled: !layer || !isModels(layer),
          run: () => void runAction('transcript.copy')
        },
        { title: 'Rename this transcript', disabled: !layer, run: () => setRenaming(true) },
        { kind: 'line' },
        {
          title: 'Emotion transitions',
          checked: transitions,
          run: () => setConversation({ view: transitions ? 'turns' : 'transitions' })
        }
      ]}
    >
      <IconButton label="Transcript menu" size="small">
        <Ellipsis size={14} />
      </IconButton>
    </Menu>
  )
}
