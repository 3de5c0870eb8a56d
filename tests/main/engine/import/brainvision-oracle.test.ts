import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { importPaths } from '../../../fixtures/import-file'
import { hasSignals, signalOracle, signalPath } from '../../../fixtures/signal-samples'
import { streamSamples } from '../../../fixtures/stream-samples'

const Mne = z.object({
  mne: z.object({
    nch: z.number(),
    ch: z.array(z.string()),
    sfreq: z.number(),
    n: z.number(),
    meas_date: z.string(),
    first8: z.record(z.string(), z.array(z.number())),
    sum: z.record(z.string(), z.number()),
    annotations: z.array(z.tuple([z.number(), z.number(), z.string()])),
    annotations_n: z.number()
  })
})
const oracle = Object.entries(signalOracle()).filter(([name]) => name.endsWith('.vhdr'))

/** MNE gives volts and siemens; files say what they are in. */
const SI: Readonly<Record<string, number>> = {
  nV: 1e-9,
  µV: 1e-6,
  mV: 1e-3,
  µS: 1e-6,
  nS: 1e-9
}
const toSi = (unit: string | undefined): number => SI[unit ?? ''] ?? 1

describe.skipIf(!hasSignals)('BrainVision files read as MNE reads them', () => {
  test.each(oracle.map(([name]) => name))('%s', async (name) => {
    const { mne } = Mne.parse(signalOracle()[name])
    const { files, problems, inProject } = await importPaths([signalPath(name)])
    const file = files[0]
    const stream = file?.streams[0]
    if (!file || !stream) throw new Error(JSON.stringify(problems))
    const channels = streamSamples(file, stream, inProject)
    expect(problems.filter(({ code }) => code !== 'beyond-end')).toEqual([])
    expect(channels).toHaveLength(mne.nch)
    expect(channels.slice(0, mne.ch.length).map(({ label }) => label)).toEqual(mne.ch)
    expect(channels[0]?.rateHz).toBeCloseTo(mne.sfreq, 9)
    expect(channels[0]?.samples).toHaveLength(mne.n)
    for (const [label, first] of Object.entries(mne.first8)) {
      const channel = channels.find((one) => one.label === label)
      const scale = toSi(channel?.unit)
      for (const [i, value] of first.entries()) {
        const ours = (channel?.samples[i] ?? Number.NaN) * scale
        expect(Math.abs(ours - value), `${label}[${i}]: ${ours} ${value}`).toBeLessThan(
          Math.abs(value) * 1e-6 + 1e-15
        )
      }
    }
    for (const [label, sum] of Object.entries(mne.sum)) {
      const channel = channels.find((one) => one.label === label)
      const ours = channel?.samples.reduce((a, b) => a + b, 0) ?? Number.NaN
      expect(ours * toSi(channel?.unit), label).toBeCloseTo(sum, 5)
    }
    const started = mne.meas_date === 'None' ? undefined : mne.meas_date.slice(0, 26).replace(' ', 'T')
    expect(stream.info.startedAt?.slice(0, 26)).toBe(started)
    const events = file.tracks.flatMap(({ segments, schemeId }) => {
      const scheme = file.schemes?.find(({ id }) => id === schemeId)
      const names = z
        .object({
          attributes: z.array(
            z.object({ labels: z.array(z.object({ id: z.string(), name: z.object({ en: z.string() }) })) })
          )
        })
        .parse(scheme?.document).attributes[0]?.labels
      return segments.map(({ start, label }) => [start / 1e6, names?.find(({ id }) => id === label)?.name.en])
    })
    expect(events).toHaveLength(mne.annotations_n)
    expect(events.slice(0, mne.annotations.length)).toEqual(
      mne.annotations.map(([onset, , text]) => [onset, text])
    )
  })
})
