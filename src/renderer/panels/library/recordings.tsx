import { FileWarning, Plus, Search, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import type { Recording } from '../../../shared/domain/rows'
import { runAction } from '../../session/actions'
import { useCurrentAuthor } from '../../session/author'
import { openDialog } from '../../session/dialogs'
import { undo } from '../../session/edit'
import { addFiles, importFiles } from '../../session/open'
import { itemsText } from '../../session/pages/item-axis'
import { filesOf, project, useProject } from '../../session/project'
import { labelledShare } from '../../session/labelled-share'
import { moveRecording, orderedIds, putRecordingBeside } from '../../session/recording-order'
import { deleteRecordings, setRecording } from '../../session/row-edits'
import { openRecording, useSelection } from '../../session/selection'
import { relink } from '../../session/relink'
import { showInFolder } from '../../session/show-in-folder'
import { toast } from '../../session/toasts'
import { Button, IconButton } from '../../ui/button'
import { Empty } from '../../ui/empty'
import { baseName, formatLength } from '../../ui/format'
import type { MenuItem } from '../../ui/menu'
import { Progress } from '../../ui/progress'
import { Section } from '../../ui/section'
import { TextInput } from '../../ui/text-field'
import { VirtualList } from '../../ui/virtual-list'
import type { OptionProps } from '../../ui/virtual-list'
import { Row } from './row'
import { useFold } from './use-fold'
import { WorkMark } from './work-mark'

const ROW_PX = 28
const HEAD_PX = 40
const FILTER_PX = 36
/** The list keeps this height when the rest of the library needs room. */
const LEAST_PX = 180
/** A search field helps from this many recordings on. */
const SEARCH_FROM = 8

const none: readonly Recording[] = []

/** The recordings of the project with how much of each I have labelled. */
export function Recordings(): ReactNode {
  const [open, setOpen] = useFold('recordings')
  const [query, setQuery] = useState('')
  const recordings = useProject((state) => state.snapshot?.recordings) ?? none
  const selected = useSelection((state) => state.recordingId)
  const found = useMemo(() => filterRecordings(recordings, query), [recordings, query])

  return (
    <div
      className="library-recordings"
      style={{
        minHeight: open ? Math.min(LEAST_PX, needsPx(recordings.length, found.length)) : undefined
      }}
    >
      <Section
        title="Recordings"
        count={recordings.length}
        open={open}
        onOpenChange={setOpen}
        tools={
          <IconButton label="Import recordings" size="small" onClick={() => runAction('recording.import')}>
            <Plus size={14} />
          </IconButton>
        }
      >
        {recordings.length >= SEARCH_FROM && <Filter query={query} onChange={setQuery} />}
        {recordings.length === 0 ? (
          <Empty
            size="small"
            title="No recordings yet"
            action={
              <Button size="small" tone="primary" onClick={() => void importFiles()}>
                Import recordings
              </Button>
            }
          >
            Video, sound and signal files. Drop them anywhere in the window.
          </Empty>
        ) : found.length === 0 ? (
          <p className="library-none">No recording is called “{query}”.</p>
        ) : (
          <div className="library-list" style={{ height: found.length * ROW_PX }}>
            <VirtualList
              label="Recordings"
              items={found}
              rowPx={ROW_PX}
              keyOf={(recording) => recording.id}
              current={found.findIndex((recording) => recording.id === selected)}
              onMove={(index) => openRecording(found[index]?.id)}
              onEnter={focusDesk}
            >
              {(recording, _index, option) => <RecordingRow recording={recording} option={option} />}
            </VirtualList>
          </div>
        )}
      </Section>
    </div>
  )
}

const needsPx = (all: number, shown: number): number =>
  HEAD_PX + (all >= SEARCH_FROM ? FILTER_PX : 0) + Math.max(1, shown) * ROW_PX

/** Recordings whose name or group holds every word of the query, in order of position. */
export function filterRecordings(recordings: readonly Recording[], query: string): readonly Recording[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const matches = (recording: Recording): boolean => {
    const text = `${recording.name} ${recording.group ?? ''}`.toLowerCase()
    return words.every((word) => text.includes(word))
  }
  return recordings.filter(matches).sort((a, b) => a.position - b.position || a.name.localeCompare(b.name))
}

const Filter = ({ query, onChange }: { query: string; onChange: (query: string) => void }): ReactNode => (
  <div className="library-filter">
    <Search size={13} aria-hidden="true" />
    <TextInput
      data-size="small"
      placeholder="Filter recordings"
      aria-label="Filter recordings"
      value={query}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => event.key === 'Escape' && onChange('')}
    />
    {query !== '' && (
      <IconButton label="Clear the filter" size="small" onClick={() => onChange('')}>
        <X size={13} />
      </IconButton>
    )}
  </div>
)

