import type { LabelCurve } from '../../../../../shared/analysis/label-sets/curves'
import type { LabelCurvesAnswer } from '../../../../../shared/contract/label-sets'
import type { Label } from '../../../../../shared/domain/scheme'
import { axis, base, title, type Figure, type FigureColors, type PaperFigure } from '../../figure'

/** Precision over recall and hits over false alarms of all labels. */
export function labelFigures(
  answer: LabelCurvesAnswer,
  labelOf: (id: string) => Label,
  names: readonly string[]
): readonly PaperFigure[] {
  const about = [...names, `r${answer.revision}`]
  const make = (
    place: (curve: LabelCurve, point: LabelCurve['points'][number]) => readonly [number, number],
    x: string,
    y: string
  ) => {
    return (colors: FigureColors): Figure => ({
      data: answer.labels.flatMap((id, at) => {
        const curve = answer.curves[at]
        if (!curve || curve.positives === 0 || curve.negatives === 0) return []
        const points = curve.points.map((point) => place(curve, point))
        const { name, color } = labelOf(id)
        return [
          {
            type: 'scatter',
            mode: 'lines',
            ...{ x: points.map(([first]) => first), y: points.map(([, second]) => second), name },
            line: { color, width: 1.75 },
            hovertemplate: `${name}: %{x:.2f}, %{y:.2f}<extra></extra>`
          }
        ]
      }),
      layout: {
        ...base(colors),
        showlegend: true,
        xaxis: { ...axis(colors), range: [0, 1], title: title(x) },
        yaxis: { ...axis(colors), range: [0, 1.01], title: title(y) }
      }
    })
  }
  return [
    {
      ...{ id: 'precision-recall', title: 'Precision over recall', about },
      make: make(
        (curve, { hits, alarms }) => [hits / curve.positives, hits / (hits + alarms)],
        'recall',
        'precision'
      )
    },
    {
      ...{ id: 'roc', title: 'Hits over false alarms', about },
      make: make(
        (curve, { hits, alarms }) => [alarms / curve.negatives, hits / curve.positives],
        'false alarms',
        'hits'
      )
    }
  ]
}
