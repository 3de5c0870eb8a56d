import { Hammer, MoreHorizontal } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { goldRules } from '../../../shared/gold'
import { aggregationRule, type AggregationRule } from '../../../shared/gold/aggregation-rule'
import { isRatingRule } from '../../../shared/gold/said-in'
import { TraceRule, VoteRule } from '../../../shared/gold/recipe'
import { aggregationMethods } from '../../../shared/scheme/editable-scheme'
import { useProject } from '../../session/project'
import { AuthorsChoice } from '../../ui/authors-choice'
import { Button, IconButton } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { ConventionRow, Conventions, ConventionSlider } from '../../ui/conventions'
import { Menu } from '../../ui/menu'
import { RecordingsChoice } from '../../ui/recordings-choice'
import { Select } from '../../ui/select'
import type { Choice, Made, RuleKind } from './choice'
import { choiceOf, choose } from './choice'
import { deleteRecipe, freeName, makeGold, saveRecipe } from './make'
import { RuleWords } from './rule-words'
import { TraceRuleSettings } from './trace-rule-settings'
import { UnitsChoice } from './units-choice'

const NEW = 'new'
const SCHEME = 'scheme:'

/** Which recipe, from whom, by which rule; and the button that makes it. */
export function Toolbar({ made }: { made: Made }): ReactNode {
  const { choice, recipe, entries, chosen, labels, labelsOf, query, changed } = made
  const recordings = useProject((state) => state.index.recordings)
  const golds = useProject((state) => state.snapshot?.golds) ?? []
  const [busy, setBusy] = useState(false)
  const traces = labelsOf?.kind === 'traces'
  const scheme = useProject((state) => state.index.schemes.get(labelsOf?.schemeId ?? ''))
  const said = labelsOf && aggregationRule(scheme, labelsOf.attributeId, traces ? 'traces' : 'votes')
  const rule = traces ? choice.traceRule.rule : choice.rule.rule
  const name = freeName(goldRules.get(rule).name)
  const make = (): void => {
    setBusy(true)
    void makeGold(made, name).finally(() => setBusy(false))
  }
  return (
    <div className="report-bar" role="group" aria-label="Recipe of the gold standard">
      <Select
        label="Gold recipe"
        size="small"
        value={recipe?.id ?? NEW}
        options={[
          { id: NEW, title: 'New recipe', hint: 'not saved yet' },
          ...(said
            ? [{ id: SCHEME, title: `As ${scheme?.name ?? 'the scheme'} says`, hint: saidText(said) }]
            : []),
          ...golds.map((gold) => ({ id: gold.id, title: gold.name }))
        ]}
        onChange={(id) => {
          if (id === SCHEME && said) return choose(choiceBy(said, entries))
          const saved = golds.find((gold) => gold.id === id)
          choose(saved ? choiceOf(saved) : { goldId: undefined })
        }}
      />
      <Select
        label="Rule"
        size="small"
        value={rule}
        options={rulesOf(labelsOf?.kind ?? 'votes')}
        onChange={(id) =>
          choose(
            traces
              ? { traceRule: TraceRule.parse({ rule: id }) }
              : {
                  rule: VoteRule.parse({
                    rule: id,
                    blank: choice.rule.blank,
                    units: choice.rule.units,
                    keepOpen: choice.rule.keepOpen
                  })
                }
          )
        }
      />
      <AuthorsChoice
        className="gold-who"
        entries={entries}
        chosen={chosen}
        onChoose={(authorIds) => choose({ authorIds })}
      />
      {labels.length > 1 && (
        <Select
          label="Labels of"
          size="small"
          value={labelsOf?.id}
          options={labels}
          onChange={(id) => choose({ labelsOf: id })}
        />
      )}
      <RecordingsChoice
        className="gold-who"
        recordings={recordings}
        chosenIds={choice.recordingIds}
        onChoose={(recordingIds) => choose({ recordingIds })}
      />
      {traces ? <TraceRuleSettings made={made} /> : <RuleSettings made={made} />}
      <span className="grow" />
      {recipe && (
        <Menu
          align="end"
          items={() => [
            {
              title: 'Save the recipe as it is now',
              disabled: !changed,
              run: () => void saveRecipe(made, recipe.name)
            },
            {
              title: 'Save as a new recipe',
              disabled: !changed,
              run: () => void saveRecipe({ ...made, recipe: undefined }, name)
            },
            { title: 'Go back to the saved recipe', disabled: !changed, run: () => choose(choiceOf(recipe)) },
            { title: 'Delete the recipe, keep its tracks', run: () => void deleteRecipe(recipe.id) }
          ]}
        >
          <IconButton label="More about the recipe" size="small">
            <MoreHorizontal size={14} />
          </IconButton>
        </Menu>
      )}
      <Button size="small" tone="primary" disabled={!query || busy} onClick={make}>
        <Hammer size={13} />
        {busy ? 'Making…' : recipe?.madeAtRevision === undefined ? 'Make gold standard' : 'Make again'}
      </Button>
    </div>
  )
}

