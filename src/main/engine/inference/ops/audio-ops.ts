import { audioDelta, audioMfcc } from './audio-cepstrum'
import { audioFit } from './audio-fit'
import { audioEnergy, audioF0, audioRqa, audioSilence } from './audio-frames'
import { audioGain, audioNormalize, audioPreemphasis } from './audio-level'
import { audioLoad, audioResample } from './audio-load'
import { audioPerturb } from './audio-perturb'
import { audioLog, audioMel, audioStft } from './audio-spectrum'
import { audioFunctionals, audioQuantize } from './audio-summary'

/** Steps for sound. */
export const audioOps = [
  audioLoad,
  audioResample,
  audioGain,
  audioNormalize,
  audioPreemphasis,
  audioFit,
  audioStft,
  audioMel,
  audioLog,
  audioMfcc,
  audioDelta,
  audioF0,
  audioQuantize,
  audioEnergy,
  audioSilence,
  audioRqa,
  audioFunctionals,
  audioPerturb
]
