import { RotateCcw, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useMemo, useState } from 'react'
import { clashes, keysOf, useActions } from '../../session/actions'
import type { Action } from '../../session/actions'
import { chordOf, chordText, isPlainModifier } from '../../session/chord'
import { closeDialog } from '../../session/dialogs'
import { useKeyboardLayout } from '../../session/keyboard-layout'
import { saveSettings, settings, useSettings } from '../../session/settings'
import { presetOf, shortcutPresets } from '../../session/shortcut-presets'
import { useShortcuts } from '../../session/shortcuts'
import { Button, IconButton } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { Select } from '../../ui/select'
import { TextInput } from '../../ui/text-field'
import './shortcuts.css'

/** Every key of the window; a click on one waits for another, and says when two actions want the same. */
export default function Shortcuts(): ReactNode {
  const [query, setQuery] = useState('')
  const [waiting, setWaiting] = useState<string>()
  const actions = useAllActions()
  const own = useSettings((state) => state.shortcuts)
  const preset = presetOf(useSettings((state) => state.shortcutPreset))
  const shortcuts = useShortcuts()
  const clash = useMemo(() => clashes(actions, shortcuts), [actions, shortcuts])
  const layout = useKeyboardLayout()
  const wanted = query.trim().toLowerCase()
  const matches = (action: Action): boolean =>
    `${action.title} ${action.group} ${keysOf(action, shortcuts)
      .map((chord) => chordText(chord, layout))
      .join(' ')}`
      .toLowerCase()
      .includes(wanted)
  const groups = grouped(actions.filter(matches))
  useCapture(waiting, () => setWaiting(undefined))
  const changed = Object.keys(own).length

  return (
    <Dialog
      title="Keyboard shortcuts"
      widthPx={880}
      onClose={closeDialog}
      head={
        <>
          <span className="shortcut-search">
            <Search size={13} aria-hidden="true" />
            <TextInput
              data-size="small"
              placeholder="Find an action or a key"
              aria-label="Find an action or a key"
              value={query}
              onChange={(event) => setQuery(event.target.value)}
            />
          </span>
          <span className="shortcut-preset">
            <Select
              size="small"
              label="Keys like those of"
              value={preset.id}
              options={shortcutPresets.map(({ id, title }) => ({ id, title: `Keys of ${title}` }))}
              onChange={(shortcutPreset) => void saveSettings({ shortcutPreset })}
            />
          </span>
        </>
      }
      foot={
        <>
          <span className="grow muted">
            {clash.size > 0
              ? `${clash.size} actions share a key with another.`
              : preset.id === 'affectory'
                ? 'Click a key to change it. Keys go by their place on the keyboard, so every layout works.'
                : `${preset.note} Keys you change stay on top.`}
          </span>
          <Button disabled={changed === 0} onClick={() => void saveSettings({ shortcuts: {} })}>
            {changed === 0
              ? 'No key changed'
              : `Take back ${changed} changed ${changed === 1 ? 'key' : 'keys'}`}
          </Button>
        </>
      }
    >
      <div className="shortcut-groups">
        {groups.map(([group, list]) => (
          <section key={group}>
            <h3>{group}</h3>
            {list.map((action) => {
              const rivals = clash.get(action.id)
              return (
                <div key={action.id} className="shortcut" data-clash={rivals ? '' : undefined}>
                  <span className="grow truncate" title={action.title}>
                    {action.title}
                    {rivals && <small> also: {rivals.map((rival) => rival.title).join(', ')}</small>}
                  </span>
                  {own[action.id] !== undefined && (
                    <IconButton
                      label={`Default key for ${action.title}`}
                      size="small"
                      onClick={() => void reset(action.id)}
                    >
                      <RotateCcw size={12} />
                    </IconButton>
                  )}
                  <button
                    type="button"
                    className="shortcut-keys"
                    data-waiting={waiting === action.id ? '' : undefined}
                    onClick={() => setWaiting(action.id)}
                  >
                    <span className="visually-hidden">Change the key of {action.title}</span>
                    {waiting === action.id ? (
                      'press a key'
                    ) : keysOf(action, shortcuts).length === 0 ? (
                      <span className="faint">none</span>
                    ) : (
                      keysOf(action, shortcuts).map((chord) => (
                        <kbd key={chord} className="kbd">
                          {chordText(chord, layout)}
                        </kbd>
                      ))
                    )}
                  </button>
                </div>
              )
            })}
          </section>
        ))}
        {groups.length === 0 && <p className="muted">No action is called “{query}”.</p>}
      </div>
    </Dialog>
  )
}

/** Actions registered now, and those of the desk, which registers its own only once a project is open. */
function useAllActions(): readonly Action[] {
  const registered = useActions()
  const [desk, setDesk] = useState<readonly Action[]>([])
  useEffect(() => void import('../../session/desk-actions').then((module) => setDesk(module.deskActions)), [])
  return useMemo(() => {
    const known = new Set(registered.map((action) => action.id))
    return [...registered, ...desk.filter((action) => !known.has(action.id))]
  }, [registered, desk])
}

/** While an action waits, the next key press becomes its key. Escape gives up, Backspace takes its keys away. */
function useCapture(actionId: string | undefined, done: () => void): void {
  useEffect(() => {
    if (actionId === undefined) return
    const press = (event: KeyboardEvent): void => {
      event.preventDefault()
      event.stopPropagation()
      if (isPlainModifier(event)) return
      const chord = chordOf(event)
      if (chord === undefined) return
      if (chord === 'Backspace') void assign(actionId, '')
      else if (chord !== 'Escape') void assign(actionId, chord)
      done()
    }
    window.addEventListener('keydown', press, true)
    return () => window.removeEventListener('keydown', press, true)
  }, [actionId, done])
}

const assign = (actionId: string, chord: string): Promise<void> =>
  saveSettings({ shortcuts: { ...settings().shortcuts, [actionId]: chord } })

function reset(actionId: string): Promise<void> {
  const { [actionId]: _, ...others } = settings().shortcuts
  return saveSettings({ shortcuts: others })
}

function grouped(actions: readonly Action[]): readonly (readonly [string, readonly Action[]])[] {
  const groups = new Map<string, Action[]>()
  for (const action of actions) groups.set(action.group, [...(groups.get(action.group) ?? []), action])
  return [...groups]
}
