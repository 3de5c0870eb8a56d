/**
 * Puts what train.py stored into the manifests of the text and the conversation model: labels, thresholds and the hashes
 * of what their recipes build. `node models/text-emotion/pin.ts`, after training.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { sha256 } from '../convert/package-files.ts'
import type { Recipe } from '../convert/recipe.ts'
import { recipe as conversation } from '../conversation-emotion/recipe.ts'
import { recipe as text } from './recipe.ts'
import { readWeights } from './weights.ts'

const Entry = z.looseObject({ sha256: z.string().optional() })
const Manifest = z.looseObject({
  files: z.looseObject({ model: Entry, tok: Entry }),
  outputs: z.array(
    z.looseObject({
      id: z.string(),
      target: z.looseObject({ labels: z.array(z.string()).optional() }),
      decode: z.array(z.looseObject({ op: z.string() }))
    })
  )
})

const models = join(dirname(fileURLToPath(import.meta.url)), '..')
const nothing = (): never => {
  throw new Error('this recipe reads no packages')
}
const tokenizer = sha256(readFileSync(join(models, 'text-emotion/tokenizer.json')))
const { labels, thresholds } = readWeights()

for (const [id, recipe] of [
  ['text-emotion', text],
  ['conversation-emotion', conversation]
] satisfies [string, Recipe][]) {
  const path = join(models, id, 'manifest.json')
  const manifest = Manifest.parse(JSON.parse(readFileSync(path, 'utf8')))
  manifest.files.model.sha256 = sha256(recipe.build(nothing))
  manifest.files.tok.sha256 = tokenizer
  for (const output of manifest.outputs.filter((one) => one.id === 'labels')) {
    output.target.labels = labels
    const perLabel = Object.fromEntries(labels.map((label, i) => [label, thresholds[i] ?? 1]))
    output.decode = [{ op: 'threshold', perLabel }]
  }
  writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`)
  console.log(id, manifest.files.model.sha256)
}
