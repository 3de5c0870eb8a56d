import type { UnitRange } from '../../../shared/documents/words'

/** Position in the text (UTF-16 units) of a place in the page; undefined outside the text. Lines carry `data-from`, pieces too. */
export function unitsOfPoint(node: Node | null, offset: number): number | undefined {
  if (!node) return undefined
  const element = node instanceof Element ? node : node.parentElement
  const piece = element?.closest<HTMLElement>('[data-from]')
  if (!piece) return undefined
  const from = Number(piece.dataset['from'])
  if (node instanceof Text) return from + offset
  // Between the children of a line: where the next child begins, else the end of the line.
  const child = node.childNodes[offset]
  if (child instanceof HTMLElement && child.dataset['from'] !== undefined)
    return Number(child.dataset['from'])
  return offset === 0 ? from : from + (piece.textContent === '\u200b' ? 0 : piece.textContent.length)
}

/** Place in the page of a position in the text. */
export function pointOfUnits(
  page: HTMLElement,
  lines: readonly UnitRange[],
  units: number
): { readonly node: Node; readonly offset: number } | undefined {
  const line = page.children[lineIndex(lines, units)]
  if (!line) return undefined
  const pieces = [...line.children]
  const piece =
    pieces.findLast((each) => each instanceof HTMLElement && Number(each.dataset['from']) <= units) ??
    pieces[0]
  const text = piece?.firstChild
  if (!(piece instanceof HTMLElement) || !text) return { node: line, offset: 0 }
  const offset = units - Number(piece.dataset['from'])
  return { node: text, offset: Math.max(0, Math.min(offset, text.textContent?.length ?? 0)) }
}

/** Number of the line that holds a position. */
export function lineIndex(lines: readonly UnitRange[], units: number): number {
  let [low, high] = [0, lines.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((lines[middle]?.from ?? Infinity) <= units) low = middle
    else high = middle - 1
  }
  return low
}
