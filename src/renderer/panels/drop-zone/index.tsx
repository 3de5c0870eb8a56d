import { FilePlus2, Import } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import { pathOf } from '../../client'
import { openDialog } from '../../session/dialogs'
import { addModels } from '../../session/models'
import { importPaths } from '../../session/open'
import { project, recordingOf, useProject } from '../../session/project'
import { selection } from '../../session/selection'
import { dropTarget } from './drop-target'
import type { DropTarget } from './drop-target'
import './drop-zone.css'

/** Files dropped anywhere are imported; while they hover the window says where they would go. */
export default function DropZone(): ReactNode {
  const [target, setTarget] = useState<DropTarget>()
  const name = useProject((state) => state.snapshot?.project.name)
  useEffect(() => listen(setTarget), [])
  if (!target) return null
  if (target.by === 'window')
    return (
      <div className="drop-zone" role="status">
        <Place icon="new" chosen>
          {name === undefined ? 'Drop to start a project with these files' : `Drop to import into ${name}`}
        </Place>
      </div>
    )
  const open = recordingOf(target.by === 'row' ? target.into : selection().recordingId)?.name ?? ''
  return (
    <div className="drop-zone" role="status" data-by={target.by}>
      {target.by === 'half' && (
        <Place icon="new" chosen={target.into === undefined}>
          New recordings
        </Place>
      )}
      <Place icon="add" chosen={target.into !== undefined}>
        Add to {open}
      </Place>
    </div>
  )
}

const Place = ({
  icon,
  chosen,
  children
}: {
  icon: 'new' | 'add'
  chosen: boolean
  children: ReactNode
}): ReactNode => (
  <div className="drop-place" data-chosen={chosen || undefined}>
    <div>
      {icon === 'new' ? <Import size={28} /> : <FilePlus2 size={28} />}
      <h2>{children}</h2>
      <p>
        {icon === 'new'
          ? 'Files stay where they are; the project refers to them and never changes them.'
          : 'Video, sound, signals and transcripts of one session share one clock.'}
      </p>
    </div>
  </div>
)

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

const targetOf = (event: DragEvent): DropTarget => {
  const row = event.target instanceof Element ? event.target.closest('[data-recording-id]') : null
  return dropTarget(event.clientX, window.innerWidth, row?.getAttribute('data-recording-id') ?? undefined)
}

function listen(show: (target: DropTarget | undefined) => void): () => void {
  let depth = 0
  let shown = ''
  const tell = (target: DropTarget | undefined): void => {
    const key = target ? `${target.by} ${target.into ?? ''}` : ''
    if (key !== shown) show(target)
    shown = key
  }
  const enter = (event: DragEvent): void => {
    if (!hasFiles(event)) return
    event.preventDefault()
    depth++
    tell(targetOf(event))
  }
  const over = (event: DragEvent): void => {
    if (!hasFiles(event)) return
    event.preventDefault()
    tell(targetOf(event))
  }
  const leave = (event: DragEvent): void => {
    if (!hasFiles(event)) return
    depth = Math.max(0, depth - 1)
    if (depth === 0) tell(undefined)
  }
  const drop = (event: DragEvent): void => {
    if (!hasFiles(event)) return
    event.preventDefault()
    depth = 0
    const { into } = targetOf(event)
    tell(undefined)
    const paths = [...(event.dataTransfer?.files ?? [])].map(pathOf).filter((path) => path !== '')
    if (paths.length === 0) return
    void addModels(paths).then((rest) => {
      if (rest.length === 0) return
      if (project().snapshot) void importPaths(rest, { into })
      else openDialog({ id: 'new-project', props: { paths: rest } })
    })
  }
  window.addEventListener('dragenter', enter)
  window.addEventListener('dragover', over)
  window.addEventListener('dragleave', leave)
  window.addEventListener('drop', drop)
  return () => {
    window.removeEventListener('dragenter', enter)
    window.removeEventListener('dragover', over)
    window.removeEventListener('dragleave', leave)
    window.removeEventListener('drop', drop)
  }
}
