import { turnWords, type SpokenTurn } from '../../../../shared/text-model/turn-words'
import type { Dialogue, Turn, Value, Words } from './value'

/** A text step works on a text alone, on every turn of a conversation, or on each of several. */
export function onTexts(
  id: string,
  value: Value,
  change: (text: string, turn?: Turn) => string
): Words | Dialogue | Value {
  switch (value.kind) {
    case 'words': {
      const text = change(value.text)
      const pair = value.pair === undefined ? {} : { pair: change(value.pair) }
      return {
        kind: 'words',
        text,
        ...pair,
        ...(text === value.text && value.target ? { target: value.target } : {})
      }
    }
    case 'dialogue':
      return { ...value, turns: value.turns.map((turn) => ({ ...turn, text: change(turn.text, turn) })) }
    case 'several':
      return { ...value, values: value.values.map((part) => onTexts(id, part, change)) }
    default:
      throw new Error(`${id} takes words or a dialogue, got a ${value.kind}`)
  }
}

/** The turn that a unit is about; a conversation without turns has none. */
export function targetTurn(dialogue: Dialogue): Turn {
  const turn = dialogue.turns[dialogue.at]
  if (!turn)
    throw new Error(`the conversation has ${dialogue.turns.length} turns, none at place ${dialogue.at + 1}`)
  return turn
}

/** A text as the only turn of a conversation, so that one rule writes both. */
export const asTurn = (text: string): readonly SpokenTurn[] => [{ id: '', text }]

/** A template written for a text without turns. */
export const writeText = (format: string, text: string, label?: string): string =>
  turnWords(format, asTurn(text), 0, label === undefined ? {} : { label })
