import { FolderOpen, FolderPlus, Presentation, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import type { RecentProject } from '../../../shared/contract'
import { call } from '../../client'
import { runAction } from '../../session/actions'
import { useAppInfo } from '../../session/app-info'
import { openDemo, openFolder } from '../../session/open'
import { toastError } from '../../session/toasts'
import { useKeys } from '../../session/use-keys'
import { Button, IconButton } from '../../ui/button'
import { Skeleton } from '../../ui/empty'
import { formatWhen } from '../../ui/format'
import { Kbd } from '../../ui/kbd'
import './start.css'

/** The first page: projects of before, and three ways to begin. */
export default function Start(): ReactNode {
  const info = useAppInfo()
  return (
    <main className="start" aria-label="Start">
      <div className="start-page">
        <header>
          <Mark />
          <div>
            <h1>Affectory</h1>
            <p>Label emotion in video, speech and signals. Run models. See where and why they are wrong.</p>
          </div>
        </header>
        <div className="start-columns">
          <section aria-label="Begin">
            <h2>Begin</h2>
            <Begin
              icon={<FolderPlus size={18} />}
              title="New project"
              text="A folder for your labels; recordings stay where they are."
              action="project.new"
            />
            <Begin
              icon={<FolderOpen size={18} />}
              title="Open a project"
              text="A project folder on this computer."
              action="project.open"
            />
            <Begin
              icon={<Presentation size={18} />}
              title="Open the demo project"
              text="Two people, speech, EEG and three annotators who disagree. All synthetic."
              action="project.openDemo"
            />
            <p className="start-drop">
              Or drop recordings anywhere in this window to start a project with them.
            </p>
          </section>
          <Recent />
        </div>
      </div>
      <footer>
        <span>{info ? `Version ${info.version}` : '\u00a0'}</span>
        <button type="button" onClick={() => runAction('app.shortcuts')}>
          Keyboard shortcuts
        </button>
        <button type="button" onClick={() => runAction('app.settings')}>
          Settings
        </button>
        <button type="button" onClick={() => runAction('app.handbook')}>
          Handbook
        </button>
      </footer>
    </main>
  )
}

function Begin({
  icon,
  title,
  text,
  action
}: {
  icon: ReactNode
  title: string
  text: string
  action: string
}): ReactNode {
  const keys = useKeys(action)
  return (
    <button type="button" className="start-card" onClick={() => runAction(action)}>
      {icon}
      <span className="grow">
        <b>{title}</b>
        <span>{text}</span>
      </span>
      {keys && <Kbd>{keys}</Kbd>}
    </button>
  )
}

function Recent(): ReactNode {
  const [recent, setRecent] = useState<readonly RecentProject[]>()
  useEffect(() => void call('app.recent').then(setRecent, toastError), [])
  const forget = (folder: string): void => {
    setRecent((list) => list?.filter((entry) => entry.folder !== folder))
    void call('app.forgetRecent', { folder }).catch(toastError)
  }
  return (
    <section aria-label="Recent projects">
      <h2>Recent projects</h2>
      {!recent && <Skeleton height={44} />}
      {recent?.length === 0 && (
        <div className="start-none">
          <p>Projects you open are listed here. The demo shows every panel at work within a minute.</p>
          <Button tone="primary" onClick={() => void openDemo()}>
            Open the demo project
          </Button>
        </div>
      )}
      <ul>
        {recent?.map((entry) => (
          <li key={entry.folder} className="recent" data-missing={entry.exists ? undefined : ''}>
            <button
              type="button"
              disabled={!entry.exists}
              onClick={() => void openFolder(entry.folder)}
              title={entry.folder}
            >
              <b className="truncate">{entry.name}</b>
              <span className="truncate">{entry.folder}</span>
            </button>
            <time>{entry.exists ? formatWhen(entry.openedAt) : 'folder not found'}</time>
            {entry.exists ? (
              <IconButton
                label={`Take ${entry.name} off this list`}
                size="small"
                onClick={() => forget(entry.folder)}
              >
                <X size={14} />
              </IconButton>
            ) : (
              <Button size="small" onClick={() => forget(entry.folder)}>
                Remove
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Two tracks and a playhead. */
const Mark = (): ReactNode => (
  <svg width="44" height="44" viewBox="0 0 44 44" aria-hidden="true">
    <rect width="44" height="44" rx="10" fill="var(--raised)" stroke="var(--line)" />
    <rect x="8" y="13" width="11" height="7" rx="2" fill="#9aa5b1" />
    <rect x="21" y="13" width="15" height="7" rx="2" fill="#f0b53e" />
    <rect x="8" y="24" width="17" height="7" rx="2" fill="#5b8fd6" />
    <rect x="27" y="24" width="9" height="7" rx="2" fill="#e0645c" />
    <path d="M22.5 8v28" stroke="var(--play)" strokeWidth="1.5" />
  </svg>
)
