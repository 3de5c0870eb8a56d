/** A number as tables on the clipboard write it: six decimals at most, empty where there is none. */
export const exactNumber = (value: number | null | undefined): string =>
  value === null || value === undefined ? '' : String(Math.round(value * 1e6) / 1e6)
