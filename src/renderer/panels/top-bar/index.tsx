import { ChevronDown, EyeOff, PanelLeft, PanelRight, Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { call } from '../../client'
import { runAction } from '../../session/actions'
import { chooseAuthor, useCurrentAuthor } from '../../session/author'
import { openDialog } from '../../session/dialogs'
import { choosePreset, presets, showInspector, showLibrary, useLayout } from '../../session/layout'
import { project, useProject } from '../../session/project'
import { useSelection } from '../../session/selection'
import { toastError } from '../../session/toasts'
import { useKeys } from '../../session/use-keys'
import { IconButton } from '../../ui/button'
import { AuthorDot } from '../../ui/chip'
import { Kbd } from '../../ui/kbd'
import { Menu } from '../../ui/menu'
import type { MenuItem } from '../../ui/menu'
import { Tabs } from '../../ui/tabs'
import './top-bar.css'

/** Where we are, which layout, what to find, and who works here. */
export default function TopBar(): ReactNode {
  const preset = useLayout((state) => state.preset)
  const library = useLayout((state) => state.library)
  const inspector = useLayout((state) => state.inspector)
  const libraryKeys = useKeys('layout.library')
  const inspectorKeys = useKeys('layout.inspector')
  return (
    <div className="top-bar">
      <Heading />
      <IconButton
        label={library ? 'Hide the library' : 'Show the library'}
        keys={libraryKeys}
        pressed={library}
        size="small"
        data-quiet=""
        onClick={() => showLibrary(!library)}
      >
        <PanelLeft size={15} />
      </IconButton>
      <button
        type="button"
        className="brand"
        aria-label="Affectory menu"
        onClick={() => void call('app.popupMenu').catch(toastError)}
      >
        Affectory
      </button>
      <Crumb />
      <Tabs label="Layout" value={preset} options={presets} onChange={choosePreset} />
      <div className="top-bar-end">
        <Search />
        <Author />
        <IconButton
          label={inspector ? 'Hide the inspector' : 'Show the inspector'}
          keys={inspectorKeys}
          pressed={inspector}
          size="small"
          data-quiet=""
          onClick={() => showInspector(!inspector)}
        >
          <PanelRight size={15} />
        </IconButton>
      </div>
    </div>
  )
}

/** Name of the window's content for screen readers. */
function Heading(): ReactNode {
  const name = useProject((state) => state.snapshot?.project.name)
  return <h1 className="visually-hidden">{name}</h1>
}

function Crumb(): ReactNode {
  const info = useProject((state) => state.snapshot?.project)
  const recordingId = useSelection((state) => state.recordingId)
  const recording = useProject((state) =>
    recordingId === undefined ? undefined : state.index.recordings.get(recordingId)?.name
  )
  return (
    <div className="crumb">
      <Menu items={projectMenu}>
        <button type="button" className="crumb-project" title={info?.folder}>
          <span className="truncate">{info?.name}</span>
          <ChevronDown size={12} />
        </button>
      </Menu>
      {recording !== undefined && (
        <>
          <span aria-hidden="true">/</span>
          <b className="truncate" title={recording}>
            {recording}
          </b>
        </>
      )}
    </div>
  )
}

const projectMenu = (): readonly MenuItem[] => [
  ...[
    ['Import recordings…', 'recording.import'],
    ['Export labels…', 'export.open'],
    ['Label schemes…', 'scheme.open'],
    ['Show the project folder', 'project.showFolder'],
    ['History of edits', 'panel.history']
  ].map(([title, id]): MenuItem => ({ title, run: () => runAction(id ?? '') })),
  { kind: 'line' },
  ...[
    ['New project…', 'project.new'],
    ['Open project…', 'project.open'],
    ['Close project', 'project.close']
  ].map(([title, id]): MenuItem => ({ title, run: () => runAction(id ?? '') })),
  { kind: 'line' },
  { title: 'Reset layout', run: () => runAction('layout.reset') },
  { title: 'Settings…', run: () => runAction('app.settings') }
]

function Search(): ReactNode {
  const keys = useKeys('app.palette')
  return (
    <button type="button" className="find" onClick={() => openDialog({ id: 'palette', props: {} })}>
      <span className="truncate">Search or run a command</span>
      {keys && <Kbd>{keys}</Kbd>}
    </button>
  )
}

function Author(): ReactNode {
  const author = useCurrentAuthor()
  const blind = useProject((state) => (state.snapshot?.viewer.blindRecordingIds.length ?? 0) > 0)
  const items = (): readonly MenuItem[] => [
    { kind: 'head', title: 'I work as' },
    ...humans().map((candidate): MenuItem => ({
      title: candidate.name,
      icon: <AuthorDot color={candidate.color} kind={candidate.kind} />,
      checked: candidate.id === author?.id,
      run: () => chooseAuthor(candidate.id)
    })),
    { kind: 'line' },
    { title: 'Add an annotator…', icon: <Plus size={14} />, run: () => runAction('annotator.add') }
  ]
  return (
    <Menu items={items} align="end">
      <button
        type="button"
        className="who"
        title={author ? `You work as ${author.name}` : 'Choose who you are'}
      >
        <span className="ava" style={{ background: author?.color ?? 'var(--edge)' }} aria-hidden="true">
          {author?.name
            .replace(/^Rater\s+/i, '')
            .charAt(0)
            .toUpperCase() ?? '?'}
        </span>
        <span className="truncate">{author?.name ?? 'Who are you?'}</span>
        {blind && (
          <span
            className="who-blind"
            title="Works blind: labels of others are hidden on the assigned recordings"
          >
            <EyeOff size={12} /> blind
          </span>
        )}
      </button>
    </Menu>
  )
}

const humans = () =>
  [...project().index.authors.values()]
    .filter((author) => author.kind === 'human')
    .sort((a, b) => a.position - b.position)
