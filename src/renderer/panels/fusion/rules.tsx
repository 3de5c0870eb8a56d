import { Plus, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { SchemeDocument } from '../../../shared/domain/scheme'
import type { FusionPlan, FusionRule } from '../../../shared/fusion/fusion-plan'
import type { AttributeRef } from '../../../shared/mapping/scheme-map'
import { attributeTask } from '../../../shared/values/attribute'
import { authorOf, useProject } from '../../session/project'
import { Button, IconButton } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { Select } from '../../ui/select'
import { CommitInput } from '../../ui/text-field'
import type { Fusing } from './choice'
import { set } from './choice'
import { usePresets } from './use-presets'

type PairRule = Extract<FusionRule, { type: 'pair-sum' }>
type OtherRule = Exclude<FusionRule, PairRule>

const words: Readonly<
  Record<OtherRule['type'], { readonly title: string; readonly when: string; readonly then: string }>
> = {
  'if-then': { title: 'Where', when: 'anger > 0.4 and face.sadness > 0.3', then: 'the label is' },
  override: { title: 'Where', when: 'face.anger > 0.8', then: 'this member decides alone:' },
  dependency: { title: 'The label', when: '', then: 'is never stronger than' }
}
const kinds: readonly OtherRule['type'][] = ['if-then', 'override', 'dependency']
const kindNames = { 'if-then': 'If, then', override: 'Override', dependency: 'Dependency' } as const

/** Rules on the result: compound expressions, and conditions in words. */
export function Rules({ fusing, plan }: { fusing: Fusing; plan: FusionPlan }): ReactNode {
  const compounds = useCompounds(fusing)
  const pair = plan.rules.find((rule): rule is PairRule => rule.type === 'pair-sum')
  const others = plan.rules.filter((rule): rule is OtherRule => rule.type !== 'pair-sum')
  const write = (list: readonly OtherRule[], next: PairRule | undefined = pair): void =>
    set({ rules: [...list, ...(next ? [next] : [])] })
  const first = compounds[0]
  return (
    <div className="fusion-rules" role="group" aria-label="Rules">
      <Checkbox
        checked={pair !== undefined}
        onChange={(on) => {
          if (!on || !first) set({ rules: others, ruleTarget: undefined })
          else
            set({
              rules: [...others, { type: 'pair-sum', pairs: first.pairs, tie: 'first' }],
              ruleTarget: first.ref
            })
        }}
      >
        Compound expressions{first ? `: ${first.name}` : ''}
      </Checkbox>
      <p className="faint">
        {first
          ? `${Object.keys(first.pairs).length} pairs of basic emotions; the pair whose shares are highest together is a second track.`
          : 'No scheme has compounds of the labels that are fused in.'}
      </p>
      {pair && <PairOptions fusing={fusing} rule={pair} onChange={(next) => write(others, next)} />}
      {others.map((rule, i) => (
        <RuleRow
          key={i}
          rule={rule}
          fusing={fusing}
          plan={plan}
          onChange={(next) => write(others.map((each, at) => (at === i ? next : each)))}
          onRemove={() => write(others.filter((_, at) => at !== i))}
        />
      ))}
      <Button
        size="small"
        tone="quiet"
        onClick={() => {
          const label = fusing.labels[0]?.id ?? ''
          write([...others, { type: 'if-then', when: `${label} > 0.5`, then: label }])
        }}
      >
        <Plus size={13} /> Add a rule
      </Button>
    </div>
  )
}

function PairOptions({
  fusing,
  rule,
  onChange
}: {
  fusing: Fusing
  rule: PairRule
  onChange: (rule: PairRule) => void
}): ReactNode {
  const { maskGreaterThan, pairWeights, ...plain } = rule
  const chance = 1 / Math.max(1, fusing.labels.length)
  const parts = fusing.labels.filter(({ id }) => Object.values(rule.pairs).some((pair) => pair.includes(id)))
  return (
    <div className="fusion-pair">
      <Checkbox
        checked={maskGreaterThan !== undefined}
        onChange={(on) =>
          onChange({
            ...plain,
            ...(pairWeights ? { pairWeights } : {}),
            ...(on ? { maskGreaterThan: chance } : {})
          })
        }
      >
        Count shares up to chance (1/{fusing.labels.length}) as 0
      </Checkbox>
      <Checkbox
        checked={pairWeights !== undefined}
        onChange={(on) =>
          onChange({
            ...plain,
            ...(maskGreaterThan === undefined ? {} : { maskGreaterThan }),
            ...(on ? { pairWeights: Object.fromEntries(parts.map(({ id }) => [id, 1])) } : {})
          })
        }
      >
        Weigh the two labels of a pair
      </Checkbox>
      {pairWeights && (
        <div className="fusion-pair-weights">
          {parts.map(({ id, name }) => (
            <label key={id}>
              <span>{name}</span>
              <CommitInput
                label={`Weight of ${name} in pairs`}
                value={String(pairWeights[id] ?? 1)}
                mono
                onCommit={(text) => {
                  const weight = Number(text.replace(',', '.'))
                  if (!(weight >= 0 && weight <= 1000)) return false
                  onChange({ ...rule, pairWeights: { ...pairWeights, [id]: weight } })
                  return true
                }}
              />
            </label>
          ))}
        </div>
      )}
    </div>
  )
}

interface RuleRowProps {
  readonly rule: OtherRule
  readonly fusing: Fusing
  readonly plan: FusionPlan
  readonly onChange: (rule: OtherRule) => void
  readonly onRemove: () => void
}

function RuleRow({ rule, fusing, plan, onChange, onRemove }: RuleRowProps): ReactNode {
  const labels = fusing.labels.map(({ id, name }) => ({ id, title: name }))
  const names = plan.members.map(({ authorId, name }) => name ?? authorOf(authorId)?.name ?? authorId)
  const members = names.map((name) => ({ id: name, title: name }))
  const choices = rule.type === 'override' ? members : labels
  return (
    <div className="fusion-rule" role="group" aria-label="Rule">
      <Select
        label="Kind of rule"
        size="small"
        value={rule.type}
        options={kinds.map((id) => ({ id, title: kindNames[id] }))}
        onChange={(id) => {
          const type = kinds.find((each) => each === id)
          const label = labels[0]?.id ?? ''
          if (type === 'override') onChange({ type, when: `${label} > 0.5`, then: names[0] ?? '' })
          else if (type === 'if-then') onChange({ type, when: `${label} > 0.5`, then: label })
          else if (type) onChange({ type, when: label, then: labels[1]?.id ?? label })
        }}
      />
      <span className="muted">{words[rule.type].title}</span>
      {rule.type === 'dependency' ? (
        <Select
          label="Label that needs another"
          size="small"
          value={rule.when}
          options={labels}
          onChange={(when) => onChange({ ...rule, when })}
        />
      ) : (
        <CommitInput
          label="Condition"
          value={rule.when}
          mono
          placeholder={words[rule.type].when}
          onCommit={(when) => onChange({ ...rule, when })}
        />
      )}
      <span className="muted">{words[rule.type].then}</span>
      <Select
        label="Then"
        size="small"
        value={rule.then}
        options={choices}
        onChange={(then) => onChange({ ...rule, then })}
      />
      <IconButton label="Remove the rule" size="small" onClick={onRemove}>
        <X size={14} />
      </IconButton>
    </div>
  )
}

interface Compounds {
  readonly name: string
  readonly ref: AttributeRef
  readonly pairs: Readonly<Record<string, [string, string]>>
}

/** Attributes whose labels are made of two labels of the target each; of the project, then of the presets. */
function useCompounds({ target, labels }: Fusing): readonly Compounds[] {
  const own = useProject((state) => state.index.schemes)
  const presets = usePresets()
  if (!target) return []
  const ids = new Set(labels.map(({ id }) => id))
  const schemes = [...own.values(), ...presets.filter(({ id }) => !own.has(id))]
  return schemes.flatMap((scheme) => {
    const attributes = SchemeDocument.safeParse(scheme.document).data?.attributes ?? []
    return attributes.flatMap(({ id }): Compounds[] => {
      const mixes = attributeTask(scheme, id)?.mixOf
      if (!mixes || mixes.size === 0) return []
      const pairs: Record<string, [string, string]> = {}
      for (const [name, [one, other, ...more]] of mixes)
        if (one !== undefined && other !== undefined && more.length === 0 && ids.has(one) && ids.has(other))
          pairs[name] = [one, other]
      return Object.keys(pairs).length < mixes.size
        ? []
        : [{ name: scheme.name, ref: { schemeId: scheme.id, attributeId: id }, pairs }]
    })
  })
}
