import { ChevronDown, ChevronUp, ListVideo, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { setConversation } from '../../session/conversation'
import { chooseTurn } from '../../session/turn-edits'
import { setQueue } from '../../session/selection'
import { IconButton } from '../../ui/button'
import { TextInput } from '../../ui/text-field'
import type { Hit } from './search-turns'
import type { Turn } from './use-turns'

/** Words looked for, how many there are, and steps from one to the next. */
export function SearchStrip({
  query,
  hits,
  current,
  turns,
  recordingId,
  onStep,
  onClose
}: {
  readonly query: string
  readonly hits: readonly Hit[]
  readonly current: number
  readonly turns: readonly Turn[]
  readonly recordingId: string
  readonly onStep: (index: number) => void
  readonly onClose: () => void
}): ReactNode {
  const go = (step: number): void => {
    if (hits.length === 0) return
    const next = (current + step + hits.length) % hits.length
    onStep(next)
    const turn = turns[hits[next]?.turn ?? -1]
    if (turn) chooseTurn(turn.segment)
  }
  const fill = (): void => {
    const found = [...new Set(hits.map(({ turn }) => turn))].flatMap((index) => turns[index] ?? [])
    setQueue(
      `“${query.trim()}”`,
      found.map(({ segment, speaker }) => ({
        recordingId,
        trackId: segment.trackId,
        segmentId: segment.id,
        start: segment.start,
        end: segment.end,
        note: `${speaker}: ${segment.text ?? ''}`
      }))
    )
  }
  return (
    <div className="cv-strip cv-search" role="search">
      <TextInput
        aria-label="Search the conversation"
        placeholder="Words in the conversation"
        data-size="small"
        dir="auto"
        autoFocus
        value={query}
        onChange={(event) => {
          setConversation({ search: event.currentTarget.value })
          onStep(0)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') go(event.shiftKey ? -1 : 1)
          else if (event.key === 'Escape') onClose()
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      <span className="mono muted" role="status">
        {query.trim() === '' ? '' : hits.length === 0 ? 'none' : `${current + 1} of ${hits.length}`}
      </span>
      <IconButton label="Found before" size="small" disabled={hits.length === 0} onClick={() => go(-1)}>
        <ChevronUp size={14} />
      </IconButton>
      <IconButton label="Found next" size="small" disabled={hits.length === 0} onClick={() => go(1)}>
        <ChevronDown size={14} />
      </IconButton>
      <IconButton label="Fill the sample queue" size="small" disabled={hits.length === 0} onClick={fill}>
        <ListVideo size={14} />
      </IconButton>
      <IconButton label="Close the search" size="small" onClick={onClose}>
        <X size={14} />
      </IconButton>
    </div>
  )
}
