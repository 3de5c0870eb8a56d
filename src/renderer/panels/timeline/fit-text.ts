/** Width of a text in pixels, in the font it will be drawn in. */
export type Measure = (text: string) => number

const ELLIPSIS = '…'
/** Fewer letters than this say less than none. */
const LEAST_LETTERS = 2

/** A text that fits into a width: whole, or cut with an ellipsis between letters, or empty. */
export function fitText(text: string, widthPx: number, measure: Measure): string {
  if (text === '' || measure(text) <= widthPx) return text
  const letters = [...text]
  let [fits, tooLong] = [0, letters.length]
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1
    if (measure(letters.slice(0, middle).join('').trimEnd() + ELLIPSIS) <= widthPx) fits = middle
    else tooLong = middle
  }
  return fits < LEAST_LETTERS ? '' : letters.slice(0, fits).join('').trimEnd() + ELLIPSIS
}

/** What a segment says of its label: letter and name, letter and shortened name, the letter alone, or nothing. */
export function fitLabel(letter: string, name: string, widthPx: number, measure: Measure): string {
  const start = `${letter} · `
  const rest = fitText(name, widthPx - measure(start), measure)
  if (rest !== '') return start + rest
  return measure(letter) <= widthPx ? letter : ''
}
