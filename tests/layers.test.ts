import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, sep } from 'node:path'
import { describe, expect, test } from 'vitest'

/** Who may import whom: the first row whose pattern fits a file holds. `shared` is open to everyone; `$1` is the file's own folder. */
const table: readonly (readonly [from: RegExp, to: string])[] = [
  [/^shared\//, 'shared/'],
  [/^main\/index\.ts$/, 'main/'],
  [/^main\/handlers\//, 'main/(handlers/|store/|engine/(link|protocol)\\.)'],
  // So are components and curves of the body, which jobs compute.
  [/^main\/engine\/analysis\/(components|feature-curve)-job\.ts$/, 'main/(engine/|signals/)'],
  // Measures of an export are computed where its rows are: the reader of signals knows no process.
  [/^main\/engine\/export\/signal-features\.ts$/, 'main/(engine/|signals/)'],
  // Models read channels where they lie, as the panels do.
  [/^main\/engine\/inference\/sources\/channel-reader\.ts$/, 'main/(engine/|signals/)'],
  [/^(main\/(?:shell|store|engine))\//, '$1/'],
  [/^main\/signals\//, 'main/signals/'],
  // Questions about labels are answered beside main, from the store for reading.
  [/^main\/analysis\//, 'main/(analysis|store)/'],
  [/^preload\//, 'preload/'],
  [/^renderer\/panels\/index\.tsx?$/, 'renderer/panels/'],
  [/^(renderer\/panels\/[^/]+)\//, '($1/|renderer/(session/|ui/|client\\.))'],
  [/^renderer\/session\//, 'renderer/(session/|client\\.)'],
  [/^renderer\/ui\//, 'renderer/ui/'],
  [/^(renderer\/(?:decoder|studio))\//, '$1/'],
  [/^renderer\/client\.ts$/, 'shared/'],
  [/^renderer\/[^/]+$/, 'renderer/']
]

/** The only places that may import a package; its types may be named anywhere. */
const packages: Readonly<Record<string, RegExp>> = {
  'onnxruntime-node': /^main\/engine\/inference\/session\.ts$/,
  'better-sqlite3': /^main\/store\//,
  electron: /^(main\/index\.|main\/shell\/|main\/engine\/link\.|preload\/)/
}

/** Folders with one entry per file or folder, each named in the folder's index. */
const registries = [
  'shared/commands',
  'shared/modalities',
  'shared/metrics',
  'main/store/migrations',
  'main/engine/import',
  'main/engine/corpora',
  'main/engine/inference/ops',
  'main/engine/inference/decode',
  'main/engine/inference/sources',
  'main/engine/inference/tasks',
  'main/engine/export',
  'renderer/panels'
]

const src = join(import.meta.dirname, '../src')
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((file) => file.split(sep).join('/'))
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
const imports = new Map(files.map((file) => [file, importsOf(file)]))
const local = (file: string) => imports.get(file)?.files ?? []

describe('the house', () => {
  test('every file imports only from the rooms that its own may see', () => {
    const offences = files.flatMap((file) => {
      const row = table.find(([from]) => from.test(file))
      if (!row) return [`${file} is in no room`]
      const allowed = new RegExp(`^(shared/|${row[1].replaceAll('$1', row[0].exec(file)?.[1] ?? '')})`)
      return local(file)
        .filter((to) => !allowed.test(to))
        .map((to) => `${file} imports ${to}`)
    })
    expect(offences).toEqual([])
  })

  test.each(Object.entries(packages))('%s is imported only where it belongs', (name, where) => {
    const users = files.filter((file) => imports.get(file)?.packages.includes(name))
    expect(users.filter((file) => !where.test(file))).toEqual([])
  })

  test('no file imports itself through others', () => {
    expect(firstCycle()).toEqual([])
  })

  test.each(registries)('%s has no entry that its index forgot', (folder) => {
    const used = new Set(files.flatMap(local))
    const entries = files.filter((file) => entryOf(folder).test(file))
    expect(entries.filter((file) => !used.has(file))).toEqual([])
  })
})

/** Files beside the index, or, for panels, the index of each folder. Helpers pass too: somebody imports them. */
function entryOf(folder: string): RegExp {
  return folder === 'renderer/panels'
    ? /^renderer\/panels\/[^/]+\/index\.tsx?$/
    : new RegExp(`^${folder}/(?!index\\.ts)[^/]+\\.ts$`)
}

/** What a file imports: files of `src`, and packages by name. */
function importsOf(file: string): { files: string[]; packages: string[] } {
  const text = readFileSync(join(src, file), 'utf8')
  const names = [...text.matchAll(/(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]/g)]
  const bare = [...text.matchAll(/(?:^|\n)\s*import\s*['"]([^'"]+)['"]/g)]
  const lazy = [...text.matchAll(/\b(?:import|require)\(\s*['"]([^'"]+)['"]\s*\)/g)]
  const all = [...names, ...bare, ...lazy].map((match) => match[1] ?? '')
  const running = [
    ...names.filter(([line]) => !/^\s*(?:import|export) type\b/.test(line)),
    ...bare,
    ...lazy
  ].map((match) => match[1] ?? '')
  return {
    files: all.map((name) => resolve(file, name)).filter((name) => name !== undefined),
    packages: running.filter((name) => /^[@a-z]/.test(name) && !name.startsWith('@shared/'))
  }
}

function resolve(from: string, name: string): string | undefined {
  const path = name.startsWith('@shared/')
    ? name.replace('@shared/', 'shared/')
    : name.startsWith('.')
      ? posix.join(posix.dirname(from), name)
      : undefined
  if (path === undefined) return undefined
  const candidates = [path, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`, `${path}/index.tsx`]
  return candidates.find((candidate) => files.includes(candidate))
}

/** The files of one import cycle in order, or an empty list. */
function firstCycle(): readonly string[] {
  const clean = new Set<string>()
  const walk = (file: string, path: readonly string[]): readonly string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (clean.has(file)) return []
    for (const next of local(file)) {
      const cycle = walk(next, [...path, file])
      if (cycle.length > 0) return cycle
    }
    clean.add(file)
    return []
  }
  return files.map((file) => walk(file, [])).find((cycle) => cycle.length > 0) ?? []
}
