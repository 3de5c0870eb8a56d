import { useState } from 'react'
import type { ReactNode } from 'react'
import { setConversation, useConversation } from '../../session/conversation'
import { useItemAxis } from '../../session/pages/item-axis'
import { project } from '../../session/project'
import { chooseTurn, setSpeaker } from '../../session/turn-edits'
import { itemAt } from '../../../shared/documents/item-axis'
import { formatClock } from '../../../shared/domain/time'
import { Checkbox } from '../../ui/checkbox'
import { Popover } from '../../ui/popover'
import { TextInput } from '../../ui/text-field'
import type { Turn } from './use-turns'

/** Names that the list has room for; typing finds the others. */
const SHOWN = 8

/** Who speaks a turn; a click on the chosen turn's name, or its key, gives the turn to somebody else. */
export function Speaker({
  turn,
  names,
  onClose
}: {
  readonly turn: Turn
  /** Everybody who speaks in the conversation. */
  readonly names: readonly string[]
  readonly onClose: () => void
}): ReactNode {
  const open = useConversation((state) => state.speakerOf === turn.segment.id)
  const close = (): void => {
    setConversation({ speakerOf: undefined })
    onClose()
  }
  const axis = useItemAxis(turn.track.recordingId)
  const name = (
    <button
      type="button"
      className="cv-speaker"
      title={`${turn.speaker}: change who speaks`}
      tabIndex={-1}
      onClick={() => {
        if (open) return
        chooseTurn(turn.segment)
        setConversation({ speakerOf: turn.segment.id })
      }}
    >
      <i className="cv-dot" style={{ background: turn.color }} aria-hidden="true" />
      <bdi className="truncate">{turn.speaker}</bdi>
      {axis ? (
        <span className="cv-number mono">{itemAt(axis, turn.segment.start)}</span>
      ) : (
        <time className="mono">{formatClock(turn.segment.start).slice(3, -2)}</time>
      )}
    </button>
  )
  // Rows come and go with every step of scrolling, so only the one that needs it has a popover.
  if (!open) return name
  return (
    <Popover label="Speaker of the turn" open onOpenChange={(wanted) => !wanted && close()} trigger={name}>
      <SpeakerChoice
        turn={turn}
        names={names}
        onChoose={(chosen, all) => {
          close()
          void setSpeaker(turn.segment, turn.track, chosen, all)
        }}
      />
    </Popover>
  )
}

function SpeakerChoice({
  turn,
  names,
  onChoose
}: {
  readonly turn: Turn
  readonly names: readonly string[]
  /** With `all` every turn of the same track that is nobody else's. */
  readonly onChoose: (name: string, all: boolean) => void
}): ReactNode {
  const [wanted, setWanted] = useState('')
  const [all, setAll] = useState(false)
  const persons = [...project().index.persons.values()].map(({ name }) => name)
  const typed = wanted.trim().toLocaleLowerCase()
  const found = [...new Set([...names, ...persons])].filter(
    (name) => name !== turn.speaker && name.toLocaleLowerCase().includes(typed)
  )
  const choose = (): void => {
    const same = found.find((name) => name.toLocaleLowerCase() === typed)
    const name = same ?? (typed === '' ? found[0] : wanted)
    if (name !== undefined) onChoose(name, all)
  }
  return (
    <div className="cv-speakers">
      <TextInput
        aria-label="Name of the speaker"
        placeholder="Name of the speaker"
        data-size="small"
        autoFocus
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') choose()
        }}
      />
      <Checkbox checked={all} onChange={setAll}>
        All turns of {turn.speaker}
      </Checkbox>
      {found.slice(0, SHOWN).map((name) => (
        <button key={name} type="button" className="menu-item" onClick={() => onChoose(name, all)}>
          <bdi>{name}</bdi>
        </button>
      ))}
      {typed !== '' && !found.some((name) => name.toLocaleLowerCase() === typed) && (
        <button type="button" className="menu-item" onClick={() => onChoose(wanted, all)}>
          New speaker “{wanted.trim()}”
        </button>
      )}
    </div>
  )
}
