import { Import } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import { pathOf } from '../../client'
import { openDialog } from '../../session/dialogs'
import { importPaths } from '../../session/open'
import { project, useProject } from '../../session/project'
import './drop-zone.css'

/** Files dropped anywhere are imported; while they hover the window says so. */
export default function DropZone(): ReactNode {
  const [over, setOver] = useState(false)
  const name = useProject((state) => state.snapshot?.project.name)
  useEffect(() => listen(setOver), [])
  if (!over) return null
  return (
    <div className="drop-zone" role="status">
      <div>
        <Import size={28} />
        <h2>
          {name === undefined ? 'Drop to start a project with these files' : `Drop to import into ${name}`}
        </h2>
        <p>Files stay where they are; the project refers to them and never changes them.</p>
      </div>
    </div>
  )
}

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

function listen(show: (over: boolean) => void): () => void {
  let depth = 0
  const enter = (event: DragEvent): void => {
    if (!hasFiles(event)) return
    event.preventDefault()
    depth++
    show(true)
  }
  const over = (event: DragEvent): void => {
    if (hasFiles(event)) event.preventDefault()
  }
  const leave = (event: DragEvent): void => {
    if (!hasFiles(event)) return
    depth = Math.max(0, depth - 1)
    if (depth === 0) show(false)
  }
  const drop = (event: DragEvent): void => {
    if (!hasFiles(event)) return
    event.preventDefault()
    depth = 0
    show(false)
    const paths = [...(event.dataTransfer?.files ?? [])].map(pathOf).filter((path) => path !== '')
    if (paths.length === 0) return
    if (project().snapshot) void importPaths(paths)
    else openDialog({ id: 'new-project', props: { paths } })
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
