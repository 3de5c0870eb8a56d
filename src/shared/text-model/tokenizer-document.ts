import { z } from 'zod'
import type { TokenSurface } from './align-tokens'

const Step = z.looseObject({ type: z.string() })

const Document = z.looseObject({
  added_tokens: z
    .array(z.looseObject({ id: z.number(), content: z.string(), special: z.boolean().optional() }))
    .nullish(),
  normalizer: Step.nullish(),
  pre_tokenizer: Step.nullish(),
  post_processor: Step.nullish(),
  decoder: Step.nullish(),
  padding: z.looseObject({ pad_id: z.number().optional() }).nullish(),
  model: z.looseObject({
    type: z.string().optional(),
    unk_token: z.string().nullish(),
    unk_id: z.number().nullish(),
    continuing_subword_prefix: z.string().nullish(),
    end_of_word_suffix: z.string().nullish(),
    merges: z.array(z.unknown()).optional(),
    vocab: z.unknown()
  })
})

/** What reading a `tokenizer.json` came to: the parts the library asks for, and what aligning needs. */
export interface TokenizerDocument {
  readonly added_tokens: readonly object[]
  readonly normalizer: object | null
  readonly pre_tokenizer: object | null
  readonly post_processor: object | null
  readonly decoder: object | null
  readonly model: object
  readonly unknown: string | undefined
  readonly unknownId: number | undefined
  readonly padId: number | undefined
  readonly surface: TokenSurface
}

const FAMILIES = ['BPE', 'WordPiece', 'Unigram']

/** Read a tokenizer's file. Throws a sentence that names the file and what it lacks. */
export function tokenizerDocument(text: string, file: string): TokenizerDocument {
  const parsed = Document.safeParse(json(text, file))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new Error(`${file} is not a tokenizer: "${issue?.path.join('.') ?? ''}" ${issue?.message ?? ''}`)
  }
  const { model, added_tokens, normalizer, pre_tokenizer, post_processor, decoder, padding } = parsed.data
  const family = model.type ?? (model.merges ? 'BPE' : 'WordPiece')
  if (!FAMILIES.includes(family))
    throw new Error(`${file} is a tokenizer of the family "${family}"; known: ${FAMILIES.join(', ')}`)
  return {
    added_tokens: added_tokens ?? [],
    normalizer: normalizer ?? null,
    pre_tokenizer: pre_tokenizer ?? null,
    post_processor: post_processor ?? null,
    decoder: decoder ?? null,
    model: { ...model, type: family },
    unknown: model.unk_token ?? undefined,
    unknownId: model.unk_id ?? undefined,
    padId: padding?.pad_id,
    surface: {
      special: new Set((added_tokens ?? []).filter(({ special }) => special).map(({ content }) => content)),
      unknown: model.unk_token ?? undefined,
      byteLevel: names(pre_tokenizer).has('ByteLevel'),
      continuing: family === 'WordPiece' ? (model.continuing_subword_prefix ?? '##') : '',
      ending: model.end_of_word_suffix ?? ''
    }
  }
}

function json(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error
    })
  }
}

/** Types of a step and of the steps inside it. */
function names(step: z.output<typeof Step> | null | undefined, found = new Set<string>()): Set<string> {
  if (!step) return found
  found.add(step.type)
  const inner = z.array(Step).safeParse(step['pretokenizers'])
  for (const part of inner.data ?? []) names(part, found)
  return found
}