function RecordingRow({ recording, option }: { recording: Recording; option: OptionProps }): ReactNode {
  const author = useCurrentAuthor()
  const index = useProject((state) => state.index)
  const labelled = labelledShare(index, recording.id, author?.id)
  const missing = useProject(
    (state) => state.index.filesByRecording.get(recording.id)?.find((file) => file.missing)?.path
  )
  const percent = Math.round((labelled?.share ?? 0) * 100)
  return (
    <Row
      name={recording.name}
      recordingId={recording.id}
      option={option}
      title={`${recording.name}, ${itemsText(recording) ?? formatLength(recording.duration)}${author ? `\n${labelled?.text ?? 'nothing'} labelled by ${author.name}` : ''}${missing ? `\nMissing: ${missing}` : ''}`}
      end={
        <>
          <WorkMark recordingId={recording.id} />
          {missing && <FileWarning size={14} color="var(--warn)" aria-label="A file is missing" />}
          <Progress
            label={`Labelled by ${author?.name ?? 'nobody'}`}
            share={labelled?.share ?? 0}
            color="var(--good)"
          />
          <small className="percent">{percent}%</small>
        </>
      }
      onOpen={(mouse) => {
        openRecording(recording.id)
        // After a click the keys belong to the desk; by keyboard the list keeps them.
        if (mouse) focusDesk()
      }}
      onRename={(name) => void setRecording(recording.id, { name })}
      onDelete={() => void remove(recording)}
      order={{
        id: recording.id,
        onDrop: (id, below) => void putRecordingBeside(id, recording.id, below),
        onMove: (places) => void moveAndStay(recording.id, places)
      }}
      menu={(rename) => recordingMenu(recording, rename)}
    />
  )
}

const focusDesk = (): void =>
  document.querySelector<HTMLElement>('.desk-panel[data-panel=timeline]')?.focus({ preventScroll: true })

function recordingMenu(recording: Recording, rename: () => void): readonly MenuItem[] {
  const files = filesOf(recording.id)
  const missing = files.filter((file) => file.missing)
  return [
    { title: 'Open', run: () => openRecording(recording.id) },
    { title: 'Rename', keys: 'F2', run: rename },
    { title: 'New track…', run: () => openDialog({ id: 'track', props: { recordingId: recording.id } }) },
    {
      title: 'Run a model on it…',
      run: () => openDialog({ id: 'run-model', props: { recordingIds: [recording.id] } })
    },
    { kind: 'line' },
    { title: 'Add files to this recording…', run: () => void addFiles(recording.id) },
    {
      title: 'Join with…',
      disabled: project().index.recordings.size < 2,
      run: () => openDialog({ id: 'join-recordings', props: { recordingId: recording.id } })
    },
    { kind: 'line' },
    ...orderMenu(recording.id),
    { kind: 'line' },
    ...files.map((file): MenuItem => ({
      title: `Show ${baseName(file.path)} in its folder`,
      disabled: file.missing,
      run: () => showInFolder(file.path)
    })),
    ...missing.map((file): MenuItem => ({
      title: `Find file ${baseName(file.path)}…`,
      run: () => void relink(file)
    })),
    { kind: 'line' },
    { title: 'Remove from the project', tone: 'bad', keys: 'Del', run: () => void remove(recording) }
  ]
}

function orderMenu(id: string): readonly MenuItem[] {
  const ids = orderedIds()
  const atTop = ids[0] === id
  const atEnd = ids.at(-1) === id
  const item = (title: string, places: number, disabled: boolean, keys?: string): MenuItem => ({
    title,
    keys,
    disabled,
    run: () => void moveRecording(id, places)
  })
  return [
    item('Move up', -1, atTop, 'Alt+↑'),
    item('Move down', 1, atEnd, 'Alt+↓'),
    item('Move to the top', -ids.length, atTop),
    item('Move to the end', ids.length, atEnd)
  ]
}

/** A row that changes its place in the page loses the focus, so it is given back. */
async function moveAndStay(id: string, places: 1 | -1): Promise<void> {
  if (!(await moveRecording(id, places))) return
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>('.library-list [role=option][tabindex="0"]')?.focus()
  )
}

async function remove(recording: Recording): Promise<void> {
  if (await deleteRecordings([recording.id]))
    toast(`${recording.name} is removed from the project; its files are untouched.`, {
      action: { label: 'Undo', run: () => void undo() }
    })
}
