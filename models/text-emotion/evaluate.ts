/**
 * Scores the stored text model and its rule for conversations on data it did not see, and writes evaluation.json of both:
 * `AFFECTORY_DATA=<folder> node models/text-emotion/evaluate.ts`. Needs <folder>/text with goemotions, emobank, brighter
 * and meld. Nothing is chosen here: thresholds were chosen by train.py on GoEmotions' dev part.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Tokenizer } from '@huggingface/tokenizers'
import { parse } from 'csv-parse/sync'
import * as ort from 'onnxruntime-node'
import { OnnxGraph } from '../convert/onnx-graph.ts'
import { DECAY, OTHERS, REACH, WEIGHT, withContext } from '../conversation-emotion/context.ts'
import { evidenceOf, groupProbabilities, labelProbabilities } from './emotion-shares.ts'
import { concordance, correlation, f1Scores, multiLabelF1, rounded } from './scores.ts'
import { textNet } from './text-net.ts'
import { readWeights, type TextWeights } from './weights.ts'

const here = dirname(fileURLToPath(import.meta.url))
const folder = join(process.env['AFFECTORY_DATA'] ?? '../shared/data', 'text')
const MOST_PIECES = 64
const BATCH = 64

interface Answers {
  readonly labels: number[][]
  readonly groups: number[][]
  readonly shares: number[][]
  readonly dimensions: number[][]
}

async function main(): Promise<void> {
  const weights = readWeights()
  const answer = await reader(weights)
  const groups = Object.keys(weights.groups)
  const evaluation = {
    goemotions: goEmotions(await answer(goTexts()), weights),
    emobank: emoBank(
      await answer(
        csv('emobank/emobank.csv')
          .filter(isTest)
          .map(({ text }) => text ?? '')
      )
    ),
    brighter: brighter(
      await answer(csv('brighter/track_a_train_eng.csv').map(({ text }) => text ?? '')),
      groups,
      weights
    ),
    meld: meld(await answer(csv('meld/test_sent_emo.csv').map(({ Utterance }) => Utterance ?? '')), groups)
  }
  write('evaluation.json', evaluation)
  const context = await conversations(weights, groups)
  write('../conversation-emotion/evaluation.json', {
    data: 'MELD test part, 2,610 turns of 280 conversations; never trained on or chosen with',
    rule: { reach: REACH, decay: DECAY, others: OTHERS, weight: WEIGHT },
    ...context
  })
  console.log(JSON.stringify({ ...evaluation, context }, null, 1))
}

/** Answers to texts: the net with everything that is measured. */
async function reader(weights: TextWeights): Promise<(texts: readonly string[]) => Promise<Answers>> {
  const graph = new OnnxGraph('evaluate')
  const { logits, dimensions } = textNet(graph, weights, graph.input('ids', 'int64', ['B', 'T']))
  const values = {
    labels: labelProbabilities(graph, logits),
    groups: groupProbabilities(graph, logits),
    shares: graph.node('Softmax', [evidenceOf(graph, weights, logits)], { axis: -1 }),
    dimensions
  }
  for (const [name, value] of Object.entries(values)) {
    graph.node('Identity', [value], {}, name)
    graph.output(name, 'float32', ['B', 'N'])
  }
  const session = await ort.InferenceSession.create(graph.encode({}), { intraOpNumThreads: 1 })
  const encode = tokenizer()
  return async (texts) => {
    const ids = texts.map(encode)
    const order = [...ids.keys()].sort((a, b) => (ids[a]?.length ?? 0) - (ids[b]?.length ?? 0))
    const answers: Answers = { labels: [], groups: [], shares: [], dimensions: [] }
    for (let from = 0; from < order.length; from += BATCH) {
      const rows = order.slice(from, from + BATCH)
      const given = await session.run({ ids: padded(rows.map((row) => ids[row] ?? [])) })
      for (const [name, list] of Object.entries<number[][]>({ ...answers })) {
        const data = floats(given[name])
        const width = data.length / rows.length
        for (const [i, row] of rows.entries())
          list[row] = Array.from(data.subarray(i * width, (i + 1) * width))
      }
    }
    return answers
  }
}

function tokenizer(): (text: string) => number[] {
  const made = new Tokenizer(JSON.parse(readFileSync(join(here, 'tokenizer.json'), 'utf8')), {})
  return (text) =>
    made.encode(text.normalize('NFC').trim(), { add_special_tokens: false }).ids.slice(0, MOST_PIECES)
}

function padded(rows: readonly (readonly number[])[]): ort.Tensor {
  const length = Math.max(1, ...rows.map((row) => row.length))
  const data = new BigInt64Array(rows.length * length)
  for (const [i, row] of rows.entries()) data.set(row.map(BigInt), i * length)
  return new ort.Tensor('int64', data, [rows.length, length])
}

function floats(tensor: ort.Tensor | undefined): Float32Array {
  if (!(tensor?.data instanceof Float32Array)) throw new Error('the graph gave no numbers')
  return tensor.data
}

type Row = Readonly<Record<string, string>>
const csv = (path: string): Row[] => parse(readFileSync(join(folder, path), 'utf8'), { columns: true })
const isTest = ({ split }: Row): boolean => split === 'test'

