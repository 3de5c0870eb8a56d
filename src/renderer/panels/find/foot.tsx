import type { ReactNode } from 'react'
import { labelOf } from '../../../shared/domain/labels'
import { openDialog } from '../../session/dialogs'
import { findChoice, findResults, useFindResults } from '../../session/find/find-state'
import type { Found } from '../../session/find/run-search'
import { showPanel } from '../../session/layout'
import { authorOf, schemeOf, trackOf, useProject } from '../../session/project'
import { select, selection, setQueue } from '../../session/selection'
import type { QueueItem } from '../../session/selection'
import { Button } from '../../ui/button'
import { formatCount, plural } from '../../ui/format'
import { usePlan } from './plan'

/** How many were found, and what can be done with all of them. */
export function FindFoot(): ReactNode {
  const { found, busy, done } = useFindResults()
  const { scope } = findChoice.use()
  const recordings = useProject((state) => state.snapshot?.recordings.length) ?? 0
  const plan = usePlan()
  const none = found.length === 0
  return (
    <footer className="finder-foot">
      <b role="status">
        {busy && scope === 'all'
          ? `Searching, ${formatCount(done)} of ${plural(recordings, 'recording')}`
          : plan && plan.replacements.length > 0
            ? `${plural(plan.replacements.length, 'text')} would change${plan.kept > 0 ? `; ${formatCount(plan.kept)} of others stay` : ''}`
            : `${plural(found.length, 'segment')} found`}
      </b>
      <span className="grow" />
      <Button size="small" disabled={none} onClick={selectAll} title="Those of the open recording">
        Select
      </Button>
      <Button size="small" disabled={none} onClick={toQueue} aria-label="To the sample queue">
        <span className="finder-long">To the sample queue</span>
        <span className="finder-short">Queue</span>
      </Button>
      <Button size="small" disabled={none} onClick={changeAll}>
        Change all…
      </Button>
    </footer>
  )
}

function selectAll(): void {
  const here = findResults().found.filter((each) => each.recordingId === selection().recordingId)
  const [first] = here
  select({
    segmentIds: here.map((each) => each.segment.id),
    range: undefined,
    ...(first ? { trackId: first.segment.trackId } : {})
  })
}

function toQueue(): void {
  const { query } = findChoice.get()
  setQueue(query.text === '' ? 'Found segments' : `Found “${query.text}”`, findResults().found.map(itemOf))
  showPanel('queue')
}

function itemOf({ recordingId, segment }: Found): QueueItem {
  const track = trackOf(segment.trackId)
  const label = labelOf(schemeOf(track?.schemeId), segment.label, track?.attributeId)?.name ?? 'not labelled'
  const said = segment.text ?? segment.comment
  return {
    recordingId,
    segmentId: segment.id,
    trackId: segment.trackId,
    start: segment.start,
    end: segment.end,
    note: `${authorOf(track?.authorId)?.name ?? 'Somebody'}: ${label}${said ? ` · ${said}` : ''}`
  }
}

const changeAll = (): void =>
  openDialog({
    id: 'batch',
    props: {
      segments: findResults().found.map(({ recordingId, segment }) => ({
        id: segment.id,
        trackId: segment.trackId,
        recordingId,
        comment: segment.comment
      }))
    }
  })
