import { formatCount } from '../../ui/format'

/** An amount in the unit of the report: seconds with a decimal below a thousand, or a count. */
export const amountText = (amount: number, unit: 'time' | 'segments' | 's' | 'units'): string =>
  unit === 'time' || unit === 's'
    ? `${amount < 1000 ? amount.toFixed(1) : formatCount(Math.round(amount))} s`
    : formatCount(amount)
