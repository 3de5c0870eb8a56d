import type { ReactNode } from 'react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { DialogHost } from './dialog-host'
import { panelOf } from './panels'
import { useLayout } from './session/layout'
import { useProject } from './session/project'
import { dismissToast, useToasts } from './session/toasts'
import { TooltipArea } from './ui/tooltip'
import { ToastView } from './ui/toast'
import { startWindow, wasOpen } from './start-window'

// The start page needs no dockable panels, so they come with the first project.
const Desk = lazy(() => import('./desk'))
const Start = panelOf('start').component
const TopBar = panelOf('top-bar').component
const Library = panelOf('library').component
const Inspector = panelOf('inspector').component
const StatusBar = panelOf('status-bar').component
const DropZone = panelOf('drop-zone').component

/** The window: start page, or the bars, the library, the desk and the inspector around one project. */
export function App(): ReactNode {
  const [ready, setReady] = useState(() => !wasOpen())
  useEffect(() => startWindow(() => setReady(true)), [])
  const projectId = useProject((state) => state.snapshot?.project.id)
  const opening = useProject((state) => state.opening)

  return (
    <TooltipArea>
      {!ready ? null : projectId !== undefined ? (
        <Workspace key={projectId} />
      ) : (
        <Suspense>{opening ? <div className="opening">Opening the project…</div> : <Start />}</Suspense>
      )}
      <Suspense>
        <DropZone />
      </Suspense>
      <DialogHost />
      <Toasts />
    </TooltipArea>
  )
}

function Workspace(): ReactNode {
  const library = useLayout((state) => state.library)
  const inspector = useLayout((state) => state.inspector)
  return (
    <div
      className="workspace"
      data-library={library ? '' : undefined}
      data-inspector={inspector ? '' : undefined}
    >
      <header className="area-top" data-area="top">
        <Suspense>
          <TopBar />
        </Suspense>
      </header>
      {library && (
        <nav className="area-library" aria-label="Library" data-area="library">
          <Suspense>
            <Library />
          </Suspense>
        </nav>
      )}
      <main className="area-desk" aria-label="Desk">
        <Suspense>
          <Desk />
        </Suspense>
      </main>
      {inspector && (
        <aside className="area-inspector" aria-label="Inspector" data-area="inspector">
          <Suspense>
            <Inspector />
          </Suspense>
        </aside>
      )}
      <footer className="area-status" data-area="status">
        <Suspense>
          <StatusBar />
        </Suspense>
      </footer>
    </div>
  )
}

function Toasts(): ReactNode {
  const toasts = useToasts()
  return (
    <div className="toasts" role="log" aria-live="polite" aria-label="Notices">
      {toasts.map(({ id, ...toast }) => (
        <ToastView key={id} {...toast} onClose={() => dismissToast(id)} />
      ))}
    </div>
  )
}
