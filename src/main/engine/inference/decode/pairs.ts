import { z } from 'zod'
import { decodeOp } from './decode-op'
import { rowsOf, type DecodedPair } from './decoded'

/** Pairs of a table (rows: what is explained, columns: what explains it): all from a score on, or the best of each row. */
const pairsSelect = decodeOp(
  'pairsSelect',
  z.looseObject({ threshold: z.number().optional(), argmax: z.boolean().default(false) }),
  ({ threshold, argmax }) =>
    (decoded) => {
      const { rows, width } = rowsOf(decoded)
      const limit = threshold ?? (argmax ? -Infinity : 0.5)
      const pairs: DecodedPair[] = []
      for (let from = 0; from < rows; from++) {
        const row = Array.from({ length: width }, (_, to) => ({
          from,
          to,
          score: decoded.data[from * width + to] ?? Number.NaN
        }))
        const reached = row.filter(({ score }) => score >= limit)
        if (!argmax) pairs.push(...reached)
        else if (reached.length > 0)
          pairs.push(reached.reduce((best, pair) => (pair.score > best.score ? pair : best)))
      }
      return { ...decoded, pairs }
    }
)

export const pairOps = [pairsSelect]
