import { z } from 'zod'
import { normalizeText } from '../../../../shared/text-model/normalize-text'
import { turnWords } from '../../../../shared/text-model/turn-words'
import { valueOp } from './op'
import { onTexts, writeText } from './text-steps'
import { textMaskIndex, textTokenize } from './text-tokenize'
import { textTextualize } from './text-textualize'
import type { Turn, Value } from './value'

/**
 * Which words of a turn the model reads: those of the transcript, of a named layer of it (`asr:<name>`) or of a
 * written component (`component:<name>`), or the text of a document. `fallback` names others to try where a turn has
 * none. A turn without any is read as empty, and keeps its place in the conversation.
 */
export const textSource = valueOp(
  'text.source',
  z.looseObject({ layer: z.string().default('transcript'), fallback: z.array(z.string()).default([]) }),
  ({ layer, fallback }) =>
    (value) =>
      onTexts('text.source', value, (text, turn) =>
        turn
          ? ([layer, ...fallback].map((name) => wordsOf(turn, name)).find((words) => words !== undefined) ??
            '')
          : text
      )
)

function wordsOf(turn: Turn, layer: string): string | undefined {
  if (layer === 'transcript' || layer === 'document') return turn.text === '' ? undefined : turn.text
  const name = layer.replace(/^(?:asr|component):/, '')
  return turn.layers?.[name] ?? turn.layers?.[layer]
}

const Replacement = z.object({ find: z.string().min(1), with: z.string(), regex: z.boolean().default(false) })

/** One spelling for all texts: Unicode form, replacements in order, small letters, no spaces at the ends. */
export const textNormalize = valueOp(
  'text.normalize',
  z.looseObject({
    unicode: z.enum(['NFC', 'NFD', 'NFKC', 'NFKD']).optional(),
    lower: z.boolean().default(false),
    strip: z.boolean().default(false),
    replace: z.array(Replacement).default([])
  }),
  (how) => (value) => onTexts('text.normalize', value, (text) => normalizeText(text, how))
)

/**
 * A text by a format (`shared/text-model/turn-words`). With `over: "target.labels"` the text is written once for each
 * label of the output, for models that answer whether a text entails a sentence.
 */
export const textTemplate = valueOp(
  'text.template',
  z.looseObject({
    format: z.string().min(1),
    over: z.literal('target.labels').optional(),
    labels: z.array(z.string()).optional()
  }),
  ({ format, over, labels }) => {
    if (over && !labels?.length)
      throw new Error('text.template is to be written over the labels of an output, and no output has labels')
    const written = (value: Value, label?: string): Value =>
      value.kind === 'dialogue'
        ? {
            ...value,
            turns: value.turns.map((turn, at) => ({
              ...turn,
              text: turnWords(format, value.turns, at, {
                ...(label === undefined ? {} : { label }),
                ...(turn.layers ? { components: turn.layers } : {})
              })
            }))
          }
        : onTexts('text.template', value, (text) => writeText(format, text, label))
    return (value) =>
      over && labels
        ? { kind: 'several', values: labels.map((label) => written(value, label)) }
        : written(value)
  }
)

/**
 * Words are cut apart by spaces before the tokenizer sees them, for languages written without any: `none` leaves the
 * text, `external` expects it cut already. Dictionaries (MeCab, jieba) are not part of Affectory and are refused.
 */
export const textSegmentWords = valueOp(
  'text.segmentWords',
  z.looseObject({ engine: z.enum(['none', 'external']) }),
  ({ engine }) =>
    (value) =>
      onTexts('text.segmentWords', value, (text) => {
        if (engine === 'external' && isUncut(text))
          throw new Error(
            `the model reads text whose words are separated by spaces; "${text.slice(0, 20)}…" has none. Cut it with the tool the model was trained with and import that as a transcript layer.`
          )
        return text
      })
)

/** Long stretches of signs of languages written without spaces. */
const isUncut = (text: string): boolean =>
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]{12,}/u.test(text)

export const textOps = [
  textSource,
  textNormalize,
  textTemplate,
  textSegmentWords,
  textTextualize,
  textTokenize,
  textMaskIndex
]
