import { History as HistoryIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import type { HistoryEntry } from '../../../shared/contract'
import { call } from '../../client'
import { redo, undo } from '../../session/edit'
import { useProject } from '../../session/project'
import { toastError } from '../../session/toasts'
import { Button } from '../../ui/button'
import { AuthorDot } from '../../ui/chip'
import { Empty } from '../../ui/empty'
import { formatCount, formatWhen } from '../../ui/format'
import { PanelHead } from '../../ui/panel-head'
import { Table } from '../../ui/table'

/** Every edit of the project, newest first: what, by whom, when. */
export default function History(): ReactNode {
  const revision = useProject((state) => state.snapshot?.revision)
  const authors = useProject((state) => state.index.authors)
  const canUndo = useProject((state) => state.snapshot?.canUndo)
  const canRedo = useProject((state) => state.snapshot?.canRedo)
  const [entries, setEntries] = useState<readonly HistoryEntry[]>([])
  useEffect(() => {
    let here = true
    void call('edit.history', { limit: 1000 }).then(
      (list) => here && setEntries([...list].sort((a, b) => b.revision - a.revision)),
      toastError
    )
    return () => {
      here = false
    }
  }, [revision])
  return (
    <div className="panel">
      <PanelHead>
        <Button size="small" disabled={canUndo === undefined} title={canUndo} onClick={() => void undo()}>
          Undo
        </Button>
        <Button size="small" disabled={canRedo === undefined} title={canRedo} onClick={() => void redo()}>
          Redo
        </Button>
      </PanelHead>
      <Table
        label="History of edits"
        rows={entries}
        keyOf={(entry) => String(entry.revision)}
        empty={
          <Empty icon={<HistoryIcon size={20} />} title="No edits yet">
            Every edit is listed here with its author and time.
          </Empty>
        }
        columns={[
          {
            id: 'revision',
            title: 'Revision',
            width: '80px',
            cell: (entry) => <span className="mono">r{formatCount(entry.revision).replace(',', ' ')}</span>,
            sort: (entry) => entry.revision
          },
          {
            id: 'title',
            title: 'Edit',
            width: 'minmax(160px, 1fr)',
            cell: (entry) => <span title={entry.title}>{entry.title}</span>
          },
          {
            id: 'author',
            title: 'By',
            width: '150px',
            sort: (entry) => entry.authorName,
            cell: (entry) => (
              <>
                <AuthorDot
                  color={authors.get(entry.authorId)?.color ?? 'var(--edge)'}
                  kind={authors.get(entry.authorId)?.kind ?? 'human'}
                />{' '}
                {entry.authorName}
              </>
            )
          },
          {
            id: 'at',
            title: 'When',
            width: '120px',
            cell: (entry) => (
              <span title={new Date(entry.at).toLocaleString('en-GB')}>{formatWhen(entry.at)}</span>
            ),
            sort: (entry) => entry.at
          }
        ]}
      />
    </div>
  )
}