const goRows = (): string[][] =>
  readFileSync(join(folder, 'goemotions/test.tsv'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'))
const goTexts = (): string[] => goRows().map(([text = '']) => text)

function goEmotions({ labels, groups, shares }: Answers, weights: TextWeights): object {
  const truth = goRows().map(([, given = '']) => {
    const chosen = given.split(',').map(Number)
    return weights.labels.map((_, i) => chosen.includes(i))
  })
  const members = Object.values(weights.groups).map((names) =>
    names.map((name) => weights.labels.indexOf(name))
  )
  const groupTruth = truth.map((row) => members.map((places) => places.some((place) => row[place])))
  const all = multiLabelF1(truth, labels, weights.thresholds)
  const seven = multiLabelF1(groupTruth, groups, weights.groupThresholds)
  const single = [...groupTruth.keys()].filter((i) => groupTruth[i]?.filter(Boolean).length === 1)
  return {
    texts: truth.length,
    labels28: { macroF1: all.macro, microF1: all.micro, f1: named(weights.labels, all.each) },
    groups7: {
      macroF1: seven.macro,
      microF1: seven.micro,
      f1: named(Object.keys(weights.groups), seven.each)
    },
    oneOfSeven: {
      texts: single.length,
      ...f1Scores(
        single.map((i) => groupTruth[i]?.indexOf(true) ?? -1),
        single.map((i) => best(shares[i])),
        7
      )
    }
  }
}

function emoBank({ dimensions }: Answers): object {
  const truth = csv('emobank/emobank.csv')
    .filter(isTest)
    .map(({ V, A, D }) => [V, A, D].map(Number))
  const column = (rows: readonly (readonly number[])[], k: number): number[] =>
    rows.map((row) => row[k] ?? NaN)
  return {
    sentences: truth.length,
    ...Object.fromEntries(
      ['valence', 'arousal', 'dominance'].map((name, k) => {
        const [a, b] = [column(truth, k), column(dimensions, k)]
        return [name, { r: rounded(correlation(a, b)), ccc: rounded(concordance(a, b)) }]
      })
    )
  }
}

/** BRIGHTER's English texts with their five labels: its training part, of which this model saw nothing. */
function brighter({ groups }: Answers, names: readonly string[], weights: TextWeights): object {
  const labels = ['anger', 'fear', 'joy', 'sadness', 'surprise']
  const places = labels.map((label) => names.indexOf(label))
  const rows = csv('brighter/track_a_train_eng.csv')
  const truth = rows.map((row) =>
    labels.map((label) => (row[label] ?? row[label[0]?.toUpperCase() + label.slice(1)]) === '1')
  )
  const { macro, micro, each } = multiLabelF1(
    truth,
    groups.map((row) => places.map((place) => row[place] ?? 0)),
    places.map((place) => weights.groupThresholds[place] ?? 1)
  )
  return { texts: rows.length, macroF1: macro, microF1: micro, f1: named(labels, each) }
}

function meld({ shares }: Answers, names: readonly string[]): object {
  const truth = csv('meld/test_sent_emo.csv').map(({ Emotion = '' }) => names.indexOf(Emotion))
  return { turns: truth.length, ...f1Scores(truth, shares.map(best), 7) }
}

/** MELD's test part by conversation: the turn alone, with the past, with past and future. */
async function conversations(weights: TextWeights, names: readonly string[]): Promise<object> {
  const graph = new OnnxGraph('evaluate')
  const ids = graph.input('ids', 'int64', ['T', 'L'])
  const speakers = graph.input('speakers', 'int64', ['T'])
  const evidence = evidenceOf(graph, weights, textNet(graph, weights, ids).logits)
  const values = {
    none: evidence,
    past: withContext(graph, evidence, speakers, { future: false }),
    both: withContext(graph, evidence, speakers, { future: true })
  }
  for (const [name, value] of Object.entries(values)) {
    graph.node('Identity', [value], {}, name)
    graph.output(name, 'float32', ['T', 7])
  }
  const session = await ort.InferenceSession.create(graph.encode({}), { intraOpNumThreads: 1 })
  const encode = tokenizer()
  const talks = Map.groupBy(csv('meld/test_sent_emo.csv'), ({ Dialogue_ID = '' }) => Dialogue_ID)
  const truth: number[] = []
  const told: Record<string, number[]> = { none: [], past: [], both: [] }
  for (const rows of talks.values()) {
    const turns = rows.toSorted((a, b) => Number(a['Utterance_ID']) - Number(b['Utterance_ID']))
    const people = [...new Set(turns.map(({ Speaker }) => Speaker))]
    const given = await session.run({
      ids: padded(turns.map(({ Utterance = '' }) => encode(Utterance))),
      speakers: new ort.Tensor(
        'int64',
        BigInt64Array.from(turns, ({ Speaker }) => BigInt(people.indexOf(Speaker))),
        [turns.length]
      )
    })
    truth.push(...turns.map(({ Emotion = '' }) => names.indexOf(Emotion)))
    for (const [name, list] of Object.entries(told)) {
      const data = floats(given[name])
      for (let i = 0; i < turns.length; i++) list.push(best(Array.from(data.subarray(7 * i, 7 * i + 7))))
    }
  }
  return Object.fromEntries(Object.entries(told).map(([name, list]) => [name, f1Scores(truth, list, 7)]))
}

const best = (row: readonly number[] | undefined): number => (row ? row.indexOf(Math.max(...row)) : -1)
const named = (names: readonly string[], values: readonly number[]): object =>
  Object.fromEntries(names.map((name, i) => [name, values[i]]))

function write(name: string, document: object): void {
  writeFileSync(join(here, name), `${JSON.stringify(document, null, 2)}\n`)
}

await main()
