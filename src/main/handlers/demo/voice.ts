import { SCENE_SAMPLE_RATE_HZ } from '../../../shared/demo/scene'
import type { Player, Scene, Turn } from '../../../shared/demo/scene'
import { seededRandom } from '../../../shared/metrics/base/seeded-random'

/** How a voice sounds in an emotion: pitch factor, pitch movement (share), syllables per second, loudness, breath noise, share of the high partials. */
interface Manner {
  readonly pitch: number
  readonly movement: number
  readonly rateHz: number
  readonly loudness: number
  readonly breath: number
  readonly edge: number
}

const neutral: Manner = { pitch: 1.1, movement: 0.18, rateHz: 4.6, loudness: 0.5, breath: 0.03, edge: 1 }
const manners: Record<string, Manner> = {
  neutral,
  happiness: { pitch: 1.7, movement: 0.4, rateHz: 5.4, loudness: 0.75, breath: 0.05, edge: 1.6 },
  anger: { pitch: 1.45, movement: 0.42, rateHz: 5.6, loudness: 1, breath: 0.1, edge: 1.9 },
  sadness: { pitch: 0.9, movement: 0.04, rateHz: 2.6, loudness: 0.3, breath: 0.1, edge: 0.4 },
  fear: { pitch: 2, movement: 0.1, rateHz: 6.4, loudness: 0.5, breath: 0.15, edge: 1.5 },
  surprise: { pitch: 1.8, movement: 0.5, rateHz: 4.4, loudness: 0.7, breath: 0.06, edge: 1.6 },
  disgust: { pitch: 0.8, movement: 0.2, rateHz: 3.4, loudness: 0.55, breath: 0.3, edge: 1.2 }
}

/** Formant frequencies (Hz) of five vowels, rounded from Peterson and Barney (1952), adult women. */
const vowels: readonly (readonly [number, number, number])[] = [
  [860, 1240, 2810],
  [610, 2330, 2990],
  [310, 2790, 3310],
  [590, 920, 2710],
  [370, 950, 2670]
]
const FORMANT_WIDTH_HZ = 110

/** Voice-like sound of a whole scene, mono, -1..1: babble with the pitch, pace and loudness of each turn's emotion. Says nothing. */
export function voice(scene: Scene): Float32Array<ArrayBuffer> {
  const sound = new Float32Array(Math.round(scene.seconds * SCENE_SAMPLE_RATE_HZ))
  const random = seededRandom(scene.seconds * 7919)
  const uniform = (): number => random() / 4_294_967_296
  for (let i = 0; i < sound.length; i++) sound[i] = 0.0015 * (uniform() * 2 - 1)
  for (const turn of scene.turns) {
    const player = scene.players[turn.player]
    if (player) speak(sound, turn, player, uniform)
  }
  return sound
}

function speak(sound: Float32Array, turn: Turn, player: Player, uniform: () => number): void {
  const manner = manners[turn.emotion] ?? neutral
  const first = Math.round(turn.start * SCENE_SAMPLE_RATE_HZ)
  const length = Math.round((turn.end - turn.start) * SCENE_SAMPLE_RATE_HZ)
  const excitation = new Float32Array(length)
  let phase = 0
  for (let i = 0; i < length; i++) {
    const time = i / SCENE_SAMPLE_RATE_HZ
    const fall = 1.08 - 0.16 * (i / length)
    const pitch =
      player.pitchHz *
      manner.pitch *
      fall *
      (1 + manner.movement * Math.sin(time * manner.rateHz * 1.9) + 0.01 * (uniform() - 0.5))
    phase += pitch / SCENE_SAMPLE_RATE_HZ
    if (phase >= 1) phase -= 1
    const glottis = phase < 0.6 ? Math.sin((Math.PI * phase) / 0.6) : 0
    excitation[i] = glottis - 0.38 + manner.breath * (uniform() * 2 - 1)
  }
  const syllables = Math.max(1, Math.round((length / SCENE_SAMPLE_RATE_HZ) * manner.rateHz))
  const span = Math.floor(length / syllables)
  for (let syllable = 0; syllable < syllables; syllable++) {
    const vowel = vowels[Math.floor(uniform() * vowels.length)] ?? vowels[0]
    if (vowel)
      addSyllable(
        sound,
        excitation.subarray(syllable * span, (syllable + 1) * span),
        first + syllable * span,
        vowel,
        manner
      )
  }
}

/** Three resonators in parallel over the excitation, under a smooth envelope. */
function addSyllable(
  sound: Float32Array,
  source: Float32Array,
  at: number,
  vowel: readonly number[],
  manner: Manner
): void {
  vowel.forEach((frequency, formant) => {
    const radius = Math.exp((-Math.PI * FORMANT_WIDTH_HZ) / SCENE_SAMPLE_RATE_HZ)
    const turn = 2 * radius * Math.cos((2 * Math.PI * frequency) / SCENE_SAMPLE_RATE_HZ)
    const gain = ((1 - radius) * manner.loudness * 1.6 * manner.edge ** formant) / (1 + formant)
    let last = 0
    let before = 0
    for (let i = 0; i < source.length; i++) {
      const value = gain * (source[i] ?? 0) + turn * last - radius * radius * before
      before = last
      last = value
      const envelope = Math.sin((Math.PI * i) / source.length) ** 0.7
      const index = at + i
      if (index < sound.length)
        sound[index] = Math.max(-1, Math.min(1, (sound[index] ?? 0) + value * envelope * 2.2))
    }
  })
}
