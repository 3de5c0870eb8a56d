import { Command } from 'cmdk'
import { AudioLines, CornerDownLeft } from 'lucide-react'
import { Dialog } from 'radix-ui'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { canRun, perform, useActions } from '../../session/actions'
import type { Action } from '../../session/actions'
import { closeDialog } from '../../session/dialogs'
import { itemsText, placeText } from '../../session/pages/item-axis'
import { useProject } from '../../session/project'
import { openRecording, requestSeek, select, selection } from '../../session/selection'
import { ActionKeys } from '../../session/action-keys'
import { findSegments } from '../../session/find-segments'
import { AuthorDot } from '../../ui/chip'
import { formatLength } from '../../ui/format'
import { formatClock, parseClock } from '../../../shared/domain/time'
import { matchScore } from './match-score'
import './palette.css'

/** Recordings and segments listed at once; typing narrows them down. */
const RECORDINGS_SHOWN = 40

/** One field to find a recording, a moment or anything that can be done. */
export default function Palette({ query = '' }: { query?: string }): ReactNode {
  const [text, setText] = useState(query)
  const actions = useActions().filter(
    (action) => !action.hidden && action.id !== 'app.palette' && canRun(action)
  )
  const recordings = useProject((state) => state.snapshot?.recordings) ?? []
  const choose = (work: () => unknown): void => {
    closeDialog()
    // Focus goes back to the desk first, so that what runs finds the window as it was.
    setTimeout(() => perform(work))
  }
  const time = parseClock(text)
  const segments = text.trim().length >= 2 ? findSegments(selection().recordingId, text) : []

  return (
    <Dialog.Root open onOpenChange={(open) => !open && closeDialog()}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="palette" aria-describedby={undefined}>
          <Dialog.Title className="visually-hidden">Search or run a command</Dialog.Title>
          <Command label="Search or run a command" loop filter={matchScore}>
            <Command.Input
              value={text}
              onValueChange={setText}
              placeholder="Search recordings, words and commands, or type a time"
            />
            <Command.List>
              <Command.Empty>Nothing is called “{text}”.</Command.Empty>
              {time !== undefined && selection().recordingId !== undefined && (
                <Command.Group heading="Time">
                  <Command.Item
                    value={`go to ${text}`}
                    className="menu-item"
                    onSelect={() => choose(() => requestSeek(time))}
                  >
                    <CornerDownLeft size={14} /> Go to {formatClock(time)}
                  </Command.Item>
                </Command.Group>
              )}
              {recordings.length > 0 && (
                <Command.Group heading="Recordings">
                  {[...recordings]
                    .sort((a, b) => a.position - b.position)
                    .slice(0, text === '' ? 6 : RECORDINGS_SHOWN * 50)
                    .map((recording) => (
                      <Command.Item
                        key={recording.id}
                        value={`${recording.name} ${recording.id}`}
                        className="menu-item"
                        onSelect={() => choose(() => openRecording(recording.id))}
                      >
                        <AudioLines size={14} />
                        <span className="grow truncate">{recording.name}</span>
                        <span className="faint mono">
                          {itemsText(recording) ?? formatLength(recording.duration)}
                        </span>
                      </Command.Item>
                    ))}
                </Command.Group>
              )}
              {segments.length > 0 && (
                <Command.Group heading="In this recording">
                  {segments.map(({ segment, text: words, author }) => (
                    <Command.Item
                      key={segment.id}
                      value={`${words} ${segment.id}`}
                      className="menu-item"
                      onSelect={() =>
                        choose(() => {
                          select({ segmentIds: [segment.id], trackId: segment.trackId })
                          requestSeek(segment.start)
                        })
                      }
                    >
                      {author && <AuthorDot color={author.color} kind={author.kind} />}
                      <span className="grow truncate">{words}</span>
                      <span className="faint mono">{placeText(selection().recordingId, segment.start)}</span>
                    </Command.Item>
                  ))}
                </Command.Group>
              )}
              {grouped(actions).map(([group, list]) => (
                <Command.Group key={group} heading={group}>
                  {list.map((action) => (
                    <ActionItem key={action.id} action={action} choose={choose} />
                  ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function ActionItem({
  action,
  choose
}: {
  readonly action: Action
  readonly choose: (work: () => unknown) => void
}): ReactNode {
  const object = action.object?.()
  return (
    <Command.Item
      value={`${action.title} ${action.group} ${action.id}`}
      className="menu-item"
      disabled={action.object !== undefined && object === undefined}
      onSelect={() => choose(() => action.run({ source: 'palette' }))}
    >
      <span className="grow truncate">
        {action.title}
        {object !== undefined && <span className="muted">: {object}</span>}
      </span>
      <ActionKeys action={action} />
    </Command.Item>
  )
}

function grouped(actions: readonly Action[]): readonly (readonly [string, readonly Action[]])[] {
  const groups = new Map<string, Action[]>()
  for (const action of actions) groups.set(action.group, [...(groups.get(action.group) ?? []), action])
  return [...groups]
}