/** "Majority, by observer; without: at least 2 votes". */
const saidText = ({ method, perspectives, left }: AggregationRule): string =>
  [
    aggregationMethods[method],
    ...(perspectives ? [`by ${perspectives.join(' and ')}`] : []),
    ...(left.length > 0 ? [`without: ${left.join(', ')}`] : [])
  ].join('; ')

/** What the scheme says, as a choice: its rule, and the annotators whose view counts, where there are two. */
function choiceBy({ rule, perspectives }: AggregationRule, entries: Made['entries']): Partial<Choice> {
  const authorIds = entries
    .filter(({ author, labelled }) => labelled > 0 && perspectives?.includes(author.perspective))
    .map(({ author }) => author.id)
  const vote = VoteRule.safeParse(rule)
  const trace = TraceRule.safeParse(rule)
  return {
    goldId: undefined,
    authorIds: authorIds.length > 1 ? authorIds : [],
    ...(vote.success ? { rule: vote.data } : trace.success ? { traceRule: trace.data } : {})
  }
}

const rulesOf = (wanted: RuleKind) =>
  goldRules.all
    .filter(({ kind }) => kind === wanted)
    .map(({ id, name: title, definition }) => ({ id, title, hint: definition }))

/** Name and parameters. */
function RuleSettings({ made }: { made: Made }): ReactNode {
  const { rule, shortestMs } = made.choice
  const ratings = isRatingRule(rule.rule)
  return (
    <Conventions
      label="Rule in words, and its settings"
      widthPx={400}
      changed={rule.blank !== 'nothing' || rule.units !== undefined || rule.keepOpen}
      title="Rule"
    >
      <RuleWords made={made} rule={rule.rule} />
      {rule.rule === 'at_least' && (
        <ConventionSlider
          title="Annotators"
          label="Annotators that must agree"
          value={rule.raters}
          unit=""
          min={1}
          max={Math.max(2, made.chosen.length)}
          step={1}
          onChange={(raters) => choose({ rule: { ...rule, raters } })}
        />
      )}
      {rule.rule === 'words' && (
        <ConventionSlider
          title="Annotators"
          label="Annotators that must use the word"
          value={rule.raters}
          unit=""
          min={1}
          max={Math.max(2, made.chosen.length)}
          step={1}
          onChange={(raters) => choose({ rule: { ...rule, raters } })}
        />
      )}
      {rule.rule === 'dawid_skene' && (
        <ConventionSlider
          title="Most rounds"
          label="Most rounds of one search"
          value={rule.rounds}
          unit=""
          min={50}
          max={2000}
          step={50}
          onChange={(rounds) => choose({ rule: { ...rule, rounds } })}
        />
      )}
      <UnitsChoice made={made} />
      {!ratings && (
        <Checkbox
          checked={rule.blank === 'nothing'}
          onChange={(nothing) => choose({ rule: { ...rule, blank: nothing ? 'nothing' : 'missing' } })}
        >
          Unlabelled time of an annotator who took part is a vote for “nothing”
        </Checkbox>
      )}
      {rule.rule !== 'soft' && !ratings && (
        <Checkbox checked={rule.keepOpen} onChange={(keepOpen) => choose({ rule: { ...rule, keepOpen } })}>
          Write what is left open as segments without a label, with everybody’s votes
        </Checkbox>
      )}
      <ConventionRow title="Shortest moment">
        <Select
          label="Shortest moment in the list"
          size="small"
          value={String(shortestMs)}
          options={[0, 100, 200, 500, 1000].map((each) => ({
            id: String(each),
            title: each === 0 ? 'any' : `${each / 1000} s`
          }))}
          onChange={(id) => choose({ shortestMs: Number(id) })}
        />
      </ConventionRow>
    </Conventions>
  )
}
