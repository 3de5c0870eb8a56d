import { MessagesSquare } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { runAction } from '../../session/actions'
import { conversationChoice, setConversation, useConversation } from '../../session/conversation'
import { isModels } from '../../session/copy-transcript'
import { startDesk } from '../../session/desk'
import { linkingHint } from '../../session/linking-hint'
import { readMarkedWords, selectedLink, useLinks } from '../../session/links'
import type { LinkEnd } from '../../session/links'
import { useProject } from '../../session/project'
import { useSelection } from '../../session/selection'
import { useKeys } from '../../session/use-keys'
import { Button } from '../../ui/button'
import { Empty } from '../../ui/empty'
import { CompareStrip } from './compare-strip'
import { Head } from './head'
import { markedWords } from './marked-words'
import { SearchStrip } from './search-strip'
import { searchTurns } from './search-turns'
import { TransitionsView } from './transitions'
import { TurnList } from './turn-list'
import { useTurns } from './use-turns'
import './conversation.css'

/** What was said, turn by turn, bound to the clock: transcripts, labels, causes and how emotions change. */
export default function ConversationPanel(): ReactNode {
  useEffect(startDesk, [])
  useEffect(() => readMarkedWords(markedWords), [])
  const projectId = useProject((state) => state.snapshot?.project.id)
  useEffect(() => void conversationChoice.recall(), [projectId])
  const recordingId = useSelection((state) => state.recordingId)
  const root = useRef<HTMLDivElement>(null)
  useKeysHere(root)
  return (
    <div ref={root} className="panel cv" data-keys="desk">
      {recordingId === undefined ? (
        <Empty icon={<MessagesSquare size={28} />} title="No recording is open">
          What is said in a recording appears here, turn by turn.
        </Empty>
      ) : (
        <Talk key={recordingId} recordingId={recordingId} />
      )}
    </div>
  )
}

function Talk({ recordingId }: { readonly recordingId: string }): ReactNode {
  const conversation = useTurns(recordingId)
  const view = useConversation((state) => state.view)
  const query = useConversation((state) => state.search)
  const [currentHit, setCurrentHit] = useState(0)
  const { turns, errors, layer, other } = conversation
  const hits = useMemo(
    () =>
      query === undefined || query.trim() === ''
        ? []
        : searchTurns(
            turns.map(({ segment }) => segment.text ?? ''),
            query
          ),
    [turns, query]
  )
  if (turns.length === 0)
    return conversation.loading ? null : (
      <Empty
        icon={<MessagesSquare size={28} />}
        title="No words in this recording"
        action={
          <span className="cv-fill">
            <Button tone="primary" onClick={() => runAction('recording.addTranscript')}>
              Add a transcript…
            </Button>
            <Button onClick={() => runAction('transcript.start')}>Make a starting transcript…</Button>
            <Button onClick={() => runAction('turn.new')}>Write the first turn</Button>
          </span>
        }
      >
        Turns come from a subtitle file, a table or a text with one turn on each line, are heard by a model,
        or are written here.
      </Empty>
    )
  return (
    <>
      <Head conversation={conversation} recordingId={recordingId} />
      {view === 'transitions' ? (
        <TransitionsView conversation={conversation} recordingId={recordingId} />
      ) : (
        <>
          {query !== undefined && (
            <SearchStrip
              query={query}
              hits={hits}
              current={Math.min(currentHit, Math.max(0, hits.length - 1))}
              turns={turns}
              recordingId={recordingId}
              onStep={setCurrentHit}
              onClose={() => setConversation({ search: undefined })}
            />
          )}
          {errors && layer && other && (
            <CompareStrip errors={errors} reference={layer.name} other={other.name} />
          )}
          {conversation.nominal && (
            <p className="cv-strip faint">
              The times of this transcript are nominal: they follow the length of the words.
            </p>
          )}
          {layer && isModels(layer) && (
            <p className="cv-strip faint cv-foreign">
              <span className="grow">These words are a model’s and stay as they are.</span>
              <Button size="small" onClick={() => runAction('transcript.copy')}>
                Correct a copy
              </Button>
            </p>
          )}
          <Linking />
          <TurnList
            conversation={conversation}
            recordingId={recordingId}
            hits={hits}
            currentHit={Math.min(currentHit, Math.max(0, hits.length - 1))}
          />
        </>
      )}
    </>
  )
}

/** What is expected next while a link is being made or its words are picked. */
function Linking(): ReactNode {
  const from = useLinks((state) => state.from)
  const picking = useLinks((state) => state.picking)
  const kindKey = useKeys('relation.kind')
  if (from === undefined && picking === undefined) return null
  return (
    <p className="cv-strip cv-told" role="status">
      {from !== undefined
        ? `${linkingHint(from, kindKey)} Words marked there are meant.`
        : `Words of the ${wordsEnd(picking)}: arrow keys, Shift for more, Enter takes them, Delete means all.`}
    </p>
  )
}

/** Of a cause its two ends have names. */
function wordsEnd(picking: LinkEnd | undefined): string {
  if (selectedLink()?.kind !== 'cause') return picking === 'to' ? 'end of the link' : 'start of the link'
  return picking === 'to' ? 'cause' : 'emotion'
}

/** Keys for turns act while this pane was the last part of the desk in use; menus and dialogues leave that as it is. */
function useKeysHere(root: React.RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const follow = ({ target }: Event): void => {
      if (!(target instanceof Element) || target.closest('[role=dialog], .menu, .popover, .toast')) return
      const home = root.current?.closest('.desk-panel') ?? root.current
      setConversation({ keys: home?.contains(target) ?? false })
    }
    document.addEventListener('focusin', follow)
    document.addEventListener('pointerdown', follow, true)
    return () => {
      document.removeEventListener('focusin', follow)
      document.removeEventListener('pointerdown', follow, true)
      setConversation({ keys: false })
    }
  }, [root])
}
