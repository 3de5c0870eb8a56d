import { SearchX } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { labelOf } from '../../../shared/domain/labels'
import { findChoice, useFindResults } from '../../session/find/find-state'
import type { Replacement, ReplacePlan } from '../../session/find/replace-found'
import type { Found } from '../../session/find/run-search'
import { placeText } from '../../session/pages/item-axis'
import { authorOf, recordingOf, schemeOf, trackOf } from '../../session/project'
import { openRecording, requestSeek } from '../../session/selection'
import { AuthorDot, LabelChip } from '../../ui/chip'
import { Empty } from '../../ui/empty'
import { VirtualList } from '../../ui/virtual-list'
import type { OptionProps } from '../../ui/virtual-list'
import { aroundChange } from './around-change'
import { usePlan } from './plan'

const ROW_PX = 30

/** What was found, one row each; while replacing is previewed, the texts before and after. */
export function Results(): ReactNode {
  const { found, problem, busy } = useFindResults()
  const { scope } = findChoice.use()
  const plan = usePlan()
  const [current, setCurrent] = useState(-1)
  if (problem)
    return (
      <div className="finder-none" role="alert">
        <p>{problem.message}</p>
        {problem.hint && <p className="muted">{problem.hint}</p>}
      </div>
    )
  if (plan && plan.replacements.length > 0) return <Preview plan={plan} />
  if (found.length === 0)
    return (
      <div className="finder-none">
        {!busy && (
          <Empty size="small" icon={<SearchX size={20} />} title="No segment fits">
            {scope === 'open'
              ? 'Look in all recordings, or take a condition away.'
              : 'Take a condition away.'}
          </Empty>
        )}
      </div>
    )
  const open = (index: number): void => {
    setCurrent(index)
    const item = found[index]
    if (item) show(item)
  }
  return (
    <div className="finder-list">
      <VirtualList
        label="Found segments"
        items={found}
        rowPx={ROW_PX}
        keyOf={(item) => item.segment.id}
        current={Math.min(current, found.length - 1)}
        onMove={open}
        onEnter={open}
      >
        {(item, index, option) => (
          <FoundRow item={item} option={option} withRecording={scope === 'all'} onOpen={() => open(index)} />
        )}
      </VirtualList>
    </div>
  )
}

function show({ recordingId, segment }: Found): void {
  openRecording(recordingId, { trackId: segment.trackId, segmentIds: [segment.id], range: undefined })
  requestSeek(segment.start)
}

function FoundRow({
  item,
  option,
  withRecording,
  onOpen
}: {
  item: Found
  option: OptionProps
  withRecording: boolean
  onOpen: () => void
}): ReactNode {
  const { segment } = item
  const track = trackOf(segment.trackId)
  const author = authorOf(track?.authorId)
  return (
    <div {...option} className="finder-item" onClick={onOpen}>
      {withRecording && <span className="truncate muted">{recordingOf(item.recordingId)?.name}</span>}
      <span className="mono faint">{placeText(item.recordingId, segment.start)}</span>
      <span className="truncate finder-author" title={author?.name}>
        <AuthorDot color={author?.color ?? 'gray'} kind={author?.kind ?? 'human'} /> {author?.name}
      </span>
      <LabelChip
        label={labelOf(schemeOf(track?.schemeId), segment.label, track?.attributeId)}
        origin={author?.kind === 'model' ? 'model' : 'human'}
      />
      <span className="truncate finder-words">
        {[segment.text, segment.comment].filter(Boolean).join(' · ')}
      </span>
    </div>
  )
}

/** The texts that change, each before and after. */
function Preview({ plan }: { plan: ReplacePlan }): ReactNode {
  return (
    <div className="finder-list" data-preview="">
      <VirtualList
        label="Texts before and after"
        items={plan.replacements}
        rowPx={ROW_PX}
        keyOf={({ found, field }) => `${found.segment.id}/${field}`}
      >
        {(replacement, _index, option) => <PreviewRow replacement={replacement} option={option} />}
      </VirtualList>
    </div>
  )
}

function PreviewRow({
  replacement: { found, before, after },
  option
}: {
  replacement: Replacement
  option: OptionProps
}): ReactNode {
  const [was, becomes] = aroundChange(before, after)
  return (
    <div {...option} className="finder-item" title={after} onClick={() => show(found)}>
      <span className="mono faint">{placeText(found.recordingId, found.segment.start)}</span>
      <del className="truncate" dir="auto">
        {was}
      </del>
      <ins className="truncate" dir="auto">
        {after === '' ? 'nothing' : becomes}
      </ins>
    </div>
  )
}
