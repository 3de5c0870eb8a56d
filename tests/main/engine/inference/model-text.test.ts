import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { modelTextJob } from '../../../../src/main/engine/inference/model-text-job'
import type { PredictItem } from '../../../../src/main/engine/protocol'
import type { ModelText } from '../../../../src/shared/text-model/model-text'
import { jobContext } from '../../../fixtures/job-context'
import { meld } from '../../../fixtures/meld'
import { itemFor } from './fixtures'
import { makeModelsFolder, putModel, soundFigures, trackOf } from './declared/tiny-models'

const tokenizer = readFileSync(resolve(import.meta.dirname, '../../../fixtures/golden/text-bpe.json'), 'utf8')
const files = { tok: { path: 'tokenizer.json', role: 'tokenizer' } }
const target = { scheme: 's', labels: ['joy', 'anger'] }
const words = { words: { modality: 'text', role: 'transcript' } } as const
let folder = ''

beforeAll(() => {
  folder = makeModelsFolder()
  // The contract of EmoBERTa, with a turn on each side.
  putModel(
    folder,
    'emoberta',
    {
      unit: { type: 'utterance', tier: 'utterances' },
      bindings: words,
      files,
      inputs: [
        {
          name: 'input_ids',
          dtype: 'int64',
          shape: ['B', 'L'],
          from: 'words',
          pipeline: [
            { op: 'text.source', layer: 'transcript' },
            { op: 'text.template', format: '{speaker:upper}: {text}' },
            { op: 'dialogue.window', past: 1, future: 1, separator: '</s></s>', maxTokens: 512 },
            { op: 'text.tokenize', file: 'tok', pad: 'batch' }
          ]
        },
        {
          name: 'attention_mask',
          dtype: 'int64',
          shape: ['B', 'L'],
          from: 'words',
          pipeline: [{ op: 'text.tokenize', file: 'tok', reuse: 'input_ids', return: 'mask' }]
        }
      ],
      outputs: [{ id: 'emotion', name: 'y', task: 'classification', target }]
    },
    soundFigures(),
    { 'tokenizer.json': tokenizer }
  )
  putModel(
    folder,
    'whole-talk',
    {
      unit: { type: 'dialogue' },
      bindings: words,
      files,
      inputs: [
        {
          name: 'ids',
          dtype: 'int64',
          shape: ['T', 'L'],
          from: 'words',
          pipeline: [{ op: 'text.tokenize', file: 'tok', each: 'turn' }]
        }
      ],
      outputs: [{ id: 'emotion', name: 'y', task: 'sequence-classification', target }]
    },
    soundFigures(),
    { 'tokenizer.json': tokenizer }
  )
})

const said = [
  ['Phoebe', 'Oh my God, he’s lost it.'],
  ['Monica', 'What?'],
  ['Phoebe', 'Never mind.']
] as const

function item(turns: readonly (readonly [speaker: string, text: string])[] = said): PredictItem {
  const people = [...new Set(turns.map(([speaker]) => speaker))]
  return {
    ...itemFor('audio', 60),
    persons: people.map((name) => ({ id: `p-${name}`, name, color: '#808080' })),
    tracks: [
      trackOf(
        'talk',
        { kind: 'utterances' },
        turns.map(([speaker, text], i) => [2 * i, 2 * i + 1, { text, personId: `p-${speaker}` }] as const)
      )
    ]
  }
}

async function read(modelId: string, segmentId: string, given = item()): Promise<readonly ModelText[]> {
  const { context } = jobContext()
  const answer = await modelTextJob(
    { kind: 'model-text', modelId, item: given, segmentId },
    { ...context, environment: { modelsFolder: folder, threads: 1 } }
  )
  if (!answer.ok) throw new Error(answer.error.message)
  if (answer.value.kind !== 'model-text') throw new Error(answer.value.kind)
  return answer.value.texts
}

describe('what a model reads of a turn', () => {
  test('is the exact text with the turns around it, the turn itself marked', async () => {
    const [text] = await read('emoberta', 'talk-1')
    expect(text?.text).toBe(
      'PHOEBE: Oh my God, he’s lost it.</s></s>MONICA: What?</s></s>PHOEBE: Never mind.'
    )
    expect(text?.text.slice(...(text.target ?? []))).toBe('MONICA: What?')
  })

  test('is shown piece by piece, each with its place in the text', async () => {
    const [text] = await read('emoberta', 'talk-2')
    const shown = text?.pieces.map(({ range }) => text.text.slice(...range)).join('')
    expect(shown?.replaceAll(' ', '')).toBe('MONICA:What?PHOEBE:Nevermind.')
    expect(text?.pieces.filter(({ token }) => token === '</s>')).toHaveLength(5)
  })

  test('is the turn’s own row where the model reads a whole conversation', async () => {
    const [text, ...more] = await read('whole-talk', 'talk-1')
    expect(text?.text).toBe('What?')
    expect(more).toEqual([])
  })

  test.skipIf(!meld('dev'))('is EmoBERTa’s exact text for a real conversation (TXT-1)', async () => {
    const turns = (meld('dev')?.get('0') ?? []).map(({ speaker, text }) => [speaker, text] as const)
    const [text] = await read('emoberta', 'talk-1', item(turns))
    expect(text?.text).toBe(
      'PHOEBE: Oh my God, he’s lost it. He’s totally lost it.</s></s>MONICA: What?</s></s>'
    )
  })

  test('is refused in a sentence for a model that is not there', async () => {
    await expect(read('nobody', 'talk-1')).rejects.toThrow('cannot be read')
  })
})
