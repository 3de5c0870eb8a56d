/** A difference with its sign, minus as a minus sign. */
export const signed = (value: number): string =>
  Math.abs(value) < 0.0005
    ? '.000'
    : `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3).replace(/^0/, '')}`

/** A p value as papers have it. */
export const pText = (p: number | null): string =>
  p === null ? '–' : p < 0.001 ? '< .001' : p.toFixed(3).replace(/^0/, '')
