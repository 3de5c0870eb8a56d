import { channelTypeNames } from '../../../shared/signal/channel-type'
import type { ChannelType } from '../../../shared/signal/channel-type'

let known: { readonly theme: string; readonly colors: Readonly<Record<ChannelType, string>> } | undefined

/** Colours of channel types in the theme that is on; read again only when the theme changed. */
export function typeColors(): Readonly<Record<ChannelType, string>> {
  const theme = document.documentElement.dataset['theme'] ?? 'dark'
  if (known?.theme === theme) return known.colors
  const style = getComputedStyle(document.documentElement)
  const colors = { ...channelTypeNames }
  for (const type of Object.keys(colors) as ChannelType[])
    colors[type] = style.getPropertyValue(`--sig-${type}`).trim()
  known = { theme, colors }
  return colors
}
