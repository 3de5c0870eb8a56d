import type { ReactNode } from 'react'
import type { ConfidenceAnswer, ConfidenceSettings } from '../../../../../shared/contract/confidence'
import { Checkbox } from '../../../../ui/checkbox'
import { ConventionRow, Conventions } from '../../../../ui/conventions'
import { formatCount } from '../../../../ui/format'
import { Select } from '../../../../ui/select'
import { Tabs } from '../../../../ui/tabs'
import { chooseSettings } from './choice'

interface ControlsProps {
  readonly answer: ConfidenceAnswer
  readonly settings: ConfidenceSettings
  readonly side: 'before' | 'after'
  readonly onSide: (side: 'before' | 'after') => void
}

type Fit = ConfidenceSettings['fit']

const fits: readonly { readonly id: string; readonly title: string; readonly fit: Fit }[] = [
  { id: 'none', title: 'No temperature', fit: { by: 'none' } },
  { id: 'groups', title: 'Fit on chosen parts', fit: { by: 'groups', groups: [] } },
  {
    id: 'folds-recordings',
    title: '5 folds of recordings',
    fit: { by: 'folds', folds: 5, of: 'recordings' }
  },
  { id: 'folds-groups', title: '5 folds of groups', fit: { by: 'folds', folds: 5, of: 'groups' } }
]

const idOf = (fit: Fit): string => (fit.by === 'folds' ? `folds-${fit.of}` : fit.by)

/** Bins, reading of the scores, and the temperature with the part that it is fitted on. */
export function Controls({ answer, settings, side, onSide }: ControlsProps): ReactNode {
  const { bins, binning, fit, reading } = settings
  const hasParts = answer.groups.length > 1
  return (
    <div className="confidence-controls" role="group" aria-label="How confidence is looked at">
      <Tabs
        label="Bins"
        value={binning}
        options={[
          { id: 'width', title: 'Equal width', hint: 'Bins (lo, hi] of equal width' },
          { id: 'mass', title: 'Equal mass', hint: 'Bins of as equally many items as possible' }
        ]}
        onChange={(next) => chooseSettings({ binning: next })}
      />
      <Select
        label="Number of bins"
        size="small"
        value={String(bins)}
        options={[5, 10, 15, 20, 30].map((count) => ({ id: String(count), title: `${count} bins` }))}
        onChange={(next) => chooseSettings({ bins: Number(next) })}
      />
      <Select
        label="Temperature"
        size="small"
        value={idOf(fit)}
        options={fits.map(({ id, title }) => ({
          id,
          title,
          disabled: answer.from !== 'scores' || (id.endsWith('groups') && !hasParts)
        }))}
        onChange={(next) => {
          const chosen = fits.find(({ id }) => id === next)
          if (chosen) chooseSettings({ fit: chosen.fit })
        }}
      />
      {fit.by === 'groups' && <GroupChoice answer={answer} groups={fit.groups} />}
      {answer.after && (
        <Tabs
          label="Temperature"
          value={side}
          options={[
            { id: 'before', title: 'Before' },
            { id: 'after', title: 'After' }
          ]}
          onChange={onSide}
        />
      )}
      <Conventions label="How scores are read" widthPx={340} changed={reading !== 'auto'} title="Scores">
        <p className="muted selectable">{answer.reading}</p>
        <ConventionRow title="Read them as">
          <Select
            label="Read scores as"
            size="small"
            value={reading}
            options={[
              { id: 'auto', title: 'What they look like' },
              { id: 'as-given', title: 'Probabilities, as they are' },
              { id: 'sum', title: 'Shares of their sum' },
              { id: 'softmax', title: 'Logits' }
            ]}
            onChange={(next) =>
              chooseSettings({ reading: ConfidenceReadings.find((id) => id === next) ?? 'auto' })
            }
          />
        </ConventionRow>
      </Conventions>
      {answer.fit && <FitText fit={answer.fit} />}
    </div>
  )
}

const ConfidenceReadings = ['auto', 'as-given', 'sum', 'softmax'] as const

function GroupChoice({
  answer,
  groups
}: {
  readonly answer: ConfidenceAnswer
  readonly groups: readonly string[]
}): ReactNode {
  const chosen = new Set(groups)
  return (
    <Conventions
      label="Parts that the temperature is fitted on"
      widthPx={260}
      changed={groups.length > 0}
      title={
        groups.length === 0 ? 'Choose parts' : groups.length === 1 ? groups[0] : `${groups.length} parts`
      }
    >
      <div className="confidence-groups">
        {answer.groups.slice(0, 200).map(({ name, items }) => (
          <Checkbox
            key={name}
            checked={chosen.has(name)}
            onChange={(on) =>
              chooseSettings({
                fit: { by: 'groups', groups: on ? [...groups, name] : groups.filter((each) => each !== name) }
              })
            }
          >
            {name} <span className="faint mono">{formatCount(items)}</span>
          </Checkbox>
        ))}
      </div>
    </Conventions>
  )
}

function FitText({ fit }: { readonly fit: NonNullable<ConfidenceAnswer['fit']> }): ReactNode {
  const values = fit.temperatures.map(({ temperature }) => temperature)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const text = (value: number): string => value.toFixed(value < 10 ? 3 : 1)
  const edge = fit.temperatures.some(({ atEdge }) => atEdge)
  return (
    <p className="confidence-fit" title={fit.text}>
      <b className="mono">T {values.length > 1 ? `${text(low)} to ${text(high)}` : text(low)}</b>{' '}
      <span className="muted">
        {fit.text}{' '}
        {values.length === 1
          ? `Fitted on ${formatCount(fit.fittedOn)}, judged on ${formatCount(fit.judged)}.`
          : ''}
        {edge ? ' It stands at the end of the range from 0.01 to 100.' : ''}
      </span>
    </p>
  )
}
