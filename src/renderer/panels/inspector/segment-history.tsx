import { RotateCcw } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import type { HistoryEntry } from '../../../shared/contract'
import type { Segment } from '../../../shared/domain/rows'
import { call } from '../../client'
import { restore } from '../../session/edit'
import { useProject } from '../../session/project'
import { toastError } from '../../session/toasts'
import { Button } from '../../ui/button'
import { formatCount, formatWhen } from '../../ui/format'
import { Section } from '../../ui/section'

/** Every change of this segment, newest first; any state can come back. */
export function SegmentHistory({ segment }: { segment: Segment }): ReactNode {
  const [open, setOpen] = useState(false)
  const revision = useProject((state) => state.snapshot?.revision)
  const [entries, setEntries] = useState<readonly HistoryEntry[]>()
  useEffect(() => {
    if (!open) return
    let here = true
    void call('edit.history', { table: 'segment', rowId: segment.id }).then(
      (list) => here && setEntries(list),
      toastError
    )
    return () => {
      here = false
    }
  }, [open, segment.id, revision])
  const sorted = [...(entries ?? [])].sort((a, b) => b.revision - a.revision)
  return (
    <div className="inspector-fold">
      <Section title="History" open={open} onOpenChange={setOpen}>
        <ol className="history">
          {sorted.map((entry, index) => (
            <li key={entry.revision}>
              <div className="grow">
                <div>{entry.title}</div>
                <div className="faint">
                  r{formatCount(entry.revision).replace(',', ' ')} · {entry.authorName} ·{' '}
                  {formatWhen(entry.at)}
                </div>
              </div>
              {index > 0 && entry.after !== undefined && (
                <Button size="small" onClick={() => void restore('segment', segment.id, entry.revision)}>
                  <RotateCcw size={12} /> Restore
                </Button>
              )}
            </li>
          ))}
          {entries?.length === 0 && <li className="faint">No edits recorded.</li>}
        </ol>
      </Section>
    </div>
  )
}
