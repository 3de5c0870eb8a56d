import { ok } from '../../../../shared/domain/problem'
import type { Manifest, ManifestOutput } from '../manifest'
import { compilePipeline } from '../ops/pipeline'
import { openVadListener } from '../speech/vad-listener'
import { predictSpeech } from '../speech/vad-predict'
import type { Task } from './task'

/** Where somebody speaks: a model with a memory that walks over a whole recording frame by frame. */
export const voiceActivity: Task = {
  id: 'voice-activity',
  accepts: (manifest) => isStepwise(manifest) && speechOutput(manifest) !== undefined,
  check(manifest, file) {
    for (const input of manifest.inputs ?? []) {
      const pipeline = compilePipeline(input, file)
      if (!pipeline.ok) return pipeline
    }
    return ok('voice-activity')
  },
  async open({ model, options, provider, threads }) {
    const opened = await openVadListener(model, options.speech, provider, threads)
    if (!opened.ok) return opened
    const listener = opened.value
    const label = speechOutput(model.manifest)?.target.labels?.[0] ?? 'speech'
    return ok({
      choice: listener.choice,
      unit: 'seconds',
      total: (item) => item.input.stream.duration / 1e6,
      predict: (item, sink) => predictSpeech(listener, label, item, sink),
      dispose: listener.dispose
    })
  }
}

const isStepwise = ({ unit, inputs }: Manifest): boolean =>
  unit.type === 'recording' && inputs?.[0]?.name === 'frames' && inputs[1]?.name === 'state'

const speechOutput = ({ outputs }: Manifest): ManifestOutput | undefined =>
  outputs.find(({ name, task }) => name === 'speech' && task === 'segments')
