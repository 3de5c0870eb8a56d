import { BookOpenText } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useRef } from 'react'
import { runAction } from '../../session/actions'
import { startDesk } from '../../session/desk'
import { openDialog } from '../../session/dialogs'
import { pageChoice } from '../../session/pages/page-choice'
import { beginReading, documentOf, readingStore, type ReadDocument } from '../../session/pages/reading'
import { usePageKeys } from '../../session/pages/use-page-keys'
import { useProject } from '../../session/project'
import { useSegments } from '../../session/use-segments'
import { useSelection } from '../../session/selection'
import { Button } from '../../ui/button'
import { Empty } from '../../ui/empty'
import { Head } from './head'
import { Keys } from './keys'
import { MarkList } from './mark-list'
import { Page } from './page'
import { useAttributes, useMarks } from './use-marks'
import './reading.css'

/** A document to be read: words are selected and marked, sentences and the whole are labelled. */
export default function ReadingPanel(): ReactNode {
  useEffect(startDesk, [])
  const root = useRef<HTMLDivElement>(null)
  usePageKeys(root, 'reading')
  const projectId = useProject((state) => state.snapshot?.project.id)
  useEffect(() => void pageChoice.recall(), [projectId])
  const recordingId = useSelection((state) => state.recordingId)
  const isDocument = useProject(
    (state) => recordingId !== undefined && state.index.recordings.get(recordingId)?.medium === 'document'
  )
  const segments = useSegments(isDocument ? recordingId : undefined)
  useEffect(() => {
    if (recordingId !== undefined) beginReading(recordingId)
  }, [recordingId])
  const document = recordingId !== undefined && isDocument && segments ? documentOf(recordingId) : undefined
  return (
    <div className="panel rd" data-keys="desk" ref={root}>
      {document ? (
        <Read key={document.recordingId} document={document} />
      ) : isDocument && segments === undefined ? null : (
        <Empty
          icon={<BookOpenText size={28} />}
          title="No document is open"
          action={
            <Button tone="primary" onClick={() => runAction('recording.importDocuments')}>
              Import documents…
            </Button>
          }
        >
          Text files become recordings whose words, sentences and wholes are labelled here.
        </Empty>
      )}
    </div>
  )
}

function Read({ document }: { readonly document: ReadDocument }): ReactNode {
  const attributes = useAttributes()
  const marks = useMarks(document, attributes)
  const { level } = pageChoice.use()
  const attribute = level === 'marks' ? attributes.marks : attributes.sentences
  const selected = readingStore(({ anchor, focus }) =>
    document.text.slice(
      Math.min(anchor, focus),
      Math.min(Math.max(anchor, focus), Math.min(anchor, focus) + 200)
    )
  )
  const parts = level === 'marks' && attribute?.task.type === 'text-components' ? attribute.labels : []
  return (
    <>
      <Head attributes={attributes} />
      <div className="rd-body">
        <Page document={document} marks={marks} />
        <MarkList document={document} marks={marks} parts={parts} />
      </div>
      {attribute ? (
        <Keys recordingId={document.recordingId} attribute={attribute} selected={selected} />
      ) : (
        <div className="rd-keys">
          <span className="faint">No scheme of this project marks text.</span>
          <Button size="small" onClick={() => openDialog({ id: 'scheme', props: {} })}>
            Label schemes…
          </Button>
        </div>
      )}
    </>
  )
}
