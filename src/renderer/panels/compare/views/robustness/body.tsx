import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import type { VariantsAnswer } from '../../../../../shared/contract/analysis/variants'
import { confusionMetrics } from '../../../../../shared/metrics'
import { perturbationOf } from '../../../../../shared/variants/perturbations'
import { levelText } from '../../../../../shared/variants/run-variant'
import { copyText } from '../../../../session/copy-text'
import { useProject } from '../../../../session/project'
import { useOpened } from '../../../../session/use-opened'
import type { RanVariant } from '../../../../session/variants'
import { Checkbox } from '../../../../ui/checkbox'
import { CopyMenu, tableItems } from '../../../../ui/copy-menu'
import { formatCount, plural } from '../../../../ui/format'
import { PanelHead } from '../../../../ui/panel-head'
import { QueueFoot } from '../../experiments/queue-foot'
import { curveFigures } from '../../experiments/experiment-figures'
import { FiguresSection } from '../../figures-section'
import { MissingVariants } from '../../experiments/missing-variants'
import type { VariantsAsked } from '../../experiments/use-experiment'
import { VariantDetail } from '../../experiments/variant-detail'
import { VariantTable, type VariantRow } from '../../experiments/variant-table'
import { recallText, variantText } from '../../experiments/variant-text'
import { openVersus } from '../versus/open-versus'
import { Curve } from './curve'
import { curvesOf } from './curves-of'
import { LabelKey } from './label-key'

interface BodyProps {
  readonly query: VariantsAsked
  readonly answer: VariantsAnswer
  readonly variants: readonly RanVariant[]
}

interface Opening {
  readonly key: string
  readonly row: VariantRow
  readonly verdict: 'broken' | 'fixed'
}

const CLEAN = 'clean'

/** Curves by perturbation, the table of all steps, and the numbers of the step that is chosen. */
export function RobustnessBody({ query, answer, variants }: BodyProps): ReactNode {
  const { variantIds: _, metric = 'uar', cluster: _cluster, seed: _seed, ...asked } = query
  const names = useProject((state) => state.index.authors)
  const [byLabel, setByLabel] = useState(false)
  const [chosen, setChosen] = useState<string>()
  const { rows, curves } = useMemo(() => {
    const all = rowsOf(answer, variants)
    return { rows: all, curves: curvesOf(all, variants) }
  }, [answer, variants])
  const { opened, open } = useOpened<Opening>(({ row, verdict }) =>
    openVersus(
      {
        ...asked,
        recordingIds: [...answer.recordingIds],
        candidateAuthorId: row.authorId,
        baselineId: answer.baseline.authorId
      },
      { verdicts: [verdict], limit: 5000 },
      verdict === 'broken'
        ? `Right when clean, wrong at ${row.group ?? ''} ${row.name}`
        : `Wrong when clean, right at ${row.group ?? ''} ${row.name}`
    )
  )
  const openRow = (row: VariantRow, verdict: 'broken' | 'fixed'): void =>
    open({ key: `${row.authorId} ${verdict}`, row, verdict })
  const metricName = confusionMetrics.get(metric).name
  const shown = rows.find(({ authorId }) => authorId === chosen) ?? rows[0]
  const variant = variants.find(({ authorId }) => authorId === shown?.authorId)?.variant
  return (
    <>
      <PanelHead>
        <span>
          n {formatCount(Math.round(answer.baseline.n))}
          {answer.unit === 's' ? ' s' : ''} when clean · {plural(answer.recordingIds.length, 'recording')},{' '}
          {plural(answer.clusters, 'cluster')} ({answer.clusterNoun})
        </span>
        <CopyMenu
          items={() => [
            ...tableItems('Steps', () => variantText(rows, metricName), copyText),
            ...tableItems('Recall by label', () => recallText(rows, answer), copyText)
          ]}
        />
      </PanelHead>
      <div className="compare-body experiment">
        <div className="curve-key">
          <Checkbox checked={byLabel} onChange={setByLabel}>
            Recall of each label
          </Checkbox>
          {byLabel && <LabelKey answer={answer} />}
        </div>
        <div className="curves">
          {curves.map((curve) => (
            <Curve
              key={curve.key}
              curve={curve}
              answer={answer}
              metricName={metricName}
              byLabel={byLabel}
              opened={opened?.verdict === 'broken' ? opened.row.authorId : undefined}
              onOpen={(row) => {
                setChosen(row.authorId)
                if ((row.score.changed?.broken ?? 0) > 0) openRow(row, 'broken')
              }}
            />
          ))}
        </div>
        <VariantTable
          label="Steps"
          rows={rows}
          answer={answer}
          metricName={metricName}
          baselineName={CLEAN}
          groupTitle="Perturbation"
          nameTitle="Step"
          selected={shown?.authorId}
          onSelect={setChosen}
          onOpen={openRow}
        />
        <MissingVariants answer={answer} variants={variants} />
        {shown && (
          <VariantDetail
            row={shown}
            baselineName={CLEAN}
            answer={answer}
            metric={metric}
            query={asked}
            recordings={answer.recordingIds.length}
            facts={
              variant?.kind === 'perturbation'
                ? [
                    [
                      'Perturbation',
                      `${perturbationOf(variant.change).name} ${levelText(variant)}, seed ${variant.seed}`
                    ],
                    ['What is done', perturbationOf(variant.change).says]
                  ]
                : []
            }
          />
        )}
        <FiguresSection
          figures={curveFigures(curves, answer, metricName, [
            names.get(asked.referenceAuthorId)?.name ?? 'reference',
            names.get(answer.baseline.authorId)?.name ?? 'model',
            `r${answer.revision}`
          ])}
        />
      </div>
      <QueueFoot />
    </>
  )
}

/** The clean run first, then every step with what it is called. */
function rowsOf(answer: VariantsAnswer, variants: readonly RanVariant[]): readonly VariantRow[] {
  const steps = answer.variants.flatMap((score): VariantRow[] => {
    const variant = variants.find(({ authorId }) => authorId === score.authorId)?.variant
    if (variant?.kind !== 'perturbation') return []
    const { name, seeded } = perturbationOf(variant.change)
    const group = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}${seeded && variant.seed !== 1 ? `, seed ${variant.seed}` : ''}`
    return [{ authorId: score.authorId, group, name: levelText(variant), score, isBaseline: false }]
  })
  return [
    {
      authorId: answer.baseline.authorId,
      group: 'As recorded',
      name: CLEAN,
      score: answer.baseline,
      isBaseline: true
    },
    ...steps.toSorted((a, b) => orderOf(a, variants) - orderOf(b, variants))
  ]
}

const orderOf = (row: VariantRow, variants: readonly RanVariant[]): number =>
  variants.findIndex(({ authorId }) => authorId === row.authorId)
