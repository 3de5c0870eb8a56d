/** Samples of one channel at an even rate; NaN: nothing recorded. Results are always `Float64Array`. */
export type Samples = Float64Array | Float32Array | readonly number[]

/** Samples as doubles: the same array where they are doubles already. */
export const doubles = (x: Samples): Float64Array => (x instanceof Float64Array ? x : new Float64Array(x))
