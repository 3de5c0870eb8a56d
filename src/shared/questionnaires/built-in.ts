import { Questionnaire } from './questionnaire'

/**
 * Items of the Positive and Negative Affect Schedule in the published order: Watson, Clark and Tellegen 1988, Journal
 * of Personality and Social Psychology 54, 1063-1070. Each scale is the sum of ten items rated 1 to 5, so 10 to 50.
 */
const positive = [
  'interested',
  'excited',
  'strong',
  'enthusiastic',
  'proud',
  'alert',
  'inspired',
  'determined',
  'attentive',
  'active'
]
const negative = [
  'distressed',
  'upset',
  'guilty',
  'scared',
  'hostile',
  'irritable',
  'ashamed',
  'nervous',
  'jittery',
  'afraid'
]
const panasOrder = [
  'interested',
  'distressed',
  'excited',
  'upset',
  'strong',
  'guilty',
  'scared',
  'hostile',
  'enthusiastic',
  'proud',
  'irritable',
  'alert',
  'ashamed',
  'inspired',
  'nervous',
  'determined',
  'attentive',
  'jittery',
  'active',
  'afraid'
]

const titled = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

const panas = Questionnaire.parse({
  schema: 'affectory.questionnaire/1',
  id: 'panas',
  name: 'PANAS, positive and negative affect',
  instruction: 'How strongly is each of these felt right now?',
  answers: [
    { value: 1, name: 'very slightly or not at all' },
    { value: 2, name: 'a little' },
    { value: 3, name: 'moderately' },
    { value: 4, name: 'quite a bit' },
    { value: 5, name: 'extremely' }
  ],
  items: panasOrder.map((id) => ({ id, text: titled(id) })),
  scores: [
    { id: 'positive', name: 'Positive affect', method: 'sum', items: positive },
    { id: 'negative', name: 'Negative affect', method: 'sum', items: negative }
  ],
  source: 'Watson, Clark and Tellegen 1988'
})

/** Three manikin scales of nine points: Bradley and Lang 1994, Self-Assessment Manikin. */
const sam = Questionnaire.parse({
  schema: 'affectory.questionnaire/1',
  id: 'sam',
  name: 'SAM, valence, arousal and dominance',
  instruction: 'Which picture, or point between two pictures, is nearest to the feeling?',
  answers: Array.from({ length: 9 }, (_, index) => ({ value: index + 1 })),
  items: ['valence', 'arousal', 'dominance'].map((id) => ({ id, text: titled(id), kind: 'pictures' })),
  scores: [],
  source: 'Bradley and Lang 1994'
})

/** Questionnaires that every project has. */
export const builtIn: readonly Questionnaire[] = [sam, panas]
