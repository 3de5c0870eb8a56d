import { useMemo } from 'react'
import type { Settings } from '../../shared/contract'
import { settings, useSettings } from './settings'
import { presetOf } from './shortcut-presets'

/** Action id -> keys as text, `''` for none; actions that are not named keep their own. */
export type Shortcuts = Readonly<Record<string, string>>

/** Keys that differ from the actions' own: those of the preset, and over them those the user changed. */
export const shortcutsOf = (
  { shortcutPreset, shortcuts }: Pick<Settings, 'shortcutPreset' | 'shortcuts'> = settings()
): Shortcuts => ({
  ...Object.fromEntries(
    Object.entries(presetOf(shortcutPreset).keys).map(([id, keys]) => [id, keys.join(' ')])
  ),
  ...shortcuts
})

/** The keys that count now, for components. */
export function useShortcuts(): Shortcuts {
  const shortcutPreset = useSettings((state) => state.shortcutPreset)
  const shortcuts = useSettings((state) => state.shortcuts)
  return useMemo(() => shortcutsOf({ shortcutPreset, shortcuts }), [shortcutPreset, shortcuts])
}
