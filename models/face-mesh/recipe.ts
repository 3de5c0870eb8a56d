import { OnnxGraph } from '../convert/onnx-graph.ts'
import type { Recipe } from '../convert/recipe.ts'
import { appendTfjsGraph } from '../convert/tfjs-graph.ts'

const human = { package: '@vladmandic/human', version: '3.3.6' } as const

/** Side of the square crop in pixels. */
const CROP_PX = 192
const POINTS = 468

/** MediaPipe's face mesh: 468 points of a face, with pixel scaling in front and points as shares of the crop, both inside the graph. */
export const recipe: Recipe = {
  inputs: [
    {
      ...human,
      path: 'models/facemesh.json',
      sha256: 'b60ca26f404724f43bd2b1575761d8265180e1f053cc0731caa68462927309e7'
    },
    {
      ...human,
      path: 'models/facemesh.bin',
      sha256: '3826da640b0a3021161605369ee6af293f75d518040355b960ec71a3390c1c0b'
    }
  ],
  build(read) {
    const graph = new OnnxGraph('face-mesh')
    const image = graph.input('image', 'uint8', ['N', CROP_PX, CROP_PX, 3])
    const pixels = graph.node('Div', [graph.node('Cast', [image], { to: 1 }), graph.scalar('white', 255)])
    const nets = appendTfjsGraph(
      graph,
      read('models/facemesh.json'),
      (path) => read(`models/${path}`),
      { input_1: pixels },
      ['Identity_1', 'Identity_2']
    )
    const points = graph.node('Div', [nets.get('Identity_2') ?? '', graph.scalar('side', CROP_PX)])
    graph.node('Reshape', [points, graph.ints('shape', [-1, POINTS * 3])], {}, 'mesh')
    graph.node('Identity', [nets.get('Identity_1') ?? ''], {}, 'presence')
    graph.output('mesh', 'float32', ['N', POINTS * 3])
    graph.output('presence', 'float32', ['N', 1])
    return graph.encode({
      source: `${human.package}@${human.version} models/facemesh`,
      licence: 'Apache-2.0'
    })
  }
}
