import { runAnalysis } from './analyses'
import { Refused, analysisInput } from './analyses/input'
import type { SignalAnswer, SignalQuestion } from './messages'
import { featureCurve } from './measures/feature-curve'
import { measure } from './measures/measure'
import { OpenFiles } from './open-files'
import { openSource } from './open-source'
import { pauses } from './pause'
import { readPage } from './read-page'
import { RunCache } from './run-cache'
import { viewedSamples } from './viewed-samples'

/** Answers questions about signals; keeps files open and what was seen in memory until it is released. */
export interface Answerer {
  /** Throws `GivenUp` when nobody waits any more. */
  answer(question: SignalQuestion, givenUp: () => boolean, progress?: Progress): Promise<SignalAnswer>
  release(): void
}

/** How far a long question is. */
export type Progress = (done: number, total: number) => void

export function answerer(): Answerer {
  const files = new OpenFiles()
  const cache = new RunCache()
  return {
    async answer(question, givenUp, progress = () => undefined) {
      const pause = pauses(givenUp)
      if (question.kind === 'measures')
        return await answered(async () => ({
          kind: 'measures',
          result: await measure(files, question.request, pause, progress)
        }))
      if (question.kind === 'curve')
        return await answered(async () => ({
          kind: 'curve',
          values: await featureCurve(files, question.request, pause, progress)
        }))
      const source = openSource(files, question.request.place)
      if (!source) return { kind: 'none' }
      switch (question.kind) {
        case 'page':
          return { kind: 'page', page: await readPage(source, question.request, cache, pause) }
        case 'samples':
          return { kind: 'samples', samples: await viewedSamples(source, question.request, pause) }
        case 'analysis':
          return await answered(async () => ({
            kind: 'analysis',
            result: await runAnalysis(
              analysisInput(source, question.request, pause, progress),
              question.request.analysis
            )
          }))
      }
    },
    release() {
      files.close()
      cache.clear()
    }
  }
}

async function answered(run: () => Promise<SignalAnswer>): Promise<SignalAnswer> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { message, hint } = error
    return { kind: 'refused', message, ...(hint === undefined ? {} : { hint }) }
  }
}
