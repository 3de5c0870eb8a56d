import type {
  EmbeddingMap,
  EmbeddingMapQuery,
  EmbeddingRef,
  EmbeddingSet,
  HeadAnswer,
  HeadQuery,
  RatingHeadAnswer,
  RatingHeadQuery
} from '../../shared/contract/embeddings'
import type { Neighbour } from '../../shared/embedding/neighbours'
import { call } from '../client'
import { makeStore } from './store'
import { toastError } from './toasts'

/** Embeddings as this window shows them. */
export interface EmbeddingState {
  readonly sets: readonly EmbeddingSet[] | undefined
  /** The map on screen and what was asked for it. */
  readonly map: { readonly query: EmbeddingMapQuery; readonly made: EmbeddingMap } | undefined
  readonly drawing: boolean
  readonly near: { readonly row: number; readonly rows: readonly Neighbour[] } | undefined
  readonly head: { readonly query: HeadQuery; readonly answer: HeadAnswer } | undefined
  readonly ratingHead: { readonly query: RatingHeadQuery; readonly answer: RatingHeadAnswer } | undefined
  readonly fitting: boolean
}

const nothing: EmbeddingState = {
  sets: undefined,
  map: undefined,
  drawing: false,
  near: undefined,
  head: undefined,
  ratingHead: undefined,
  fitting: false
}

export const embeddingStore = makeStore<EmbeddingState>(nothing)

/** Let everything go, for instance when another project opens. */
export const clearEmbeddings = (): void => embeddingStore.setState(nothing)

/** Read which sets there are. */
export async function readSets(): Promise<void> {
  try {
    embeddingStore.setState({ sets: await call('embedding.sets') })
  } catch (error) {
    toastError(error)
  }
}

/** Draw a map; the one on screen stays until the new one is there. */
export async function drawMap(query: EmbeddingMapQuery): Promise<void> {
  embeddingStore.setState({ drawing: true })
  try {
    const made = await call('embedding.map', query)
    if (made) embeddingStore.setState({ map: { query, made }, near: undefined })
  } catch (error) {
    toastError(error)
  } finally {
    embeddingStore.setState({ drawing: false })
  }
}

/** Find what is most like one embedding of the map. */
export async function findNear(ref: EmbeddingRef, row: number): Promise<void> {
  try {
    const rows = await call('embedding.near', { ...onlyRef(ref), row, count: 12 })
    embeddingStore.setState({ near: { row, rows } })
  } catch (error) {
    toastError(error)
  }
}

/** Fit a head; what the last one said stays until then. */
export async function fitHead(query: HeadQuery): Promise<void> {
  embeddingStore.setState({ fitting: true })
  try {
    const answer = await call('embedding.head', query)
    if (answer) embeddingStore.setState({ head: { query, answer } })
  } catch (error) {
    toastError(error)
  } finally {
    embeddingStore.setState({ fitting: false })
  }
}

/** Fit a head on ratings; what the last one said stays until then. */
export async function fitRatingHead(query: RatingHeadQuery): Promise<void> {
  embeddingStore.setState({ fitting: true })
  try {
    const answer = await call('embedding.ratings', query)
    if (answer) embeddingStore.setState({ ratingHead: { query, answer } })
  } catch (error) {
    toastError(error)
  } finally {
    embeddingStore.setState({ fitting: false })
  }
}

const onlyRef = ({ runId, outputId }: EmbeddingRef): EmbeddingRef => ({ runId, outputId })

export const sameSet = (a: EmbeddingRef | undefined, b: EmbeddingRef | undefined): boolean =>
  a !== undefined && a.runId === b?.runId && a.outputId === b.outputId
