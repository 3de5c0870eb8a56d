import type { ReactNode } from 'react'
import type { WordContrast } from '../../../../../shared/analysis/language/log-odds'
import { formatCount } from '../../../../ui/format'

interface WordsProps {
  readonly title: string
  readonly side: 'a' | 'b'
  readonly words: readonly WordContrast[]
  readonly most: number
  readonly chosen: string | undefined
  readonly onChoose: (word: string) => void
}

/** Words of one side, the most characteristic first; the bar is z. */
export const Words = ({ title, side, words, most, chosen, onChoose }: WordsProps): ReactNode => (
  <section className="language-side" aria-label={`Words of ${title}`}>
    <h3 className="section-head">{title}</h3>
    {words.length === 0 ? (
      <p className="faint">No word is more frequent here.</p>
    ) : (
      <ol className="language-words">
        {words.map(({ word, z, countA, countB, delta }) => (
          <li key={word}>
            <button
              type="button"
              aria-pressed={chosen === word}
              title={`z ${z.toFixed(3)}, log-odds ${delta.toFixed(3)}; ${countA} against ${countB}`}
              onClick={() => onChoose(word)}
            >
              <span className="truncate">{word}</span>
              <span
                className="language-bar"
                data-side={side}
                data-strong={Math.abs(z) >= USUAL ? '' : undefined}
              >
                <i style={{ width: `${(100 * Math.abs(z)) / most}%` }} />
              </span>
              <span className="mono">{Math.abs(z).toFixed(2)}</span>
              <span className="mono faint">
                {formatCount(countA)} : {formatCount(countB)}
              </span>
            </button>
          </li>
        ))}
      </ol>
    )}
  </section>
)

/** |z| beyond which one word by itself would be unusual (5 %). */
const USUAL = 1.96
