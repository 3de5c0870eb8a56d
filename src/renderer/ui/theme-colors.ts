/** Colours of the theme for canvases, read from the stylesheet. */
export interface ThemeColors {
  readonly bg: string
  readonly panel: string
  readonly raised: string
  readonly hover: string
  readonly line: string
  readonly edge: string
  readonly text: string
  readonly muted: string
  readonly faint: string
  readonly accent: string
  readonly accentInk: string
  readonly play: string
  readonly wave: string
  readonly grid: string
  readonly good: string
  readonly bad: string
  readonly warn: string
  readonly font: string
  readonly mono: string
}

let known: { readonly theme: string; readonly colors: ThemeColors } | undefined

/** Colours of the theme that is on. Cheap to call on every frame: read again only when the theme changed. */
export function themeColors(): ThemeColors {
  const theme = document.documentElement.dataset['theme'] ?? 'dark'
  if (known?.theme === theme) return known.colors
  const style = getComputedStyle(document.documentElement)
  const read = (name: string): string => style.getPropertyValue(`--${name}`).trim()
  const colors: ThemeColors = {
    bg: read('bg'),
    panel: read('panel'),
    raised: read('raised'),
    hover: read('hover'),
    line: read('line'),
    edge: read('edge'),
    text: read('text'),
    muted: read('muted'),
    faint: read('faint'),
    accent: read('accent'),
    accentInk: read('accent-ink'),
    play: read('play'),
    wave: read('wave'),
    grid: read('grid'),
    good: read('good'),
    bad: read('bad'),
    warn: read('warn'),
    font: read('font'),
    mono: read('mono')
  }
  known = { theme, colors }
  return colors
}

/** Called when the theme changes, so that canvases paint again. Returns the function that stops it. */
export function onThemeChange(listener: () => void): () => void {
  const observer = new MutationObserver(listener)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  return () => observer.disconnect()
}
