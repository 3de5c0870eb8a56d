import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { modelIds } from '../../models/build'
import { furtherInputs, goldenInput, readGolden } from '../../models/convert/golden'
import { modelsFolder, nodeModules, openModel, runModel } from './models'

describe.each(modelIds())('golden of %s', (id) => {
  it.each(readGolden(join(modelsFolder, id)).cases)(
    '$name: the runtime gives what the source says',
    async (golden) => {
      const session = await openModel(id)
      const outputs = await runModel(
        session,
        goldenInput(golden.input, nodeModules),
        furtherInputs(golden.input)
      )
      for (const [name, { at, values }] of Object.entries(golden.expected)) {
        const output = outputs.get(name)
        if (!output) throw new Error(`no output "${name}"; there are: ${[...outputs.keys()].join(', ')}`)
        if (!at) expect(output.length, name).toBe(values.length)
        const differences = values.map((value, i) => Math.abs(value - (output[at?.[i] ?? i] ?? NaN)))
        expect(Math.max(...differences), `largest difference in ${name}`).toBeLessThanOrEqual(
          golden.tolerance
        )
      }
      await session.release()
    }
  )
})
