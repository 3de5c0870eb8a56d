/** A key press as text: modifiers in the order Ctrl, Alt, Shift, then `KeyboardEvent.code`: `Ctrl+Shift+KeyZ`. */
export type Chord = string

interface KeyPress {
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

const MODIFIER_CODES = new Set([
  'ControlLeft',
  'ControlRight',
  'AltLeft',
  'AltRight',
  'ShiftLeft',
  'ShiftRight',
  'MetaLeft',
  'MetaRight',
  'CapsLock',
  'OSLeft',
  'OSRight',
  ''
])

/** Chord of a key event, undefined for a modifier alone. Command on a Mac counts as Ctrl. Keypad keys count as the main ones. */
export function chordOf(event: KeyPress): Chord | undefined {
  if (MODIFIER_CODES.has(event.code)) return undefined
  return build(event.ctrlKey || event.metaKey, event.altKey, event.shiftKey, mainKey(event.code))
}

/** Bring a written chord into the one order, so that `Shift+Ctrl+KeyZ` equals `Ctrl+Shift+KeyZ`. */
export function normalChord(text: string): Chord {
  const parts = text.split('+').map((part) => part.trim())
  const has = (name: string): boolean => parts.slice(0, -1).includes(name)
  return build(has('Ctrl') || has('Meta') || has('Cmd'), has('Alt'), has('Shift'), parts.at(-1) ?? '')
}

const build = (ctrl: boolean, alt: boolean, shift: boolean, code: string): Chord =>
  [ctrl ? 'Ctrl' : '', alt ? 'Alt' : '', shift ? 'Shift' : '', code].filter(Boolean).join('+')

const mainKey = (code: string): string =>
  code === 'NumpadEnter' ? 'Enter' : code.replace(/^Numpad(?=\d$)/, 'Digit')

const NAMES: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Delete: 'Del',
  Minus: '-',
  Equal: '=',
  BracketLeft: '[',
  BracketRight: ']',
  Backquote: '`',
  Backslash: '\\',
  Semicolon: ';',
  Quote: "'",
  Comma: ',',
  Period: '.',
  Slash: '/',
  NumpadAdd: 'Num +',
  NumpadSubtract: 'Num -',
  NumpadMultiply: 'Num *',
  NumpadDivide: 'Num /',
  PageUp: 'PgUp',
  PageDown: 'PgDn'
}

/** A chord as people read it: `Ctrl+Shift+Z`. `layout` maps codes to what is printed on this keyboard. */
export function chordText(chord: Chord, layout?: ReadonlyMap<string, string>): string {
  const parts = chord.split('+')
  const code = parts.at(-1) ?? ''
  const printed = layout?.get(code)?.toUpperCase()
  const key = printed ?? NAMES[code] ?? code.replace(/^Key(?=[A-Z]$)/, '').replace(/^Digit(?=\d$)/, '')
  return [...parts.slice(0, -1), key].join('+')
}

/** Whether a key event is a modifier pressed alone. */
export const isPlainModifier = (event: { readonly code: string }): boolean => MODIFIER_CODES.has(event.code)
