/** Where a picture is looked at: centre and side of a square, in pixels of the photograph. */
export interface View {
  readonly photo: string
  readonly x: number
  readonly y: number
  readonly size: number
}

/** What makes a face harder to read for a while: darkness (share of the light), lack of focus (px), a tilted head (radians). */
export interface Look {
  readonly light?: number
  readonly blurPx?: number
  readonly tilt?: number
}

/** What half of the picture shows for a while; no view: the person has left and the seat is empty. */
export interface Shot {
  readonly start: number
  readonly end: number
  readonly view?: View
  readonly look?: Look
}

/** Somebody of the scene, played by crops of photographs. */
export interface Player {
  readonly name: string
  readonly color: string
  /** Mean pitch of the synthesised voice, in Hz. */
  readonly pitchHz: number
  readonly shots: readonly Shot[]
}

/** One turn of the written dialogue; `emotion` is what the simulated annotators set out from. Times in seconds. */
export interface Turn {
  readonly start: number
  readonly end: number
  readonly player: number
  readonly text: string
  readonly emotion: string
}

/** A written scene from which picture, sound, signals and simulated labels are made. All of it is synthetic. */
export interface Scene {
  readonly id: string
  readonly name: string
  readonly seconds: number
  readonly players: readonly [Player, Player]
  readonly turns: readonly Turn[]
}

/** Size and rate of the generated video. */
export const scenePicture = { widthPx: 960, heightPx: 540, frameRateHz: 25 } as const

/** Rate of the generated sound. */
export const SCENE_SAMPLE_RATE_HZ = 48_000

const laughing: View = { photo: 'sample1.jpg', x: 1600, y: 330, size: 520 }
const smiling: View = { photo: 'sample3.jpg', x: 1195, y: 400, size: 520 }
const serious: View = { photo: 'sample6.jpg', x: 1262, y: 480, size: 540 }
const downcast: View = { photo: 'sample2.jpg', x: 1556, y: 312, size: 460 }
const calm: View = { photo: 'sample3.jpg', x: 691, y: 500, size: 500 }

