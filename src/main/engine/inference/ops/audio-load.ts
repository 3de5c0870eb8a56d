import { z } from 'zod'
import { onlyFor, valueOp } from './op'
import { resample } from './resample'

/** Which channel of a sound: all mixed to one, the first, the second, one by its index from 0, or that of the unit's speaker. */
export const audioLoadParameters = z.looseObject({
  channel: z.union([z.enum(['mix', 'left', 'right', 'participant']), z.number().int().min(0)]).default('mix')
})

/** Sound arrives with the channel that was asked for: the source reads it. */
export const audioLoad = valueOp('audio.load', audioLoadParameters, () =>
  onlyFor('audio.load', 'sound', (sound) => sound)
)

export const audioResampleParameters = z.looseObject({ hz: z.number().int().min(1000).max(192_000) })

export const audioResample = valueOp('audio.resample', audioResampleParameters, ({ hz }) =>
  onlyFor('audio.resample', 'sound', (sound) =>
    sound.rateHz === hz ? sound : { ...sound, rateHz: hz, samples: resample(sound.samples, sound.rateHz, hz) }
  )
)
