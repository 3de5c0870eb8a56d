import type { LanguageAnswer } from '../../../../../shared/contract/analysis/language'
import { axis, base, title, type PaperFigure } from '../../figure'

/** Words of each side that a figure has room for. */
const SHOWN = 15

/** The most characteristic words of both sides by their z. */
export function languageFigures(
  answer: LanguageAnswer,
  titles: readonly [a: string, b: string],
  names: readonly string[]
): readonly PaperFigure[] {
  const first = answer.words.filter(({ z }) => z > 0).slice(0, SHOWN)
  const last = answer.words.filter(({ z }) => z < 0).slice(-SHOWN)
  const rows = [...first, ...last].toReversed()
  return [
    {
      id: 'words',
      title: `Words: ${titles[0]} against ${titles[1]}`,
      about: [...names, `r${answer.revision}`],
      make: (colors) => ({
        data: [
          {
            type: 'bar',
            orientation: 'h',
            x: rows.map(({ z }) => z),
            y: rows.map(({ word }) => word),
            marker: { color: rows.map(({ z }) => (z > 0 ? colors.bad : colors.good)) },
            customdata: rows.map(({ countA, countB }) => [countA, countB]),
            hovertemplate: '%{y}: z %{x:.2f}, %{customdata[0]} against %{customdata[1]}<extra></extra>'
          }
        ],
        layout: {
          ...base(colors),
          bargap: 0.3,
          xaxis: {
            ...axis(colors),
            title: title(`z, ${titles[1]} (left) to ${titles[0]} (right)`),
            zeroline: true,
            zerolinecolor: colors.muted
          },
          yaxis: { ...axis(colors), showgrid: false, type: 'category', dtick: 1 }
        }
      })
    }
  ]
}
