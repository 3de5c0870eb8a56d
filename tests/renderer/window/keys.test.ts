import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { actions, clashes, keysOf, registerActions } from '../../../src/renderer/session/actions'
import type { Action } from '../../../src/renderer/session/actions'
import { chordOf, chordText, normalChord } from '../../../src/renderer/session/chord'
import { actionFor, belongsToTarget, listenToKeys } from '../../../src/renderer/session/keyboard'
import type { KeyTarget } from '../../../src/renderer/session/keyboard'
import { settingsStore } from '../../../src/renderer/session/settings'

const desk: KeyTarget = { textField: false, control: false, desk: true, modal: false }
const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }

describe('chords', () => {
  it('name the place of the key, not the letter printed on it', () => {
    // On AZERTY the key at the place of Q prints "a".
    expect(chordOf({ ...plain, code: 'KeyQ', ctrlKey: true })).toBe('Ctrl+KeyQ')
    expect(chordText('Ctrl+KeyQ', new Map([['KeyQ', 'a']]))).toBe('Ctrl+A')
    expect(chordText('Ctrl+Shift+KeyZ')).toBe('Ctrl+Shift+Z')
  })
  it('treat Command as Ctrl, the keypad as the main keys, and modifiers alone as nothing', () => {
    expect(chordOf({ ...plain, code: 'KeyK', metaKey: true })).toBe('Ctrl+KeyK')
    expect(chordOf({ ...plain, code: 'Numpad3' })).toBe('Digit3')
    expect(chordOf({ ...plain, code: 'ShiftLeft', shiftKey: true })).toBeUndefined()
  })
  it('are equal whatever the order of their modifiers', () => {
    expect(normalChord('Shift+Ctrl+KeyZ')).toBe('Ctrl+Shift+KeyZ')
  })
})

describe('where a key is pressed', () => {
  const text: KeyTarget = { ...desk, textField: true, desk: false }
  it('a text field keeps letters, Space and its own editing, and gives Ctrl+Space and Ctrl+K away', () => {
    expect(belongsToTarget('KeyS', text)).toBe(true)
    expect(belongsToTarget('Space', text)).toBe(true)
    expect(belongsToTarget('Ctrl+KeyZ', text)).toBe(true)
    expect(belongsToTarget('Ctrl+Space', text)).toBe(false)
    expect(belongsToTarget('Ctrl+KeyK', text)).toBe(false)
    expect(belongsToTarget('F1', text)).toBe(false)
  })
  it('a button reached by keyboard keeps Space and Enter, not letters', () => {
    const button: KeyTarget = { ...desk, control: true }
    expect(belongsToTarget('Space', button)).toBe(true)
    expect(belongsToTarget('KeyS', button)).toBe(false)
  })
  it('Tab steps through segments on the desk and moves focus elsewhere', () => {
    expect(belongsToTarget('Tab', desk)).toBe(false)
    expect(belongsToTarget('Tab', { ...desk, desk: false })).toBe(true)
    expect(belongsToTarget('Tab', { ...desk, control: true })).toBe(true)
    expect(belongsToTarget('Shift+Tab', { ...desk, desk: false })).toBe(true)
  })
  it('a dialogue keeps every key but function keys', () => {
    expect(belongsToTarget('Digit1', { ...desk, modal: true })).toBe(true)
    expect(belongsToTarget('F1', { ...desk, modal: true })).toBe(false)
  })
})

