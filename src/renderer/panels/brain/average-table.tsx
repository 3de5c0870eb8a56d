import type { ReactNode } from 'react'
import type { EventAverageResult } from '../../../shared/signal/analyses/event-average'
import { plainNumber } from './plain-number'

/** Epochs of each label: how many count, how many do not and why, and the value at the time pointed at. */
export const AverageTable = ({
  result,
  at,
  moment,
  unit
}: {
  result: EventAverageResult
  at: number
  moment: number
  unit: string
}): ReactNode => (
  <table className="number-table brain-table" aria-label="Epochs by label">
    <thead>
      <tr>
        <th scope="col">Label</th>
        <th scope="col" title="Epochs that are averaged">
          Used
        </th>
        <th scope="col" title="They reach beyond the signal">
          Outside
        </th>
        <th scope="col" title="They touch a stretch that is marked as bad">
          Bad
        </th>
        <th scope="col" title="A channel has a gap in them">
          Gap
        </th>
        <th scope="col" title="A channel spans more than the limit">
          Too large
        </th>
        <th scope="col">
          {Math.round((result.times[moment] ?? 0) * 1000)} ms, {unit}
        </th>
        <th scope="col">± SE</th>
      </tr>
    </thead>
    <tbody>
      {result.groups.map(({ group, used, rejected, mean, error }) => (
        <tr key={group}>
          <th scope="row">{group}</th>
          <td>{used}</td>
          <td>{rejected.outside}</td>
          <td>{rejected.bad}</td>
          <td>{rejected.gap}</td>
          <td>{rejected.amplitude}</td>
          <td title={used === 0 ? 'No epoch counts.' : undefined}>{plainNumber(mean[at]?.[moment])}</td>
          <td title={used < 2 ? 'A standard error needs two epochs.' : undefined}>
            {plainNumber(error[at]?.[moment])}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)
