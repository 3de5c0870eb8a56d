import { copyFileSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openMatlab } from '../../../../src/main/engine/import/arrays/open-arrays'
import { probeFile } from '../../../../src/main/engine/import/probe-file'
import { importPaths } from '../../../fixtures/import-file'
import { hasSignals, signalOracle, signalPath } from '../../../fixtures/signal-samples'
import { layoutOf, streamSamples } from '../../../fixtures/stream-samples'

const Mne = z.object({
  ch: z.array(z.string()),
  nch: z.number(),
  sfreq: z.number(),
  shape: z.array(z.number()),
  first8_V: z.array(z.number()),
  annot: z.array(z.tuple([z.number(), z.number(), z.string()]))
})
const Entry = z.looseObject({ mne_read_raw_eeglab: Mne.optional(), mne_read_epochs_eeglab: Mne.optional() })
const names = Object.keys(signalOracle()).filter(
  (name) => name.startsWith('eeglab/') && name.endsWith('.set') && !name.includes('_h5')
)

async function read(path: string) {
  const { files, problems, inProject } = await importPaths([path])
  const [file] = files
  if (!file) throw new Error(JSON.stringify(problems))
  return { file, problems, inProject, channels: streamSamples(file, file.streams[0], inProject) }
}

describe.skipIf(!hasSignals)('EEGLAB datasets read as MNE reads them', () => {
  test.each(names)('%s', async (name) => {
    const entry = Entry.parse(signalOracle()[name])
    const mne = entry.mne_read_raw_eeglab ?? entry.mne_read_epochs_eeglab
    if (!mne) throw new Error(`the oracle has no reading of ${name}`)
    const { file, channels, problems } = await read(signalPath(name))
    expect(problems).toEqual([])
    expect(channels).toHaveLength(mne.nch)
    expect(channels[0]?.rateHz).toBe(mne.sfreq)
    const [trials, points] =
      mne.shape.length === 3 ? [mne.shape[0] ?? 0, mne.shape[2] ?? 0] : [1, mne.shape[1] ?? 0]
    expect(channels[0]?.samples).toHaveLength(trials * points)
    // MNE names channels that the file leaves without a name.
    for (const [i, label] of mne.ch.entries())
      if (!/^EEG \d+$/.test(label)) expect(channels[i]?.label).toBe(label)
    for (const [i, volts] of mne.first8_V.entries())
      expect(Math.abs((channels[0]?.samples[i] ?? Number.NaN) * 1e-6 - volts)).toBeLessThan(
        Math.abs(volts) * 1e-6 + 1e-15
      )
    const events = file.tracks.find((track) => track.name === 'EEGLAB events')?.segments ?? []
    for (const [i, [onset]] of mne.annot.entries())
      expect(Math.abs((events[i]?.start ?? Number.NaN) / 1e6 - onset)).toBeLessThan(2e-6)
    if (mne.annot.length === 0)
      expect(file.tracks.filter(({ name: of }) => of === 'EEGLAB events').length).toBe(trials > 1 ? 1 : 0)
  })

  test('a dataset of MATLAB 7.3 has the samples and events of its MATLAB 5 twin, whose .fdt has the same bytes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'affectory-eeglab-'))
    copyFileSync(signalPath('eeglab', 'test_raw_h5.set'), join(folder, 'test_raw_h5.set'))
    copyFileSync(signalPath('eeglab', 'eeglab_data.fdt'), join(folder, 'test_raw.fdt'))
    const h5 = await read(join(folder, 'test_raw_h5.set'))
    const mat5 = await read(signalPath('eeglab', 'eeglab_data.set'))
    expect(h5.channels.map(({ samples }) => samples)).toEqual(mat5.channels.map(({ samples }) => samples))
    expect(layoutOf(h5.file.streams[0], h5.inProject).file).toBe('test_raw.fdt')
    const starts = ({ tracks }: typeof h5.file) => tracks[0]?.segments.map(({ start }) => start)
    expect(starts(h5.file)).toEqual(starts(mat5.file))
    expect(starts(h5.file)).toHaveLength(154)
  })

  test('the samples that EEGLAB read from an EDF and a BDF file are those of these files', async () => {
    for (const [mat, own] of [
      ['edf/test_edf_eeglab.mat', 'edf/test.edf'],
      ['bdf/test_bdf_eeglab.mat', 'bdf/test.bdf']
    ] as const) {
      const file = await probeFile(signalPath(mat)).catch(() => undefined)
      const edf = await read(signalPath(own)).catch(() => undefined)
      if (!file || !edf) continue
      const opened = await openMatlab(file)
      const data = opened.root.field('data')
      if (data?.kind !== 'numbers') throw new Error('no data')
      const [channels = 0, points = 0] = data.shape
      const numbers = data.read(0, channels * points)
      opened.close()
      let compared = 0
      for (let c = 0; c < Math.min(channels, edf.channels.length); c++) {
        const ours = edf.channels[c]
        // Triggers and channels of another rate are not those that EEGLAB gave.
        if (!ours || ours.samples.length !== points || /status/i.test(ours.label)) continue
        for (let i = 0; i < points; i++) {
          const theirs = numbers[i * channels + c] ?? Number.NaN
          if (Math.abs((ours.samples[i] ?? Number.NaN) - theirs) > Math.abs(theirs) * 1e-5 + 1e-3)
            throw new Error(`${mat}: channel ${ours.label} sample ${i}: ${ours.samples[i]} and ${theirs}`)
        }
        compared++
      }
      expect(compared).toBeGreaterThan(1)
    }
  })
})
