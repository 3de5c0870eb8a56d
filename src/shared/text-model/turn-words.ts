/** One turn of a conversation, as far as its words are put together. */
export interface SpokenTurn {
  readonly id: string
  readonly speaker?: string
  readonly text: string
}

/**
 * Number of each turn's speaker, from 0, in order of first appearance; -1 where nobody says who speaks.
 * `alphabetical` numbers the names as they sort instead, `role` as they stand in `roles`, others after them by appearance.
 */
export function speakerNumbers(
  turns: readonly Pick<SpokenTurn, 'speaker'>[],
  order: 'appearance' | 'alphabetical' | 'role' = 'appearance',
  roles: readonly string[] = []
): number[] {
  const appeared = [...new Set(turns.flatMap(({ speaker }) => (speaker === undefined ? [] : [speaker])))]
  const names =
    order === 'alphabetical'
      ? appeared.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
      : order === 'role'
        ? [...roles, ...appeared.filter((name) => !roles.includes(name))]
        : appeared
  return turns.map(({ speaker }) => (speaker === undefined ? -1 : names.indexOf(speaker)))
}

/** What a template may name besides the turn itself. */
export interface TemplateFacts {
  readonly label?: string
  readonly components?: Readonly<Record<string, string>>
}

const PLACES = /\{([a-z]+)(?::([^{}]*))?\}/gi

/**
 * A turn's words by a format: `{text}`, `{speaker}`, `{speaker:upper}`, `{speaker:lower}`, `{speaker:number}` (from 1,
 * in order of appearance), `{label}`, `{component:<name>}`, `{prev:<n>}` (text of the n-th turn before). What is not
 * known is left empty; where the speaker is not known, a colon and spaces that followed the name go with it.
 * Throws for a place that is none of these.
 */
export function turnWords(
  format: string,
  turns: readonly SpokenTurn[],
  at: number,
  facts: TemplateFacts = {}
): string {
  const turn = turns[at]
  const shaped = turn?.speaker === undefined ? format.replaceAll(/\{speaker(?::[a-z]+)?\}:?\s*/g, '') : format
  return shaped.replaceAll(PLACES, (place, name: string, detail: string | undefined) => {
    switch (name) {
      case 'text':
        return turn?.text ?? ''
      case 'speaker':
        return speakerWord(detail, turns, at)
      case 'label':
        return facts.label ?? ''
      case 'component':
        return facts.components?.[detail ?? ''] ?? ''
      case 'prev':
        return turns[at - Number(detail ?? 1)]?.text ?? ''
      default:
        throw new Error(
          `the format knows no ${place}; known: {text}, {speaker}, {speaker:upper}, {speaker:lower}, {speaker:number}, {label}, {component:<name>}, {prev:<n>}`
        )
    }
  })
}

function speakerWord(detail: string | undefined, turns: readonly SpokenTurn[], at: number): string {
  const speaker = turns[at]?.speaker ?? ''
  if (detail === 'upper') return speaker.toUpperCase()
  if (detail === 'lower') return speaker.toLowerCase()
  if (detail === 'number') return String((speakerNumbers(turns)[at] ?? -1) + 1)
  return speaker
}
