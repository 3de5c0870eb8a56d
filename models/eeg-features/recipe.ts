import { featureGraph } from '../convert/feature-graph.ts'
import type { Recipe } from '../convert/recipe.ts'

/** Bands of the manifest. */
const BANDS = 5

/** Differential entropy by channel and band, worked out by the steps of the manifest; the graph only hands it on. */
export const recipe: Recipe = {
  inputs: [],
  build: () => featureGraph('eeg-features', ['C', BANDS], 'F').encode({ licence: 'no weights' })
}
