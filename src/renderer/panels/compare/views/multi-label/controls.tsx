import { SlidersHorizontal } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { TuneAim } from '../../../../../shared/analysis/label-sets/curves'
import type {
  LabelSetsAnswer,
  LabelSetSettings,
  TunedAnswer
} from '../../../../../shared/contract/label-sets'
import { call } from '../../../../client'
import { perform } from '../../../../session/actions'
import { Button } from '../../../../ui/button'
import { Checkbox } from '../../../../ui/checkbox'
import { ConventionRow, Conventions } from '../../../../ui/conventions'
import { formatCount, plural } from '../../../../ui/format'
import { Select } from '../../../../ui/select'
import { Tabs } from '../../../../ui/tabs'
import type { Query } from '../../choice'
import { chooseSettings } from './choice'

interface ControlsProps {
  readonly query: Query
  readonly answer: LabelSetsAnswer
  readonly settings: LabelSetSettings
  readonly nameOf: (id: string) => string
}

const aims: readonly { readonly id: TuneAim; readonly title: string }[] = [
  { id: 'f1', title: 'F1 of each label' },
  { id: 'youden', title: 'Hits minus alarms of each label' },
  { id: 'macro-f1', title: 'One threshold, macro F1' }
]

/** Whose sets, about which part, and thresholds from a named part alone. */
export function Controls({ query, answer, settings, nameOf }: ControlsProps): ReactNode {
  const [tuned, setTuned] = useState<{ readonly part: readonly string[]; readonly found: TunedAnswer }>()
  const shown = new Set(settings.part)
  const both = tuned?.part.filter((name) => shown.size === 0 || shown.has(name)) ?? []
  return (
    <div className="label-sets-controls" role="group" aria-label="How sets are looked at">
      <Tabs
        label="Sets of the candidate"
        value={answer.scored ? settings.sets : 'own'}
        options={[
          { id: 'own', title: 'Its own answer', hint: 'The labels that it gave' },
          ...(answer.scored
            ? [
                {
                  id: 'thresholds' as const,
                  title: 'By thresholds',
                  hint: 'Every label whose score is at or above its threshold'
                }
              ]
            : [])
        ]}
        onChange={(sets) => chooseSettings({ sets })}
      />
      <PartChoice
        label="Part that the numbers are about"
        title={settings.part.length === 0 ? 'All parts' : `Shown: ${settings.part.join(', ')}`}
        parts={answer.parts}
        chosen={settings.part}
        onChoose={(part) => chooseSettings({ part })}
      />
      {answer.scored && (
        <Tune
          query={query}
          answer={answer}
          onTuned={(part, found) => {
            setTuned({ part, found })
            const others = answer.parts.filter(({ name }) => !part.includes(name)).map(({ name }) => name)
            chooseSettings({
              sets: 'thresholds',
              thresholds: { ...settings.thresholds, ...found.thresholds },
              part: others.length > 0 && others.length <= 1000 ? others : settings.part
            })
          }}
        />
      )}
      {Object.keys(settings.thresholds).length > 0 && (
        <Button
          size="small"
          tone="quiet"
          onClick={() => {
            setTuned(undefined)
            chooseSettings({ thresholds: {} })
          }}
        >
          Back to 0.5
        </Button>
      )}
      {tuned && (
        <p className="label-sets-tuned muted">
          Thresholds from {plural(tuned.found.items, 'item')} of {tuned.part.join(', ')}.{' '}
          {both.length > 0
            ? `The numbers are partly about the items that they were tuned on (${both.join(', ')}).`
            : 'The numbers are about other parts only.'}
          {tuned.found.without.length > 0 &&
            ` Without a threshold there: ${tuned.found.without.map(nameOf).join(', ')}.`}
        </p>
      )}
    </div>
  )
}

function Tune({
  query,
  answer,
  onTuned
}: {
  readonly query: Query
  readonly answer: LabelSetsAnswer
  readonly onTuned: (part: readonly string[], found: TunedAnswer) => void
}): ReactNode {
  const [part, setPart] = useState<readonly string[]>([])
  const [aim, setAim] = useState<TuneAim>('f1')
  return (
    <Conventions label="Tune thresholds" widthPx={300} changed={false} title="Tune…">
      <p className="muted">Only items of the chosen parts are read. Judge the thresholds on the others.</p>
      <Parts parts={answer.parts} chosen={part} onChoose={setPart} />
      <ConventionRow title="For">
        <Select
          label="Aim of the thresholds"
          size="small"
          value={aim}
          options={aims}
          onChange={(next) => setAim(aims.find(({ id }) => id === next)?.id ?? 'f1')}
        />
      </ConventionRow>
      <Button
        size="small"
        tone="primary"
        disabled={part.length === 0}
        onClick={() =>
          perform(async () =>
            onTuned(part, await call('analysis.labelTune', { ...query, tune: { part: [...part], aim } }))
          )
        }
      >
        <SlidersHorizontal size={13} />{' '}
        {part.length === 0 ? 'Choose a part to tune on' : `Tune on ${part.join(', ')}`}
      </Button>
    </Conventions>
  )
}

function PartChoice({
  label,
  title,
  ...parts
}: PartsProps & { readonly label: string; readonly title: string }): ReactNode {
  return (
    <Conventions label={label} widthPx={260} changed={parts.chosen.length > 0} title={title}>
      <Parts {...parts} />
    </Conventions>
  )
}

interface PartsProps {
  readonly parts: LabelSetsAnswer['parts']
  readonly chosen: readonly string[]
  readonly onChoose: (part: string[]) => void
}

/** Groups of recordings, and recordings without a group, to tick. */
const Parts = ({ parts, chosen, onChoose }: PartsProps): ReactNode => (
  <div className="label-sets-parts">
    {parts.slice(0, 200).map(({ name, items }) => (
      <Checkbox
        key={name}
        checked={chosen.includes(name)}
        onChange={(on) => onChoose(on ? [...chosen, name] : chosen.filter((each) => each !== name))}
      >
        {name} <span className="faint mono">{formatCount(items)}</span>
      </Checkbox>
    ))}
    {parts.length > 200 && <p className="faint">{plural(parts.length - 200, 'more part')}</p>}
  </div>
)
