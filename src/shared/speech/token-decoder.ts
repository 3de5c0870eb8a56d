import { Tokenizer } from '@huggingface/tokenizers'

/**
 * Words of token ids, for a tokenizer of the byte-level BPE family from the text of its `tokenizer.json`. Bytes that make
 * no letter become the replacement character; white space at the ends is left out. Throws for a file that is none.
 */
export function openTokenDecoder(text: string): (ids: readonly number[]) => string {
  const document: unknown = JSON.parse(text)
  if (typeof document !== 'object' || document === null)
    throw new Error('a tokenizer is an object in JSON, this is not')
  const tokenizer = new Tokenizer(document, {})
  return (ids) =>
    ids.length === 0
      ? ''
      : tokenizer.decode([...ids], { skip_special_tokens: true, clean_up_tokenization_spaces: false }).trim()
}
