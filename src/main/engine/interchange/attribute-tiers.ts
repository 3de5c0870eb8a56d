import type { DocumentScheme, Span, SpanTier } from './document'
import { labelText, uniqueNames } from './tools'
import { valueIn, valueJson, withValue } from './value-json'

/** Facts of a span that formats with one text for each annotation keep in a tier beside it, `<tier>@<fact>`. */
const facts = ['text', 'intensity', 'confidence', 'comment', 'value'] as const
type Fact = (typeof facts)[number]

/**
 * One tier for the labels (or the words, where there are none) and one for each other fact, so that every span has one
 * text. The spans of the added tiers name theirs as parent and have no id of their own yet.
 */
export function spreadFacts(
  tier: SpanTier,
  scheme: DocumentScheme | undefined,
  name: (wanted: string) => string = uniqueNames()
): readonly SpanTier[] {
  const both = tier.spans.some((span) => span.labels.length > 0 && span.text)
  const main: SpanTier = {
    ...tier,
    spans: tier.spans.map((span) => ({
      ...span,
      text: span.labels.length > 0 || both ? labelText(span, scheme) : (span.text ?? '')
    }))
  }
  const valueOf = (span: Span, fact: Fact): string | undefined =>
    fact === 'text'
      ? both
        ? span.text
        : undefined
      : fact === 'value'
        ? valueJson(span, scheme)
        : span[fact]?.toString()
  const beside = facts.flatMap((fact): SpanTier[] => {
    const spans = tier.spans.flatMap((span): Span[] => {
      const value = valueOf(span, fact)
      return value
        ? [{ id: '', start: span.start, end: span.end, labels: [], text: value, parent: span.id }]
        : []
    })
    if (spans.length === 0) return []
    const id = name(`${tier.name}@${fact}`)
    return [
      {
        id,
        name: id,
        kind: 'spans',
        person: tier.person,
        annotator: tier.annotator,
        parent: { tierId: tier.id, relation: 'symbolic-association' },
        spans
      }
    ]
  })
  return [main, ...beside]
}

/**
 * The inverse: tiers named `<tier>@<fact>` whose spans all fit spans of that tier (by parent, else by equal times) and
 * whose numbers are numbers become facts again. `linked`: ids of spans that something refers to; they stay. `gaps`: where
 * the format has no annotations without text, a fact may belong to a gap.
 */
export function gatherFacts(
  tiers: readonly SpanTier[],
  linked: ReadonlySet<string>,
  schemes: readonly DocumentScheme[] = [],
  gaps: 'empty' | 'may-have-facts' = 'empty'
): readonly SpanTier[] {
  if (gaps === 'may-have-facts') return gatherFacts(withBare(tiers), linked, schemes)
  const byName = new Map(tiers.map((tier) => [tier.name, tier]))
  const schemeOf = (tier: SpanTier): DocumentScheme | undefined =>
    schemes.find(({ id }) => id === tier.schemeId)
  const added = new Map<string, Map<string, Partial<Span>>>()
  const folded = new Set<string>()
  for (const tier of tiers) {
    const [, base, name] = /^(.*)@(text|intensity|confidence|comment|value)$/s.exec(tier.name) ?? []
    const owner = base === undefined ? undefined : byName.get(base)
    const fact = facts.find((known) => known === name)
    if (!owner || !fact || tier.schemeId !== undefined || tier.extra?.['keep'] === true) continue
    if (
      tier.spans.some((span) => linked.has(span.id) || span.extra) ||
      tiers.some((other) => other.parent?.tierId === tier.id)
    )
      continue
    const values = valuesFor(tier, owner, fact, schemeOf(owner))
    if (!values) continue
    folded.add(tier.id)
    const known = added.get(owner.id) ?? new Map<string, Partial<Span>>()
    added.set(owner.id, known)
    for (const [id, value] of values) known.set(id, { ...known.get(id), ...value })
  }
  return tiers
    .filter((tier) => !folded.has(tier.id))
    .map((tier) => {
      const values = added.get(tier.id)
      if (!values) return tier
      const labelled = [...values.values()].some((value) => value.text !== undefined)
      return {
        ...tier,
        spans: tier.spans.map((span) => {
          const own =
            labelled && span.labels.length === 0 && span.text
              ? { ...span, labels: [span.text], text: undefined }
              : span
          const { value, ...facts } = values.get(span.id) ?? {}
          const scheme = schemeOf(tier)
          const whole = { ...own, ...facts }
          return value ? withValue(whole, value, scheme) : whole
        })
      }
    })
}

/**
 * A span without label and words is a gap in formats without empty annotations: what stands beside it says that it was
 * there.
 */
function withBare(tiers: readonly SpanTier[]): readonly SpanTier[] {
  return tiers.map((tier) => {
    const known = new Set(tier.spans.map((span) => `${span.start} ${span.end}`))
    const bare: Span[] = []
    const sorted = tier.spans.toSorted((a, b) => a.start - b.start)
    for (const fact of facts)
      for (const { start, end } of tiers.find(({ name }) => name === `${tier.name}@${fact}`)?.spans ?? []) {
        const place = `${start} ${end}`
        if (known.has(place) || !isFree(sorted, start, end)) continue
        known.add(place)
        bare.push({ id: `${tier.id}-bare-${bare.length + 1}`, start, end, labels: [] })
      }
    if (bare.length === 0) return tier
    return { ...tier, spans: [...tier.spans, ...bare].sort((a, b) => a.start - b.start || a.end - b.end) }
  })
}

/** Whether nothing of spans in order of their start lies there; looks at the two neighbours only. */
function isFree(sorted: readonly Span[], start: number, end: number): boolean {
  let [from, to] = [0, sorted.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((sorted[middle]?.start ?? 0) < start) from = middle + 1
    else to = middle
  }
  return (sorted[from - 1]?.end ?? -Infinity) <= start && (sorted[from]?.start ?? Infinity) >= end
}

function valuesFor(
  tier: SpanTier,
  owner: SpanTier,
  fact: Fact,
  scheme: DocumentScheme | undefined
): Map<string, Partial<Span>> | undefined {
  const byTime = new Map(owner.spans.map((span) => [`${span.start} ${span.end}`, span.id]))
  const ids = new Set(owner.spans.map((span) => span.id))
  const values = new Map<string, Partial<Span>>()
  for (const span of tier.spans) {
    const id = span.parent ?? byTime.get(`${span.start} ${span.end}`)
    if (id === undefined || !ids.has(id) || values.has(id) || span.text === undefined) return undefined
    if (fact === 'text' || fact === 'comment') values.set(id, { [fact]: span.text })
    else if (fact === 'value') {
      const value = valueIn(span.text, scheme)
      if (!value) return undefined
      values.set(id, { value })
    } else {
      const value = Number(span.text)
      const fits = span.text.trim() !== '' && Number.isFinite(value)
      if (!fits || (fact === 'confidence' && (value < 0 || value > 1))) return undefined
      values.set(id, { [fact]: value })
    }
  }
  return values
}
