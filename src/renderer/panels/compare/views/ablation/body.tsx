import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import type { VariantsAnswer } from '../../../../../shared/contract/analysis/variants'
import { confusionMetrics } from '../../../../../shared/metrics'
import { variantName, type RunVariant } from '../../../../../shared/variants/run-variant'
import { copyText } from '../../../../session/copy-text'
import { useProject } from '../../../../session/project'
import { useOpened } from '../../../../session/use-opened'
import { ablationChoice, type RanVariant } from '../../../../session/variants'
import { Button } from '../../../../ui/button'
import { CopyMenu, tableItems } from '../../../../ui/copy-menu'
import { formatCount, plural } from '../../../../ui/format'
import { PanelHead } from '../../../../ui/panel-head'
import { variantFigure } from '../../experiments/experiment-figures'
import { FiguresSection } from '../../figures-section'
import { MissingVariants } from '../../experiments/missing-variants'
import { QueueFoot } from '../../experiments/queue-foot'
import type { VariantsAsked } from '../../experiments/use-experiment'
import { VariantDetail } from '../../experiments/variant-detail'
import { VariantTable, type VariantRow } from '../../experiments/variant-table'
import { recallText, variantText } from '../../experiments/variant-text'
import { openVersus } from '../versus/open-versus'
import { ContextTexts } from './context-texts'
import { partShares } from './part-shares'
import { PartShares } from './part-shares-view'

interface BodyProps {
  readonly query: VariantsAsked
  readonly answer: VariantsAnswer
  readonly variants: readonly RanVariant[]
  readonly modelId: string
}

interface Opening {
  readonly row: VariantRow
  readonly verdict: 'broken' | 'fixed'
}

/** The table of variants, what each part adds, the numbers of the chosen one, and what it read. */
export function AblationBody({ query, answer, variants, modelId }: BodyProps): ReactNode {
  const { variantIds: _, metric = 'uar', cluster: _cluster, seed: _seed, ...asked } = query
  const names = useProject((state) => state.index.authors)
  const [chosen, setChosen] = useState<string>()
  const rows = useMemo(() => rowsOf(answer, variants), [answer, variants])
  const shares = useMemo(() => partShares(rows, variants, answer.nothing), [rows, variants, answer.nothing])
  const baselineName = rows.find(({ isBaseline }) => isBaseline)?.name ?? 'the baseline'
  const { open } = useOpened<Opening>(({ row, verdict }) =>
    openVersus(
      {
        ...asked,
        recordingIds: [...answer.recordingIds],
        candidateAuthorId: row.authorId,
        baselineId: answer.baseline.authorId
      },
      { verdicts: [verdict], limit: 5000 },
      verdict === 'broken'
        ? `Right with ${baselineName}, wrong with ${row.name}`
        : `Wrong with ${baselineName}, right with ${row.name}`
    )
  )
  const metricName = confusionMetrics.get(metric).name
  const shown = rows.find(({ authorId }) => authorId === chosen) ?? rows[0]
  return (
    <>
      <PanelHead>
        <span>
          n {formatCount(Math.round(answer.baseline.n))}
          {answer.unit === 's' ? ' s' : ''} · {plural(answer.recordingIds.length, 'recording')},{' '}
          {plural(answer.clusters, 'cluster')} ({answer.clusterNoun})
        </span>
        <CopyMenu
          items={() => [
            ...tableItems('Variants', () => variantText(rows, metricName), copyText),
            ...tableItems('Recall by label', () => recallText(rows, answer), copyText)
          ]}
        />
      </PanelHead>
      <div className="compare-body experiment">
        <VariantTable
          label="Variants"
          rows={rows}
          answer={answer}
          metricName={metricName}
          baselineName={baselineName}
          nameTitle="Variant"
          selected={shown?.authorId}
          onSelect={setChosen}
          onOpen={(row, verdict) => open({ row, verdict })}
        />
        <MissingVariants answer={answer} variants={variants} />
        {shares && <PartShares shares={shares} metricName={metricName} />}
        {shown && (
          <>
            {!shown.isBaseline && (
              <div>
                <Button size="small" onClick={() => ablationChoice.choose({ baselineId: shown.authorId })}>
                  Hold the others against {shown.name}
                </Button>
              </div>
            )}
            <VariantDetail
              row={shown}
              baselineName={baselineName}
              answer={answer}
              metric={metric}
              query={asked}
              recordings={answer.recordingIds.length}
              facts={[]}
            />
          </>
        )}
        <FiguresSection
          figures={[
            variantFigure(rows, metricName, [
              names.get(asked.referenceAuthorId)?.name ?? 'reference',
              modelId,
              `r${answer.revision}`
            ])
          ]}
        />
        <ContextTexts modelId={modelId} variants={variants} />
      </div>
      <QueueFoot />
    </>
  )
}

/** Variants in their order, the one that the others are held against among them. */
function rowsOf(answer: VariantsAnswer, variants: readonly RanVariant[]): readonly VariantRow[] {
  const most = Math.max(...variants.map(({ variant }) => partsOf(variant).length))
  const nameOf = ({ variant }: RanVariant): string =>
    most > 1 && partsOf(variant).length === most
      ? `all: ${partsOf(variant).join(' + ')}`
      : variantName(variant)
  const known = new Map(answer.variants.map((score) => [score.authorId, score]))
  const own = variants.flatMap((variant): VariantRow[] => {
    const { authorId } = variant
    const isBaseline = authorId === answer.baseline.authorId
    const score = isBaseline ? answer.baseline : known.get(authorId)
    return score ? [{ authorId, name: nameOf(variant), score, isBaseline }] : []
  })
  if (own.some(({ isBaseline }) => isBaseline)) return own
  return [
    {
      authorId: answer.baseline.authorId,
      name: 'the model itself',
      score: answer.baseline,
      isBaseline: true
    },
    ...own
  ]
}

/** Parts that a set keeps; none for other variants. */
const partsOf = (variant: RunVariant): readonly string[] =>
  variant.kind === 'members' || variant.kind === 'components' ? variant.keep : []
