import type { ReactNode } from 'react'
import type { CallInput } from '../../../../../shared/contract'
import type { ConcordanceLine } from '../../../../../shared/contract/analysis/language'
import type { Label } from '../../../../../shared/domain/scheme'
import { micros } from '../../../../../shared/domain/time'
import { useProject } from '../../../../session/project'
import { goToQueueItem, setQueue, useSelection } from '../../../../session/selection'
import { useAnswer } from '../../../../session/use-answer'
import { LabelChip } from '../../../../ui/chip'
import { formatCount } from '../../../../ui/format'
import { VirtualList } from '../../../../ui/virtual-list'
import { authorsOf } from '../../choice'

interface ConcordanceProps {
  readonly query: CallInput<'analysis.concordance'>
  readonly titles: { readonly a: string; readonly b: string }
  readonly labelOf: (id: string) => Label
}

/** Every occurrence of a word in its turn; a line plays it. */
export function Concordance({ query, titles, labelOf }: ConcordanceProps): ReactNode {
  const { shown, loading } = useAnswer('analysis.concordance', query, authorsOf)
  const recordings = useProject((state) => state.index.recordings)
  const title = `“${query.word}” in its turns`
  const at = useSelection((state) => (state.queue?.title === title ? state.queue.index : -1))
  const lines = shown?.query.word === query.word ? shown.value.lines : []
  const open = (index: number): void => {
    setQueue(
      title,
      lines.map((line) => ({
        recordingId: line.recordingId,
        segmentId: line.segmentId,
        trackId: line.trackId,
        start: micros(line.start),
        end: micros(line.end),
        note: `${line.left}${line.hit}${line.right}`
      })),
      'wait'
    )
    goToQueueItem(index)
  }
  return (
    <section className="concordance" aria-label="Concordance" aria-busy={loading}>
      <h3 className="section-head">
        {title}
        {shown && ` · ${formatCount(shown.value.total)}`}
        {shown && shown.value.total > lines.length && `, first ${formatCount(lines.length)}`}
      </h3>
      <div className="concordance-list">
        <VirtualList
          label={`Lines with ${query.word}`}
          items={lines}
          rowPx={28}
          keyOf={(line) => `${line.side} ${line.segmentId} ${line.left.length} ${line.left}`}
          current={at}
          onMove={open}
          onEnter={open}
        >
          {(line: ConcordanceLine, index, option) => (
            <div {...option} className="concordance-line" onClick={() => open(index)}>
              <span className="concordance-side" data-side={line.side} title={titles[line.side]} />
              <span className="concordance-left">
                <bdi>{line.left}</bdi>
              </span>
              <b>{line.hit}</b>
              <span className="concordance-right truncate">{line.right}</span>
              <span className="concordance-labels">
                <LabelChip label={labelOf(line.reference)} />
                {line.candidate !== line.reference && (
                  <LabelChip label={labelOf(line.candidate)} origin="model" />
                )}
              </span>
              <span className="faint truncate concordance-where">
                {recordings.get(line.recordingId)?.name ?? 'Gone'}
              </span>
            </div>
          )}
        </VirtualList>
      </div>
    </section>
  )
}
