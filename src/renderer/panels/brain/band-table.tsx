import type { ReactNode } from 'react'
import { eegBands } from '../../../shared/signal/dsp/eeg-bands'
import { plainNumber } from './plain-number'
import { measures, peakHz } from './spectrum-tables'
import type { Measure, NamedSpectrum } from './spectrum-tables'

/** Rows that are drawn; the rest is in what is copied. */
const MOST_ROWS = 300

/** One measure of every band, a row a channel (and group). */
export function BandTable({
  spectra,
  measure,
  unit
}: {
  spectra: readonly NamedSpectrum[]
  measure: Measure
  unit: string
}): ReactNode {
  const title = measures(unit).find(({ id }) => id === measure)?.title ?? ''
  const reasons = new Set(
    spectra.flatMap(({ bands, reason }) => [
      ...(reason === undefined ? [] : [reason]),
      ...bands.flatMap((band) => {
        const score = band[measure]
        return score?.value === null ? [score.reason] : []
      })
    ])
  )
  return (
    <>
      <table className="number-table brain-table" aria-label={`${title} by band`}>
        <thead>
          <tr>
            <th scope="col">{title}</th>
            <th scope="col" title="Frequency of the highest density above 1 Hz">
              Peak, Hz
            </th>
            {eegBands.map(({ name, lowHz, highHz }) => (
              <th key={name} scope="col" title={`${lowHz} to ${highHz} Hz`}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {spectra.slice(0, MOST_ROWS).map((one) => (
            <tr key={`${one.group ?? ''} ${one.channel ?? 'mean'}`}>
              <th scope="row">{one.name || 'All'}</th>
              <td>{Number(peakHz(one)?.toPrecision(4)) || '–'}</td>
              {one.bands.map((band, at) => {
                const score = band[measure]
                return (
                  <td key={eegBands[at]?.name} title={score?.value === null ? score.reason : undefined}>
                    {plainNumber(score?.value ?? undefined)}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {spectra.length > MOST_ROWS && (
        <p className="brain-made">{spectra.length - MOST_ROWS} more rows are in what is copied.</p>
      )}
      {reasons.size > 0 && (
        <p className="brain-made" role="note">
          Not defined (–): {[...reasons].slice(0, 4).join(' ')}
        </p>
      )}
    </>
  )
}
