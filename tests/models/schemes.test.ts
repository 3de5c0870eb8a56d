import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'

const root = resolve(import.meta.dirname, '../..')
const models = readdirSync(join(root, 'models')).filter((id) =>
  existsSync(join(root, 'models', id, 'manifest.json'))
)
const Outputs = z.looseObject({
  outputs: z.array(z.looseObject({ task: z.string(), target: z.looseObject({ scheme: z.string() }) }))
})

test.each(models)('%s writes labels of a scheme that comes with the app, so that it can be run', (id) => {
  const { outputs } = Outputs.parse(
    JSON.parse(readFileSync(join(root, 'models', id, 'manifest.json'), 'utf8'))
  )
  for (const { target } of outputs.filter(({ task }) => !['embedding', 'attention'].includes(task)))
    expect(existsSync(join(root, 'resources/schemes', `${target.scheme}.json`)), target.scheme).toBe(true)
})
