/** What a model reads that a perturbation makes worse. */
export type PerturbedSense = 'sound' | 'picture' | 'words' | 'channels'

/** One way of making recordings worse on purpose. The recordings themselves stay as they are. */
export interface PerturbationKind {
  readonly id: PerturbationId
  /** As in "white noise". */
  readonly name: string
  readonly sense: PerturbedSense
  /** Unit of the level: "20 dB", "5 %". */
  readonly unit: string
  /** Least and largest level. */
  readonly range: readonly [number, number]
  /** Levels that are proposed, from little to much of it. */
  readonly steps: readonly number[]
  /** Whether chance has a part in it, so that the seed matters. */
  readonly seeded: boolean
  /** What is done, exactly, in one or two sentences. */
  readonly says: string
}

const ids = [
  'white-noise',
  'pink-noise',
  'babble',
  'gain',
  'clipping',
  'telephone',
  'low-pass',
  'lost-side',
  'blur',
  'low-light',
  'jpeg',
  'frame-drop',
  'under-display',
  'word-errors',
  'lost-channels'
] as const
export type PerturbationId = (typeof ids)[number]
export const perturbationIds: readonly [PerturbationId, ...PerturbationId[]] = ids

const noise = (name: string, what: string) => ({
  name,
  sense: 'sound' as const,
  unit: 'dB',
  range: [-20, 60] as const,
  steps: [20, 10, 0],
  seeded: true,
  says: `${what} is added. The level is the signal-to-noise ratio: mean square of the recording's sound without its silence (20 ms pieces below -50 dB of full scale), over that of the noise. Nothing is clipped.`
})

/** Every perturbation, sounds first. */
export const perturbations: readonly PerturbationKind[] = [
  { id: 'white-noise', ...noise('white noise', 'White noise up to 8 kHz') },
  {
    id: 'pink-noise',
    ...noise('pink noise', 'Noise with the same power in every octave from 40 Hz to 5 kHz')
  },
  {
    id: 'babble',
    ...noise('babble', 'The sum of up to six other recordings of this project, equally loud,')
  },
  {
    id: 'gain',
    name: 'gain',
    sense: 'sound',
    unit: 'dB',
    range: [-80, 40],
    steps: [-10, -20, -30],
    seeded: false,
    says: 'Every sample is multiplied. Nothing is clipped.'
  },
  {
    id: 'clipping',
    name: 'clipping',
    sense: 'sound',
    unit: '%',
    range: [1, 100],
    steps: [50, 25, 10],
    seeded: false,
    says: "Samples are cut off at this share of the recording's loudest sample; the loudness is not made up for."
  },
  {
    id: 'telephone',
    name: 'telephone coding',
    sense: 'sound',
    unit: 'bit',
    range: [2, 16],
    steps: [8, 6, 4],
    seeded: false,
    says: 'Band-pass 300 to 3400 Hz, samples companded by the mu-law of G.711 and rounded to so many bits, band-passed again. It stands for narrow-band, low-rate coding; it is no codec of any telephone network and loses no packets.'
  },
  {
    id: 'low-pass',
    name: 'low-pass',
    sense: 'sound',
    unit: 'Hz',
    range: [100, 20_000],
    steps: [4000, 2000, 1000],
    seeded: false,
    says: 'Butterworth low-pass of the 4th order, causal.'
  },
  {
    id: 'lost-side',
    name: 'lost sound channel',
    sense: 'sound',
    unit: '',
    range: [1, 8],
    steps: [1, 2],
    seeded: false,
    says: 'This channel of the sound (1: left, 2: right) is silent. A recording with one channel stays as it is.'
  },
  {
    id: 'blur',
    name: 'blur',
    sense: 'picture',
    unit: '%',
    range: [0.01, 10],
    steps: [0.25, 0.5, 1],
    seeded: false,
    says: 'Gaussian blur (three running means); the level is its standard deviation in percent of the shorter side of the picture.'
  },
  {
    id: 'low-light',
    name: 'low light',
    sense: 'picture',
    unit: '%',
    range: [0.1, 100],
    steps: [50, 20, 5],
    seeded: true,
    says: 'So much of the light is left (scaled in linear light, gamma 2.2), with the noise of a dark sensor: standard deviation 2 grey levels, and more in bright places.'
  },
  {
    id: 'jpeg',
    name: 'picture compression',
    sense: 'picture',
    unit: 'quality',
    range: [1, 100],
    steps: [50, 20, 5],
    seeded: false,
    says: 'Loss of JPEG at this quality, picture by picture, made by our own transform without subsampling of colour. A video codec also uses earlier pictures; this does not.'
  },
  {
    id: 'frame-drop',
    name: 'frame drop',
    sense: 'picture',
    unit: '%',
    range: [1, 99],
    steps: [25, 50, 75],
    seeded: true,
    says: 'So many of the 40 ms slots of the video are lost; the last picture before stands still instead.'
  },
  {
    id: 'under-display',
    name: 'under-display camera',
    sense: 'picture',
    unit: '%',
    range: [1, 100],
    steps: [25, 50, 100],
    seeded: true,
    says: 'A camera behind a screen, by a formula with strength s: light (1 - 0.5 s); diffraction (1 - 0.4 s) G(0.4 s) + 0.4 s G(4 s), G a Gaussian in percent of the shorter side; haze (1 - 0.25 s) y + 0.25 s 160; noise of 4 s grey levels. It is modelled after published descriptions, not measured on a device.'
  },
  {
    id: 'word-errors',
    name: 'word errors',
    sense: 'words',
    unit: '%',
    range: [1, 100],
    steps: [10, 20, 40],
    seeded: true,
    says: 'Each word of the transcript is wrong with this probability: 60 % are replaced by another word of the project, 25 % left out, 15 % followed by a word too many. What is wrong at a small step is wrong at larger ones too.'
  },
  {
    id: 'lost-channels',
    name: 'lost signal channels',
    sense: 'channels',
    unit: '%',
    range: [1, 99],
    steps: [10, 25, 50],
    seeded: true,
    says: 'So many of the channels that the model reads are flat at their mean, chosen by the seed. Channels that are lost at a small step are lost at larger ones too.'
  }
]

/** A perturbation by its id. */
export function perturbationOf(id: PerturbationId): PerturbationKind {
  const found = perturbations.find((kind) => kind.id === id)
  if (!found) throw new Error(`there is no perturbation "${id}"; known: ${perturbationIds.join(', ')}`)
  return found
}

/** What of a recording a model reads, by its manifest's names of modalities, that could be made worse. */
export function sensesOf(reads: readonly { readonly modality: string }[]): ReadonlySet<PerturbedSense> {
  return new Set(reads.flatMap(({ modality }) => senses[modality] ?? []))
}

const senses: Readonly<Record<string, PerturbedSense>> = {
  audio: 'sound',
  video: 'picture',
  image: 'picture',
  text: 'words',
  eeg: 'channels',
  physio: 'channels',
  imu: 'channels',
  mocap: 'channels'
}
