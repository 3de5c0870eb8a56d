import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { BesideFacts } from '../../../../shared/model-wizard/onnx-facts'

const LARGEST_BYTES = 2_000_000
const Colours = z.array(z.number()).length(3)

const Config = z.object({
  id2label: z.record(z.string(), z.string()).optional().catch(undefined),
  problem_type: z.string().optional().catch(undefined)
})
const Preprocessor = z.object({
  sampling_rate: z.number().int().min(1000).max(192_000).optional().catch(undefined),
  do_normalize: z.boolean().optional().catch(undefined),
  image_mean: Colours.optional().catch(undefined),
  image_std: Colours.optional().catch(undefined)
})

/** What config.json, preprocessor_config.json and tokenizer.json in a model's folder tell; nothing where they are not there. */
export async function readBeside(folder: string): Promise<BesideFacts> {
  const tokenizer = join(folder, 'tokenizer.json')
  const config = Config.safeParse(await readJson(join(folder, 'config.json'))).data
  const preprocessor = Preprocessor.safeParse(await readJson(join(folder, 'preprocessor_config.json'))).data
  const labels = inOrder(config?.id2label)
  return {
    ...(existsSync(tokenizer) ? { tokenizer } : {}),
    ...(labels ? { labels } : {}),
    ...(config?.problem_type === undefined ? {} : { problemType: config.problem_type }),
    ...(preprocessor?.sampling_rate === undefined ? {} : { rateHz: preprocessor.sampling_rate }),
    ...(preprocessor?.do_normalize === undefined ? {} : { normalized: preprocessor.do_normalize }),
    ...(preprocessor?.image_mean ? { mean: preprocessor.image_mean } : {}),
    ...(preprocessor?.image_std ? { std: preprocessor.image_std } : {})
  }
}

/** Labels by their numbers from 0 on; undefined where one is missing. */
function inOrder(byId: Readonly<Record<string, string>> | undefined): readonly string[] | undefined {
  const count = Object.keys(byId ?? {}).length
  const labels = Array.from({ length: count }, (_, i) => byId?.[String(i)])
  return count > 0 && labels.every((label) => label !== undefined) ? labels : undefined
}

async function readJson(file: string): Promise<unknown> {
  try {
    if ((await stat(file)).size > LARGEST_BYTES) return undefined
    const written: unknown = JSON.parse(await readFile(file, 'utf8'))
    return written
  } catch {
    // Help for guessing only: without it the questions are asked.
    return undefined
  }
}
