import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { appActions } from '../../../src/renderer/app-actions'
import { keysOf } from '../../../src/renderer/session/actions'
import type { Action } from '../../../src/renderer/session/actions'
import { chordText } from '../../../src/renderer/session/chord'
import { deskActions } from '../../../src/renderer/session/desk-actions'
import { laneActions } from '../../../src/renderer/panels/timeline/lane-actions'
import { ratingActions } from '../../../src/renderer/session/rating/take-flow'
import { blocks, inlineParts } from '../../../src/renderer/ui/prose'
import { anchorOf, chapterOf, inOrderOf } from '../../../src/renderer/panels/about/handbook-text'

const folder = join(import.meta.dirname, '../../../resources/handbook')
const files = readdirSync(folder).filter((name) => name.endsWith('.md'))
const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8')

/** Words of the arrows, as the handbook writes them. */
const ARROWS: Readonly<Record<string, string>> = { '←': 'Left', '→': 'Right', '↑': 'Up', '↓': 'Down' }
const written = (action: Action): readonly string[] =>
  keysOf(action, {}).map((chord) => chordText(chord).replace(/[←→↑↓]/, (arrow) => ARROWS[arrow] ?? arrow))

/** Rows of the shortcut tables: what, and its keys. */
const told = new Map(
  blocks(textOf('10-shortcuts.md'))
    .flatMap((block) =>
      block.kind === 'table' && block.rows[0]?.[0] === 'action' ? block.rows.slice(1) : []
    )
    .map(([title = '', keys = '']) => [
      title,
      inlineParts(keys).flatMap((part) => (part.kind === 'code' ? [part.text] : []))
    ])
)

/** Actions of one kind that the handbook lists in one row. */
const rows: readonly (readonly [string, RegExp])[] = [
  ['Label 1 to 9; hold while playing', /^label\.\d$/],
  ['Intensity 1 to 9', /^intensity\.\d$/],
  ['Confidence 1 to 5', /^confidence\.\d$/],
  ['Rating level 1 to 9', /^rating\.level\.\d$/]
]

describe('the handbook', () => {
  it('lists every action that has a key with exactly these keys, and no other', () => {
    const expected = new Map(
      [...appActions, ...deskActions, ...laneActions, ...ratingActions]
        .filter((action) => written(action).length > 0 && !rows.some(([, ids]) => ids.test(action.id)))
        .map((action) => [action.title, written(action)])
    )
    for (const [title, ids] of rows) {
      const keys = [...deskActions, ...ratingActions].filter((action) => ids.test(action.id)).flatMap(written)
      expected.set(title, [keys[0] ?? '', keys.at(-1) ?? ''])
    }
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(expected))
  })

  it('links to chapters, headings and pictures that exist', () => {
    const broken = files.flatMap((file) =>
      inlineParts(textOf(file))
        .flatMap((part) => (part.kind === 'link' || part.kind === 'picture' ? [part.target] : []))
        .filter((target) => !target.startsWith('https://') && !leadsSomewhere(target))
        .map((target) => `${file}: ${target}`)
    )
    expect(broken).toEqual([])
  })

  it('has a table of contents that names every chapter once, and the app shows them in its order', () => {
    const chapters = files.filter((name) => /^\d/.test(name)).map((name) => chapterOf(name, textOf(name)))
    const shown = inOrderOf(textOf('README.md'), chapters).map(({ id }) => id)
    const named = [...textOf('README.md').matchAll(/\((\d[^)]+\.md)\)/g)].map(([, name]) => name)
    expect(named.toSorted()).toEqual(chapters.map(({ id }) => id).toSorted())
    expect(shown).toEqual(named)
  })
})

function leadsSomewhere(target: string): boolean {
  const [file = '', anchor] = target.split('#')
  if (!existsSync(join(folder, file))) return false
  return (
    anchor === undefined ||
    blocks(textOf(file)).some((block) => block.kind === 'heading' && anchorOf(block.text) === anchor)
  )
}
