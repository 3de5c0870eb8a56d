import type { MontageRow } from './montage'

/** Rows as they are typed, one a line: `C3 local = C3 - 0.25 F3 - 0.25 P3 - 0.25 Cz - 0.25 T7`. */
export const montageText = (rows: readonly MontageRow[]): string =>
  rows.map(({ label, weights }) => `${label} = ${weights.map(termText).join(' ')}`).join('\n')

function termText({ channel, weight }: MontageRow['weights'][number], at: number): string {
  const size = Number(Math.abs(weight).toPrecision(6))
  const sign = weight < 0 ? (at === 0 ? '-' : '- ') : at === 0 ? '' : '+ '
  const name = /^[A-Za-z][\w.]*$/.test(channel) ? channel : `"${channel}"`
  return `${sign}${size === 1 ? '' : `${size} `}${name}`
}

/** A sign, a number where it is not 1, and a channel: bare, or in quotes where its name has spaces or signs, or begins with a digit. */
const TERM = /^([+-])?\s*(?:(\d+(?:\.\d+)?)\s*\*?\s*)?(?:"([^"]+)"|(\p{L}[^\s"+*=-]*))\s*/u

/**
 * Rows of typed lines; the sentence that says which line cannot be read, and why. Empty lines and those that begin with # are
 * passed over. Without a name before `=` a row is named as it is written.
 */
export function readMontageText(text: string): readonly MontageRow[] | { readonly problem: string } {
  const rows: MontageRow[] = []
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.trim().startsWith('#')) continue
    const cut = line.lastIndexOf('=')
    const sum = line.slice(cut + 1).trim()
    const label = cut < 0 ? sum : line.slice(0, cut).trim()
    const weights = terms(sum)
    if (label === '' || weights.length === 0)
      return {
        problem: `Line ${at + 1} cannot be read: ${line.trim()}. Write it as “Name = C3 - 0.5 A1 - 0.5 A2”; names with spaces or signs in quotes.`
      }
    rows.push({ label, weights })
  }
  return rows.length > 0 ? rows : { problem: 'There is no row yet.' }
}

/** Weights of a sum; none when any part of it is no term. */
function terms(sum: string): MontageRow['weights'] {
  const found: MontageRow['weights'] = []
  for (let rest = sum; rest !== '';) {
    const match = TERM.exec(rest)
    // Between two terms stands a sign.
    if (!match || (found.length > 0 && match[1] === undefined)) return []
    const channel = match[3] ?? match[4] ?? ''
    found.push({ channel, weight: (match[1] === '-' ? -1 : 1) * Number(match[2] ?? 1) })
    rest = rest.slice(match[0].length)
  }
  return found
}
