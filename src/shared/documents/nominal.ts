import { micros } from '../domain/time'
import type { Micros } from '../domain/time'

/** Length that a picture has as a recording, and a sentence of a document: one second, in microseconds. It stands for one item, never for time. */
export const IMAGE_DURATION: Micros = micros(1_000_000)
export const SENTENCE_DURATION: Micros = micros(1_000_000)
