import type { ReactNode } from 'react'
import { evaluatorWeightings } from '../../../shared/metrics/evaluator-weighted'
import type { EvaluatorWeighting } from '../../../shared/metrics/evaluator-weighted'
import { ConventionRow, Conventions, ConventionSlider } from '../../ui/conventions'
import { Select } from '../../ui/select'
import type { Made } from './choice'
import { choose } from './choice'
import { RuleWords } from './rule-words'

const weightingTitles: Readonly<Record<EvaluatorWeighting, string>> = {
  with_mean: 'correlation with the mean of all',
  loo_mean: 'correlation with the mean of the others',
  pairwise_ccc: 'mean CCC with each other annotator'
}

/** Name and parameters of a rule for traces. */
export function TraceRuleSettings({ made }: { made: Made }): ReactNode {
  const { traceRule: rule } = made.choice
  return (
    <Conventions label="Rule in words, and its settings" widthPx={400} changed={false} title="Rule">
      <RuleWords made={made} rule={rule.rule} />
      {rule.rule === 'ewe' && (
        <ConventionRow title="Weight">
          <Select
            label="What an annotator's weight is"
            size="small"
            value={rule.weighting}
            options={evaluatorWeightings.map((id) => ({ id, title: weightingTitles[id] }))}
            onChange={(id) => {
              const weighting = evaluatorWeightings.find((each) => each === id)
              if (weighting) choose({ traceRule: { ...rule, weighting } })
            }}
          />
        </ConventionRow>
      )}
      {rule.rule === 'dba' && (
        <>
          <ConventionSlider
            title="Rounds"
            label="Rounds of aligning and averaging"
            value={rule.rounds}
            unit=""
            min={1}
            max={50}
            step={1}
            onChange={(rounds) => choose({ traceRule: { ...rule, rounds } })}
          />
          <ConventionSlider
            title="Largest shift"
            label="Largest shift of an alignment in samples"
            value={rule.window ?? 1000}
            unit="samples"
            min={0}
            max={1000}
            step={10}
            onChange={(window) => choose({ traceRule: { ...rule, window } })}
          />
        </>
      )}
      <p className="faint">
        Reaction lags that were set for a take are taken out before; set them in the menu of a trace.
      </p>
    </Conventions>
  )
}
