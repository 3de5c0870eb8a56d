import { ListVideo, Tags } from 'lucide-react'
import type { ReactNode } from 'react'
import { useCallback, useMemo, useState } from 'react'
import type {
  LabelSetRegion,
  LabelSetsAnswer,
  LabelSetSettings
} from '../../../../../shared/contract/label-sets'
import type { Label } from '../../../../../shared/domain/scheme'
import { copyText } from '../../../../session/copy-text'
import { labelOrId } from '../../../../session/label-or-id'
import { useProject } from '../../../../session/project'
import { useOpened } from '../../../../session/use-opened'
import { Button } from '../../../../ui/button'
import { CopyMenu, tableItems } from '../../../../ui/copy-menu'
import { Empty } from '../../../../ui/empty'
import { formatCount, plural } from '../../../../ui/format'
import { NumberCard, cardText } from '../../../../ui/number-card'
import { PanelHead } from '../../../../ui/panel-head'
import type { Query } from '../../choice'
import { LeftOutRows } from '../../left-out'
import { QueueFoot } from '../../queue-foot'
import { useViewCards } from '../../use-view-cards'
import { Controls } from './controls'
import { Curves } from './curves'
import { LabelTable } from './label-table'
import { Mixtures } from './mixtures'
import { openLabelSets } from './open-label-sets'
import { labelTable, togetherTable } from './tables'
import { Together } from './together'

interface BodyProps {
  readonly query: Query
  readonly answer: LabelSetsAnswer
  readonly settings: LabelSetSettings
  readonly referenceName: string
  readonly candidateName: string
}

/** Everything about several labels; each count leads to its moments. */
export function LabelSetsBody({
  query,
  answer,
  settings,
  referenceName,
  candidateName
}: BodyProps): ReactNode {
  const scheme = useProject((state) => state.index.schemes.get(answer.schemeId))
  const labelOf = useCallback(
    (id: string): Label => labelOrId(scheme, id, answer.attributeId),
    [scheme, answer.attributeId]
  )
  const cards = useViewCards(query, answer)(answer.cards)
  const [chosen, setChosen] = useState<string>()
  const shown = answer.labels.find(({ label }) => label === chosen)?.label ?? answer.labels[0]?.label
  const { opened, open } = useOpened<{ readonly region: LabelSetRegion; readonly title: string }>(
    ({ region, title }) =>
      openLabelSets({
        query,
        settings,
        region,
        title,
        nameOf: (id) => labelOf(id).name,
        referenceName,
        candidateName
      })
  )
  const openRegion = (region: LabelSetRegion, title: string): void => open({ region, title })
  const names = useMemo(() => [referenceName, candidateName], [referenceName, candidateName])
  const out = answer.leftOut.reduce((sum, { count }) => sum + count, 0)
  const nameOf = (id: string): string => labelOf(id).name
  if (answer.n === 0)
    return (
      <div className="compare-body">
        <Empty icon={<Tags size={20} />} title="There is no item with labels of both">
          {settings.part.length > 0
            ? 'Nothing of the chosen part was labelled by both. Choose another part.'
            : 'The two never labelled the same moment.'}
        </Empty>
        <LeftOutRows report={{ leftOut: answer.leftOut, n: 0, unit: 'segments' }} />
      </div>
    )
  return (
    <>
      <PanelHead>
        <span>
          n {formatCount(answer.n)}, {formatCount(out)} left out · {plural(answer.recordings, 'recording')}
        </span>
        <CopyMenu
          items={() => [
            ...tableItems('Numbers of each label', () => labelTable(answer, nameOf), copyText),
            ...tableItems('Labels together', () => togetherTable(answer, nameOf), copyText),
            { kind: 'head' as const, title: 'All numbers' },
            {
              title: 'Copy with their cards',
              run: () => copyText(cards.map((card) => cardText(card)).join('\n\n'))
            }
          ]}
        />
      </PanelHead>
      <div className="compare-body label-sets">
        <Controls query={query} answer={answer} settings={settings} nameOf={nameOf} />
        <div className="label-sets-top">
          <section aria-label="Numbers" className="number-rows label-sets-cards">
            {cards.map((card) => (
              <NumberCard key={card.name} card={card} onCopy={copyText} />
            ))}
            <Button
              size="small"
              onClick={() => openRegion({ kind: 'wrong-sets' }, 'Sets that differ, the furthest apart first')}
            >
              <ListVideo size={13} /> Sets that differ
            </Button>
          </section>
          <LabelTable
            answer={answer}
            settings={settings}
            labelOf={labelOf}
            chosen={shown}
            onChoose={setChosen}
            onOpen={openRegion}
          />
        </div>
        {answer.scored && shown !== undefined && (
          <Curves
            query={query}
            answer={answer}
            settings={settings}
            label={shown}
            labelOf={labelOf}
            names={names}
          />
        )}
        {answer.shares && <Mixtures query={query} answer={answer} onOpen={openRegion} />}
        <Together
          answer={answer}
          labelOf={labelOf}
          referenceName={referenceName}
          candidateName={candidateName}
          opened={opened?.region}
          onOpen={openRegion}
        />
        <section aria-label="Left out">
          <h3 className="section-head">Left out</h3>
          <LeftOutRows report={{ leftOut: answer.leftOut, n: answer.n, unit: 'segments' }} />
        </section>
      </div>
      <QueueFoot />
    </>
  )
}
