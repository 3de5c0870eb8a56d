import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { homedir, release, tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { RunnableModel } from '../runnable-model'
import { runtimeVersion, type Tensors } from '../session'

/** Largest difference between what two providers gave; infinite where one gave a number and the other none, or another shape. */
export function differenceOf(values: Tensors, reference: Tensors): number {
  let most = 0
  for (const [name, expected] of Object.entries(reference)) {
    const found = values[name]
    if (!found || found.data.length !== expected.data.length) return Infinity
    for (let i = 0; i < expected.data.length; i++) {
      const [a, b] = [Number(found.data[i]), Number(expected.data[i])]
      if (Number.isNaN(a) && Number.isNaN(b)) continue
      const difference = a === b ? 0 : Math.abs(a - b)
      if (Number.isNaN(difference)) return Infinity
      most = Math.max(most, difference)
    }
  }
  return most
}

const Known = z.object({ fault: z.string().optional() })

export interface ParityMemory {
  read(): Promise<{ readonly fault?: string | undefined } | undefined>
  write(fault: string | undefined): Promise<void>
}

/** What was found of a model on a provider, by the model's file, the provider, the runtime and the system with its drivers. Lost with the temporary files, and then found anew. */
export function parityMemory({ weightsPath, weightsHash }: RunnableModel, provider: string): ParityMemory {
  const key = createHash('sha256')
    .update(
      [
        weightsHash ?? weightsPath,
        provider,
        runtimeVersion,
        release(),
        process.env['VK_ICD_FILENAMES'] ?? ''
      ].join('\n')
    )
    .digest('hex')
    .slice(0, 32)
  const folder = join(tmpdir(), `affectory-parity-${userName()}`)
  const file = join(folder, `${key}.json`)
  return {
    async read() {
      try {
        return Known.parse(JSON.parse(await readFile(file, 'utf8')))
      } catch {
        // Never looked at, or the note is gone: look again.
        return undefined
      }
    },
    async write(fault) {
      try {
        await mkdir(folder, { recursive: true })
        await writeFile(file, JSON.stringify(fault === undefined ? {} : { fault }))
      } catch {
        // No place for a note: the next run looks again.
      }
    }
  }
}

function userName(): string {
  try {
    return String(userInfo().uid)
  } catch {
    return createHash('sha256').update(homedir()).digest('hex').slice(0, 8)
  }
}
