/** A part of a chapter under one heading; the first has none and stands under the chapter's title. */
export interface Section {
  readonly title: string
  readonly anchor: string
  /** Markdown of the part, its heading included. */
  readonly text: string
}

/** One file of the handbook. */
export interface Chapter {
  /** File name: `02-import.md`. */
  readonly id: string
  readonly title: string
  readonly sections: readonly Section[]
}

/** A part that holds what was searched for. */
export interface Found {
  readonly chapter: Chapter
  readonly section: Section
  /** Some words around the first place. */
  readonly excerpt: string
}

/** Id of a heading as links name it: `Files that moved` becomes `files-that-moved`. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replace(/\s+/g, '-')

/** Read a chapter from its Markdown: `# Title`, then parts that begin with `## `. */
export function chapterOf(id: string, markdown: string): Chapter {
  const [head = '', ...parts] = markdown.split(/^(?=## )/m)
  const title = /^# (.+)$/m.exec(head)?.[1] ?? id
  const lead = head.replace(/^# .+$/m, '').trim()
  return {
    id,
    title,
    sections: [
      { title: '', anchor: '', text: lead },
      ...parts.map((text): Section => {
        const heading = /^## (.+)$/m.exec(text)?.[1] ?? ''
        return { title: heading, anchor: anchorOf(heading), text: text.trim() }
      })
    ]
  }
}

/** Chapters in the order in which a table of contents links to them; those it forgets come last, by file name. */
export function inOrderOf(contents: string, chapters: readonly Chapter[]): readonly Chapter[] {
  const named = [...contents.matchAll(/\]\(([^)]+\.md)\)/g)].map(([, file]) => file)
  const place = ({ id }: Chapter): number => (named.includes(id) ? named.indexOf(id) : named.length)
  return [...chapters].sort((a, b) => place(a) - place(b) || a.id.localeCompare(b.id))
}

/** Words of a query, each to be found. */
export const wordsOf = (query: string): readonly string[] => query.toLowerCase().split(/\s+/).filter(Boolean)

/** Parts that hold every word, those with a word in the heading first; in order of the chapters. */
export function search(chapters: readonly Chapter[], query: string): readonly Found[] {
  const words = wordsOf(query)
  if (words.length === 0) return []
  const found = chapters.flatMap((chapter) =>
    chapter.sections.flatMap((section) => {
      const text = plain(section.text)
      const heading = `${section.title || chapter.title}`.toLowerCase()
      const all = `${heading} ${text.toLowerCase()}`
      if (!words.every((word) => all.includes(word))) return []
      const inHeading = words.some((word) => heading.includes(word))
      return [{ found: { chapter, section, excerpt: excerptOf(text, words) }, inHeading }]
    })
  )
  return [...found.filter((each) => each.inHeading), ...found.filter((each) => !each.inHeading)].map(
    (each) => each.found
  )
}

/** Text as it reads, without its marks, tables in one line. */
const plain = (markdown: string): string =>
  markdown
    .replace(/^#+ .*$/gm, '')
    .replace(/!\[[^\]]*\]\([^)]*\)/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^[|\s:-]+$/gm, ' ')
    .replace(/[|`*]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

/** Letters shown before and after the first word found. */
const AROUND = [28, 84] as const

function excerptOf(text: string, words: readonly string[]): string {
  const places = words.map((word) => text.toLowerCase().indexOf(word)).filter((place) => place >= 0)
  const first = places.length > 0 ? Math.min(...places) : 0
  const from = first <= AROUND[0] ? 0 : text.indexOf(' ', first - AROUND[0]) + 1
  const end = text.indexOf(' ', first + AROUND[1])
  const to = end < 0 ? text.length : end
  return `${from > 0 ? '… ' : ''}${text.slice(from, to)}${to < text.length ? ' …' : ''}`
}