/** The scenes of the demo project. */
export const scenes: readonly Scene[] = [
  {
    id: 'late-train',
    name: 'Scene 1, the late train',
    seconds: 56,
    players: [
      {
        name: 'P01',
        color: '#6aa6d8',
        pitchHz: 205,
        shots: [
          { start: 0, end: 18, view: smiling },
          { start: 18, end: 31, view: laughing },
          { start: 31, end: 38.5, view: smiling, look: { blurPx: 9 } },
          { start: 38.5, end: 45, view: smiling },
          { start: 45, end: 51.8, view: smiling, look: { light: 0.3, tilt: 0.35 } },
          { start: 51.8, end: 56, view: smiling }
        ]
      },
      {
        name: 'P02',
        color: '#c98a4b',
        pitchHz: 178,
        shots: [
          { start: 0, end: 9, view: serious },
          { start: 9, end: 16.5, view: serious, look: { blurPx: 8, light: 0.6 } },
          { start: 16.5, end: 23.8, view: serious },
          { start: 23.8, end: 31, view: serious, look: { tilt: -0.45 } },
          { start: 31, end: 36, view: serious, look: { light: 0.25 } },
          { start: 36, end: 41 },
          { start: 41, end: 56, view: serious }
        ]
      }
    ],
    turns: [
      { start: 0.8, end: 3.4, player: 0, text: 'You made it. I saved you a seat.', emotion: 'happiness' },
      {
        start: 3.9,
        end: 6.6,
        player: 1,
        text: 'Barely. The train stood still for an hour.',
        emotion: 'anger'
      },
      { start: 7.0, end: 9.1, player: 0, text: 'An hour? Between which stations?', emotion: 'surprise' },
      {
        start: 9.6,
        end: 13.0,
        player: 1,
        text: 'In the middle of a field. Nobody said a word to us.',
        emotion: 'anger'
      },
      { start: 13.4, end: 16.2, player: 0, text: 'That sounds miserable.', emotion: 'sadness' },
      {
        start: 16.8,
        end: 19.3,
        player: 1,
        text: 'There was one cow. It looked at us the whole time.',
        emotion: 'neutral'
      },
      { start: 19.7, end: 23.6, player: 0, text: 'A cow! Did it at least look sorry?', emotion: 'happiness' },
      {
        start: 24.1,
        end: 26.9,
        player: 1,
        text: 'It looked better informed than the driver.',
        emotion: 'happiness'
      },
      { start: 27.3, end: 30.7, player: 0, text: 'Stop, I will spill my tea.', emotion: 'happiness' },
      {
        start: 31.4,
        end: 34.9,
        player: 1,
        text: 'And then I found out that I missed the call about the flat.',
        emotion: 'sadness'
      },
      { start: 35.3, end: 38.2, player: 0, text: 'Oh no. Is it gone?', emotion: 'fear' },
      {
        start: 41.6,
        end: 44.8,
        player: 1,
        text: 'I called back. They gave it to somebody else.',
        emotion: 'sadness'
      },
      {
        start: 45.3,
        end: 48.7,
        player: 0,
        text: 'I am sorry. You really wanted that one.',
        emotion: 'sadness'
      },
      { start: 49.2, end: 51.6, player: 1, text: 'It had damp in the kitchen anyway.', emotion: 'disgust' },
      { start: 52.0, end: 55.2, player: 0, text: 'Then we keep looking. Tea first.', emotion: 'neutral' }
    ]
  },
  {
    id: 'borrowed-bike',
    name: 'Scene 2, the borrowed bike',
    seconds: 42,
    players: [
      {
        name: 'P03',
        color: '#b68fd0',
        pitchHz: 190,
        shots: [
          { start: 0, end: 6.6, view: downcast },
          { start: 6.6, end: 14, view: downcast, look: { light: 1.7 } },
          { start: 14, end: 20.5, view: downcast, look: { blurPx: 7 } },
          { start: 20.5, end: 27, view: downcast, look: { tilt: 0.4 } },
          { start: 27, end: 31 },
          { start: 31, end: 42, view: downcast }
        ]
      },
      {
        name: 'P04',
        color: '#79b98a',
        pitchHz: 214,
        shots: [
          { start: 0, end: 9.6, view: calm, look: { tilt: 0.3 } },
          { start: 9.6, end: 16.7, view: calm },
          { start: 16.7, end: 23.7, view: calm, look: { light: 1.5, tilt: -0.3 } },
          { start: 23.7, end: 34.6, view: calm, look: { blurPx: 6 } },
          { start: 34.6, end: 42, view: calm, look: { light: 0.4 } }
        ]
      }
    ],
    turns: [
      { start: 0.6, end: 3.1, player: 0, text: 'Where is the front wheel of my bike?', emotion: 'surprise' },
      {
        start: 3.5,
        end: 6.4,
        player: 1,
        text: 'Ah. I was hoping you would not look today.',
        emotion: 'fear'
      },
      { start: 6.8, end: 9.4, player: 0, text: 'It is a bike without a wheel. I looked.', emotion: 'anger' },
      {
        start: 9.9,
        end: 13.7,
        player: 1,
        text: 'I rode to the lake, and there was this tiny step.',
        emotion: 'neutral'
      },
      { start: 14.1, end: 16.5, player: 0, text: 'How tiny exactly?', emotion: 'anger' },
      {
        start: 16.9,
        end: 20.2,
        player: 1,
        text: 'The kind you see when you are already in the air.',
        emotion: 'happiness'
      },
      { start: 20.7, end: 23.5, player: 0, text: 'Are you hurt?', emotion: 'fear' },
      {
        start: 23.9,
        end: 26.8,
        player: 1,
        text: 'Only a bruise. The lake was very soft.',
        emotion: 'happiness'
      },
      {
        start: 31.5,
        end: 34.4,
        player: 0,
        text: 'You fell into the lake with my bike.',
        emotion: 'surprise'
      },
      {
        start: 34.8,
        end: 38.1,
        player: 1,
        text: 'The new wheel comes on Friday. I paid for it.',
        emotion: 'neutral'
      },
      { start: 38.5, end: 41.2, player: 0, text: 'Fine. Next time take the bus.', emotion: 'neutral' }
    ]
  }
]
