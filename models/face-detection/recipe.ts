import { OnnxGraph } from '../convert/onnx-graph.ts'
import type { Recipe } from '../convert/recipe.ts'
import { appendTfjsGraph } from '../convert/tfjs-graph.ts'
import { blazefaceAnchors } from './anchors.ts'

const human = { package: '@vladmandic/human', version: '3.3.6' } as const

/** Side of the square input in pixels. */
const INPUT_PX = 256
/** Values the net predicts per anchor: centre x, y, width, height and six points x, y. */
const VALUES = 16

/** BlazeFace (back camera), with pixel scaling in front and anchor decoding behind, both inside the graph. */
export const recipe: Recipe = {
  inputs: [
    {
      ...human,
      path: 'models/blazeface.json',
      sha256: 'cd7bbfc078270572beb39f9e5ae67aadbd50b5e67cff37e6d4f6b3ea39312e5f'
    },
    {
      ...human,
      path: 'models/blazeface.bin',
      sha256: 'dc9a97fdc50bc43216554bdd69aa3e7b9361a519ee7bdd996a2f69a98a6f9b72'
    }
  ],
  build(read) {
    const graph = new OnnxGraph('face-detection')
    const image = graph.input('image', 'uint8', ['N', INPUT_PX, INPUT_PX, 3])
    const nets = appendTfjsGraph(
      graph,
      read('models/blazeface.json'),
      (path) => read(`models/${path}`),
      { input: scalePixels(graph, image) },
      ['Identity', 'Identity_1', 'Identity_2', 'Identity_3']
    )
    const value = (name: string): string => nets.get(name) ?? ''
    // The 16 x 16 grid comes first in both, as in the anchors.
    const logits = graph.node('Concat', [value('Identity'), value('Identity_1')], { axis: 1 })
    const regressors = graph.node('Concat', [value('Identity_2'), value('Identity_3')], { axis: 1 })
    decode(graph, logits, regressors)
    return graph.encode({
      source: `${human.package}@${human.version} models/blazeface`,
      licence: 'Apache-2.0'
    })
  }
}

function scalePixels(graph: OnnxGraph, image: string): string {
  const pixels = graph.node('Cast', [image], { to: 1 })
  return graph.node('Sub', [
    graph.node('Div', [pixels, graph.scalar('half range', 127.5)]),
    graph.scalar('one', 1)
  ])
}

function decode(graph: OnnxGraph, logits: string, regressors: string): void {
  const centres = blazefaceAnchors(INPUT_PX)
  const count = centres.length / 2
  const anchors = graph.constant('anchors', [1, count, 2], Float32Array.from(centres))
  const side = graph.scalar('side', INPUT_PX)
  const part = (from: number, to: number): string =>
    graph.node('Slice', [
      regressors,
      graph.ints('from', [from]),
      graph.ints('to', [to]),
      graph.ints('axis', [2])
    ])

  graph.node('Sigmoid', [graph.node('Squeeze', [logits, graph.ints('axis', [2])])], {}, 'scores')

  const centre = graph.node('Div', [graph.node('Add', [part(0, 2), anchors]), side])
  const half = graph.node('Div', [part(2, 4), graph.scalar('two sides', 2 * INPUT_PX)])
  graph.node(
    'Concat',
    [graph.node('Sub', [centre, half]), graph.node('Add', [centre, half])],
    { axis: 2 },
    'boxes'
  )

  const points = graph.node('Reshape', [part(4, VALUES), graph.ints('shape', [-1, count, 6, 2])])
  const around = graph.constant('anchors', [1, count, 1, 2], Float32Array.from(centres))
  graph.node('Div', [graph.node('Add', [points, around]), side], {}, 'landmarks')

  graph.output('scores', 'float32', ['N', count])
  graph.output('boxes', 'float32', ['N', count, 4])
  graph.output('landmarks', 'float32', ['N', count, 6, 2])
}
