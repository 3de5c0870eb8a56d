import type { WordsSpan } from '../../session/links'

/** The words of a turn that are selected on the page, in code points; undefined when none are. */
export function markedWords(segmentId: string): WordsSpan | undefined {
  const chosen = document.getSelection()
  if (!chosen || chosen.isCollapsed || chosen.rangeCount === 0) return undefined
  const range = chosen.getRangeAt(0)
  const home = document.querySelector(`[data-words="${CSS.escape(segmentId)}"]`)
  if (!home?.contains(range.startContainer) || !home.contains(range.endContainer)) return undefined
  const before = document.createRange()
  before.selectNodeContents(home)
  before.setEnd(range.startContainer, range.startOffset)
  const raw = range.toString()
  const words = raw.trim()
  if (words === '') return undefined
  // A double click takes the space behind a word along, which is no part of it.
  const from = [...before.toString()].length + [...raw].length - [...raw.trimStart()].length
  return { from, to: from + [...words].length }
}