describe('the dispatcher', () => {
  let log: string[] = []
  let place = desk
  let page = new EventTarget()
  let stops: (() => void)[] = []
  const act = (id: string, keys: readonly string[], more: Partial<Action> = {}): Action => ({
    id,
    title: id,
    group: 'Test',
    keys,
    run: () => void log.push(id),
    ...more
  })
  const key = (type: 'keydown' | 'keyup', code: string, more: object = {}): Event => {
    const event = Object.assign(new Event(type, { cancelable: true }), {
      ...plain,
      code,
      repeat: false,
      isComposing: false,
      ...more
    })
    page.dispatchEvent(event)
    return event
  }

  beforeEach(() => {
    log = []
    place = desk
    page = new EventTarget()
    settingsStore.setState({ shortcuts: {} })
    stops = [
      listenToKeys(page as Window, (_target, byKey) => ({ ...place, control: place.control && byKey }))
    ]
  })
  afterEach(() => stops.forEach((stop) => stop()))

  it('runs the action of a key and keeps the browser from its own use of it', () => {
    stops.push(registerActions([act('split', ['KeyS'])]))
    expect(key('keydown', 'KeyS').defaultPrevented).toBe(true)
    expect(key('keydown', 'KeyX').defaultPrevented).toBe(false)
    expect(log).toEqual(['split'])
  })
  it('lets one key serve two actions of which only one can be done', () => {
    let rating = false
    stops.push(
      registerActions([
        act('track', ['ArrowUp'], { when: () => !rating }),
        act('level', ['ArrowUp'], { when: () => rating })
      ])
    )
    key('keydown', 'ArrowUp')
    rating = true
    key('keydown', 'ArrowUp')
    expect(log).toEqual(['track', 'level'])
  })
  it('repeats frame steps while the arrow is down, but never a split', () => {
    stops.push(registerActions([act('step', ['ArrowRight']), act('split', ['KeyS'])]))
    for (const code of ['ArrowRight', 'KeyS']) {
      key('keydown', code)
      key('keydown', code, { repeat: true })
    }
    expect(log).toEqual(['step', 'step', 'split'])
  })
  it('labels as long as a digit is held, and ends with the release or when the window loses focus', () => {
    const hold = { down: () => void log.push('down'), up: () => void log.push('up') }
    stops.push(registerActions([act('label', ['Digit3'], { hold })]))
    key('keydown', 'Digit3')
    key('keydown', 'Digit3', { repeat: true })
    key('keyup', 'Digit3')
    key('keydown', 'Digit3')
    page.dispatchEvent(new Event('blur'))
    key('keyup', 'Digit3')
    expect(log).toEqual(['down', 'up', 'down', 'up'])
  })
  it('runs instead of holding when holding is not meant now', () => {
    stops.push(
      registerActions([
        act('label', ['Digit3'], {
          hold: { when: () => false, down: () => void log.push('down'), up: () => void log.push('up') }
        })
      ])
    )
    key('keydown', 'Digit3')
    key('keyup', 'Digit3')
    expect(log).toEqual(['label'])
  })
  it('plays on Space after a click on a button, and presses the button when Tab had led there', () => {
    stops.push(registerActions([act('play', ['Space'])]))
    place = { ...desk, control: true }
    page.dispatchEvent(new Event('pointerdown'))
    page.dispatchEvent(new Event('focusin'))
    key('keydown', 'Space')
    expect(log).toEqual(['play'])
    key('keydown', 'Tab')
    page.dispatchEvent(new Event('focusin'))
    expect(key('keydown', 'Space').defaultPrevented).toBe(false)
    expect(log).toEqual(['play'])
  })
  it('goes by the keys that the user chose, and leaves the old ones alone', () => {
    stops.push(registerActions([act('split', ['KeyS'])]))
    settingsStore.setState({ shortcuts: { split: 'Ctrl+KeyX' } })
    key('keydown', 'KeyS')
    key('keydown', 'KeyX', { ctrlKey: true })
    expect(log).toEqual(['split'])
  })
  it('forgets actions whose panel has gone', () => {
    registerActions([act('split', ['KeyS'])])()
    key('keydown', 'KeyS')
    expect(log).toEqual([])
    expect(actions().some((action) => action.id === 'split')).toBe(false)
  })
})

describe('the clash check', () => {
  const act = (id: string, keys: readonly string[], scope?: string): Action => ({
    id,
    title: id,
    group: 'Test',
    keys,
    scope,
    run: () => undefined
  })
  it('finds both sides of a shared key and says nothing about others', () => {
    const list = [act('a', ['KeyS']), act('b', ['KeyS']), act('c', ['KeyD'])]
    const found = clashes(list, {})
    expect([...found.keys()].sort()).toEqual(['a', 'b'])
    expect(found.get('a')?.map((action) => action.id)).toEqual(['b'])
  })
  it('sees keys the user gave, and no clash once one side has another key', () => {
    const list = [act('a', ['KeyS']), act('b', ['KeyD'])]
    expect(clashes(list, { b: 'KeyS' }).size).toBe(2)
    expect(clashes([act('a', ['KeyS']), act('b', ['KeyS'])], { b: '' }).size).toBe(0)
  })
  it('allows one key in two scopes that are never active together', () => {
    expect(clashes([act('a', ['ArrowUp'], 'tracks'), act('b', ['ArrowUp'], 'rating')], {}).size).toBe(0)
    expect(clashes([act('a', ['ArrowUp'], 'tracks'), act('b', ['ArrowUp'], 'tracks')], {}).size).toBe(2)
  })
  it('lets a scope take a key from the desk, and gives it to the scope while that can be done', () => {
    const [plain, scoped] = [act('a', ['ArrowUp']), act('b', ['ArrowUp'], 'rating')]
    expect(clashes([plain, scoped], {}).size).toBe(0)
    expect(actionFor('ArrowUp', [scoped, plain])?.id).toBe('b')
    expect(actionFor('ArrowUp', [{ ...scoped, when: () => false }, plain])?.id).toBe('a')
    // Keys of one part of the desk leave the others theirs, though menu and palette may do the action.
    expect(actionFor('ArrowUp', [{ ...scoped, keysWhen: () => false }, plain])?.id).toBe('a')
  })
  it('reads several keys of one action', () => {
    expect(keysOf(act('a', ['KeyS']), { a: 'KeyX Ctrl+KeyY' })).toEqual(['KeyX', 'Ctrl+KeyY'])
  })
})
