import { featureGraph } from '../convert/feature-graph.ts'
import type { Recipe } from '../convert/recipe.ts'

/** Figures of the manifest: skin 5, temperature 3, heart rate 5, pulse 4, movement 4. */
const FIGURES = 21

/** Figures of wearable sensors, worked out by the steps of the manifest; the graph only hands them on. */
export const recipe: Recipe = {
  inputs: [],
  build: () => featureGraph('wearable-features', [FIGURES], FIGURES).encode({ licence: 'no weights' })
}
