import { CircleAlert, Timer } from 'lucide-react'
import type { ReactNode } from 'react'
import { useCallback, useMemo, useState } from 'react'
import type {
  ConfidenceAnswer,
  ConfidenceRegion,
  ConfidenceSettings
} from '../../../../../shared/contract/confidence'
import type { Label } from '../../../../../shared/domain/scheme'
import { call } from '../../../../client'
import { copyText } from '../../../../session/copy-text'
import { labelOrId } from '../../../../session/label-or-id'
import { useProject } from '../../../../session/project'
import { useOpened } from '../../../../session/use-opened'
import { CopyMenu, tableItems } from '../../../../ui/copy-menu'
import { formatCount, plural } from '../../../../ui/format'
import { Notice } from '../../../../ui/notice'
import { cardText } from '../../../../ui/number-card'
import { PanelHead } from '../../../../ui/panel-head'
import type { Query } from '../../choice'
import { FiguresSection } from '../../figures-section'
import { LeftOutRows } from '../../left-out'
import { openSelection } from '../../open-selection'
import { QueueFoot } from '../../queue-foot'
import { useViewCards } from '../../use-view-cards'
import { CardPairs } from './card-pairs'
import { ClassTable } from './class-table'
import { Controls } from './controls'
import { Disagreement } from './disagreement'
import { confidenceFigures } from './figures'
import { PairFocus } from './pair-focus'
import { Reliability } from './reliability'
import { RiskCoverage } from './risk-coverage'
import { binTable, cardTable, classTable, riskTable } from './tables'

interface BodyProps {
  readonly query: Query
  readonly answer: ConfidenceAnswer
  readonly settings: ConfidenceSettings
  readonly referenceName: string
  readonly candidateName: string
  /** The panel compares by time; this view does not. */
  readonly inSeconds: boolean
}

/** Everything about confidence; each bar, point and cell leads to its moments. */
export function ConfidenceBody(props: BodyProps): ReactNode {
  const { query, answer, settings, referenceName, candidateName, inSeconds } = props
  const scheme = useProject((state) => state.index.schemes.get(answer.schemeId))
  const labelOf = useCallback(
    (id: string): Label => labelOrId(scheme, id, answer.attributeId),
    [scheme, answer.attributeId]
  )
  const cards = useViewCards(query, answer)
  const [side, setSide] = useState<'before' | 'after'>('after')
  const after = side === 'after' && answer.after !== undefined
  const shown = (after ? answer.after : undefined) ?? answer.before
  const { opened, open } = useOpened<{ readonly region: ConfidenceRegion; readonly title: string }>(
    async ({ region, title }) => {
      const { units } = await call('analysis.confidenceUnits', { ...query, settings, region })
      return openSelection(query, { units: [...units], order: 'given', limit: 5000 }, title)
    }
  )
  const openRegion = (region: ConfidenceRegion, title: string): void => open({ region, title })
  const figures = useMemo(
    () => confidenceFigures(answer, [referenceName, candidateName]),
    [answer, referenceName, candidateName]
  )
  const out = answer.leftOut.reduce((sum, { count }) => sum + count, 0)
  const copyItems = () => [
    ...tableItems('Reliability', () => binTable(shown), copyText),
    ...tableItems('Numbers', () => cardTable(answer), copyText),
    ...(shown.classes.length > 0
      ? tableItems('Labels', () => classTable(shown, (id) => labelOf(id).name), copyText)
      : []),
    ...tableItems('Risk over coverage', () => riskTable(shown.risk), copyText),
    { kind: 'head' as const, title: 'All numbers' },
    {
      title: 'Copy with their cards',
      run: () =>
        copyText(
          cards(shown.cards)
            .map((card) => cardText(card))
            .join('\n\n')
        )
    }
  ]
  return (
    <>
      <PanelHead>
        <span>
          n {formatCount(answer.n)}, {formatCount(out)} left out · {plural(answer.recordings, 'recording')}
        </span>
        <CopyMenu items={copyItems} />
      </PanelHead>
      <div className="compare-body confidence">
        {inSeconds && (
          <Notice icon={<Timer size={14} />}>
            Confidence is about items: segments are paired here, whatever unit the other views use.
          </Notice>
        )}
        {answer.fitProblem !== undefined && (
          <Notice icon={<CircleAlert size={14} />} tone="warn">
            There is no temperature yet. {answer.fitProblem}
          </Notice>
        )}
        <Controls answer={answer} settings={settings} side={side} onSide={setSide} />
        <div className="confidence-columns">
          <Reliability
            numbers={shown}
            after={after}
            binning={settings.binning}
            opened={opened?.region}
            onOpen={openRegion}
          />
          <CardPairs answer={answer} cards={cards} />
          <RiskCoverage before={answer.before} after={answer.after} shownAfter={after} onOpen={openRegion} />
        </div>
        {answer.pairs.length > 0 && (
          <div className="confidence-columns">
            <PairFocus answer={answer} labelOf={labelOf} candidateName={candidateName} onOpen={openRegion} />
            <ClassTable numbers={shown} labelOf={labelOf} onOpen={openRegion} />
          </div>
        )}
        <Disagreement
          query={query}
          settings={settings}
          cards={cards}
          opened={opened?.region}
          onOpen={openRegion}
        />
        <FiguresSection figures={figures} />
        <section aria-label="Left out">
          <h3 className="section-head">Left out</h3>
          <LeftOutRows report={{ leftOut: answer.leftOut, n: answer.n, unit: 'segments' }} />
        </section>
      </div>
      <QueueFoot />
    </>
  )
}
