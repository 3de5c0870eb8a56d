import { Menu } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'

interface Item {
  readonly label: string
  /** Id of the window's action. */
  readonly action: string
  /** Shown beside the item; the window handles the keys itself. */
  readonly keys?: string
}
const line = 'line'

/** The application menu: every item runs the action of the same id in the window. */
export function buildMenu(run: (action: string) => void, isMac: boolean): Menu {
  const submenu = (label: string, items: readonly (Item | typeof line)[]): MenuItemConstructorOptions => ({
    label,
    submenu: items.map((item): MenuItemConstructorOptions =>
      item === line
        ? { type: 'separator' }
        : {
            label: item.label,
            accelerator: item.keys,
            registerAccelerator: false,
            click: () => run(item.action)
          }
    )
  })
  return Menu.buildFromTemplate([
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    ...menus.map(([label, items]) => submenu(label, items))
  ])
}

const menus: readonly (readonly [string, readonly (Item | typeof line)[]])[] = [
  [
    'File',
    [
      { label: 'New project…', action: 'project.new', keys: 'Ctrl+Shift+N' },
      { label: 'Open project…', action: 'project.open', keys: 'Ctrl+O' },
      { label: 'Open the demo project', action: 'project.openDemo' },
      { label: 'Close project', action: 'project.close' },
      line,
      { label: 'Import recordings…', action: 'recording.import', keys: 'Ctrl+I' },
      { label: 'Add files to this recording…', action: 'recording.addFiles', keys: 'Ctrl+Shift+A' },
      { label: 'Join this recording with another…', action: 'recording.join' },
      { label: 'Export labels…', action: 'export.open', keys: 'Ctrl+E' },
      line,
      { label: 'Settings…', action: 'app.settings', keys: 'Ctrl+,' },
      { label: 'Quit', action: 'app.quit', keys: 'Ctrl+Q' }
    ]
  ],
  [
    'Edit',
    [
      { label: 'Undo', action: 'edit.undo', keys: 'Ctrl+Z' },
      { label: 'Redo', action: 'edit.redo', keys: 'Ctrl+Shift+Z' },
      line,
      { label: 'Delete segment', action: 'segment.delete', keys: 'Delete' },
      { label: 'Label schemes…', action: 'scheme.open' }
    ]
  ],
  [
    'Segment',
    [
      { label: 'Start segment here', action: 'segment.in', keys: 'I' },
      { label: 'End segment here', action: 'segment.out', keys: 'O' },
      { label: 'Segment from anchor to playhead', action: 'segment.fromAnchor', keys: 'W' },
      { label: 'Split at playhead', action: 'segment.split', keys: 'S' },
      { label: 'Merge with next', action: 'segment.merge', keys: 'Shift+M' },
      line,
      { label: 'Comment…', action: 'segment.comment', keys: 'C' },
      { label: 'Flag', action: 'segment.flag', keys: 'F' },
      { label: 'Accept prediction', action: 'prediction.accept', keys: 'Y' },
      { label: 'Reject prediction', action: 'prediction.reject', keys: 'N' },
      { label: 'Next in queue', action: 'queue.next', keys: 'G' }
    ]
  ],
  [
    'Track',
    [
      { label: 'New track…', action: 'track.new' },
      line,
      { label: 'Name, person and rules…', action: 'track.edit', keys: 'Ctrl+Shift+T' },
      { label: 'Lock or unlock', action: 'track.lock' },
      { label: 'Let segments overlap, or not', action: 'track.overlap' },
      { label: 'Move up', action: 'track.moveUp', keys: 'Ctrl+Shift+Up' },
      { label: 'Move down', action: 'track.moveDown', keys: 'Ctrl+Shift+Down' },
      line,
      { label: 'Delete track', action: 'track.delete' }
    ]
  ],
  [
    'Play',
    [
      { label: 'Play or pause', action: 'playback.toggle', keys: 'Space' },
      { label: 'Play selection', action: 'playback.playSelection', keys: 'Shift+Space' },
      { label: 'Loop selection', action: 'playback.loop', keys: 'L' },
      line,
      { label: 'Frame back', action: 'playback.frameBack', keys: 'Left' },
      { label: 'Frame forward', action: 'playback.frameForward', keys: 'Right' },
      { label: 'Slower', action: 'playback.slower', keys: '-' },
      { label: 'Faster', action: 'playback.faster', keys: '+' },
      { label: 'Normal speed', action: 'playback.normalSpeed', keys: '=' }
    ]
  ],
  [
    'View',
    [
      { label: 'Zoom in', action: 'view.zoomIn', keys: 'Ctrl+=' },
      { label: 'Zoom out', action: 'view.zoomOut', keys: 'Ctrl+-' },
      { label: 'Whole recording', action: 'view.fit', keys: 'Ctrl+0' },
      { label: 'Zoom to selection', action: 'view.zoomSelection', keys: 'Z' },
      line,
      { label: 'Annotate', action: 'layout.annotate' },
      { label: 'Converse', action: 'layout.converse' },
      { label: 'Signals', action: 'layout.signals' },
      { label: 'Compare', action: 'layout.compare' },
      { label: 'Review', action: 'layout.review' },
      { label: 'Reset layout', action: 'layout.reset' },
      line,
      { label: 'Problems', action: 'panel.problems' },
      { label: 'Jobs', action: 'panel.jobs' },
      { label: 'Light or dark', action: 'app.theme' }
    ]
  ],
  [
    'Models',
    [
      { label: 'Run a model…', action: 'model.run', keys: 'Ctrl+R' },
      { label: 'Models', action: 'panel.models' },
      { label: 'Compare authors', action: 'panel.compare' },
      { label: 'Agreement of annotators', action: 'panel.agreement', keys: 'Ctrl+Shift+K' }
    ]
  ],
  [
    'Help',
    [
      { label: 'Command palette', action: 'app.palette', keys: 'Ctrl+K' },
      { label: 'Keyboard shortcuts', action: 'app.shortcuts', keys: 'F1' },
      { label: 'Handbook', action: 'app.handbook' },
      { label: 'About Affectory', action: 'app.about' }
    ]
  ]
]
