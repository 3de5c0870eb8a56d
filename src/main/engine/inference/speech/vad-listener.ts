import { ok, type Result } from '../../../../shared/domain/problem'
import { USUAL_SPEECH_RULES, type SpeechRules } from '../../../../shared/speech/speech-stretches'
import type { SpeechOptions } from '../../../../shared/domain/model'
import type { ManifestInput } from '../manifest'
import { audioResampleParameters } from '../ops/audio-load'
import { stepParameters } from '../ops/pipeline'
import type { RunnableModel } from '../runnable-model'
import type { ProviderChoice } from '../session'
import type { Stopwatch } from '../stopwatch'
import { openThreadedSession } from '../threaded-session'

/** A model that hears, frame after frame, how likely it is that somebody speaks. */
export interface VadListener {
  readonly choice: ProviderChoice
  readonly rateHz: number
  /** New samples of each frame, and those before them that it is shown again. */
  readonly hop: number
  readonly context: number
  readonly rules: SpeechRules
  /** Probabilities of frames that follow those of the call before; `fresh` forgets those. The array is given away. */
  listen(frames: Float32Array, fresh: boolean, stopwatch: Stopwatch): Promise<Float32Array>
  dispose(): Promise<void>
}

/** Silero's model looks at 64 samples of the frame before. */
const CONTEXT = 64
const MEMORY = [2, 1, 128] as const

/** Open a model that takes `frames` and `state` and gives `speech` and `stateN`. */
export async function openVadListener(
  model: RunnableModel,
  options: SpeechOptions | undefined,
  provider: string,
  threads: number
): Promise<Result<VadListener>> {
  const [input] = model.manifest.inputs ?? []
  const length = frameLength(input)
  const opened = await openThreadedSession({
    path: model.weightsPath,
    provider,
    allowed: model.manifest.runtime?.providers,
    threads,
    warmUp: { frames: tensor(new Float32Array(length), [1, length]), state: blankMemory() }
  })
  if (!opened.ok) return opened
  const session = opened.value
  return ok({
    choice: session.choice,
    rateHz: input ? stepParameters(input, 'audio.resample', audioResampleParameters).hz : 16_000,
    hop: length - CONTEXT,
    context: CONTEXT,
    rules: speechRules(model, options),
    async listen(frames, fresh, stopwatch) {
      const feeds = { frames: tensor(frames, [frames.length / length, length]) }
      const { values, seconds } = await session.run(
        fresh ? { ...feeds, state: blankMemory() } : feeds,
        ['speech'],
        { keep: { state: 'stateN' }, fresh }
      )
      stopwatch.add('inference', seconds)
      const speech = values['speech']
      if (speech?.type !== 'float32') throw new Error('the model gave no float32 output "speech"')
      return speech.data
    },
    dispose: session.dispose
  })
}

/** What this run asks for goes first, then what the manifest says, then what is usual. */
function speechRules({ manifest }: RunnableModel, options: SpeechOptions = {}): SpeechRules {
  const step =
    manifest.outputs
      .find(({ task }) => task === 'segments')
      ?.decode?.find(({ op }) => op === 'framesToSegments') ?? {}
  const said = (name: string, usual: number): number => {
    const value = (step as Readonly<Record<string, unknown>>)[name]
    return typeof value === 'number' ? value : usual
  }
  const usual = USUAL_SPEECH_RULES
  return {
    threshold: options.threshold ?? said('threshold', usual.threshold),
    slack: usual.slack,
    minSpeechSeconds: options.minSpeechSeconds ?? said('minSec', usual.minSpeechSeconds),
    minSilenceSeconds: options.minSilenceSeconds ?? said('minGapSec', usual.minSilenceSeconds),
    padSeconds: options.padSeconds ?? said('padSec', usual.padSeconds)
  }
}

function frameLength(input: ManifestInput | undefined): number {
  const length = input?.shape[1]
  if (typeof length !== 'number' || length <= CONTEXT)
    throw new Error(`the input "frames" must name the samples of a frame, more than ${CONTEXT}`)
  return length
}

const tensor = (data: Float32Array, dims: readonly number[]) => ({ type: 'float32', data, dims }) as const
const blankMemory = () => tensor(new Float32Array(256), MEMORY)
