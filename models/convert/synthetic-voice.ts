const SAMPLE_RATE = 16000

/**
 * A voice-like sound from a formula, for goldens: a buzz of 20 harmonics of a pitch that glides from 180 Hz to 140 Hz,
 * swelling and fading three times a second, harmonics falling with their number. float32, 16 kHz, within -1..1.
 */
export function syntheticVoice(samples: number): Float32Array {
  return Float32Array.from({ length: samples }, (_, i) => {
    const time = i / SAMPLE_RATE
    const cycles = 180 * time - (40 * time * time * SAMPLE_RATE) / (2 * samples)
    const swell = 0.5 - 0.5 * Math.cos(2 * Math.PI * 3 * time)
    let buzz = 0
    for (let harmonic = 1; harmonic <= 20; harmonic++)
      buzz += Math.sin(2 * Math.PI * harmonic * cycles) / harmonic
    return 0.2 * swell * buzz
  })
}
