import { describe, expect, it } from 'vitest'
import { dialogueGraph } from '../../../src/shared/text-model/dialogue-graph'
import { normalizeText } from '../../../src/shared/text-model/normalize-text'
import { speakerNumbers, turnWords } from '../../../src/shared/text-model/turn-words'

const talk = [
  { id: 'a', speaker: 'Phoebe', text: 'Oh my God' },
  { id: 'b', speaker: 'Monica', text: 'What?' },
  { id: 'c', text: 'Noise' },
  { id: 'd', speaker: 'Phoebe', text: 'Nothing' }
]

describe('the words of a turn', () => {
  it('names the speaker as the model wants it', () => {
    expect(turnWords('{speaker:upper}: {text}', talk, 0)).toBe('PHOEBE: Oh my God')
    expect(turnWords('<s{speaker:number}> {text}', talk, 1)).toBe('<s2> What?')
    expect(turnWords('{speaker:lower} says {text}', talk, 3)).toBe('phoebe says Nothing')
  })

  it('leaves out the name and its colon where nobody is known to speak', () => {
    expect(turnWords('{speaker:upper}: {text}', talk, 2)).toBe('Noise')
  })

  it('can hold earlier turns, labels and written components', () => {
    expect(turnWords('{prev:1} > {text}', talk, 1)).toBe('Oh my God > What?')
    expect(turnWords('{prev:1} > {text}', talk, 0)).toBe(' > Oh my God')
    expect(turnWords('{text} I feel {label}.', talk, 1, { label: 'joy' })).toBe('What? I feel joy.')
    expect(turnWords('{component:feeling}', talk, 1, { components: { feeling: 'hot' } })).toBe('hot')
  })

  it('takes words literally, whatever signs they hold', () => {
    expect(turnWords('{text}', [{ id: 'x', text: '$& {speaker} $1' }], 0)).toBe('$& {speaker} $1')
  })

  it('refuses a place it does not know and names those it does', () => {
    expect(() => turnWords('{name}: {text}', talk, 0)).toThrow('{speaker:upper}')
  })

  it('numbers speakers as they appear, as they sort, or by their roles', () => {
    expect(speakerNumbers(talk)).toEqual([0, 1, -1, 0])
    expect(speakerNumbers(talk, 'alphabetical')).toEqual([1, 0, -1, 1])
    expect(speakerNumbers(talk, 'role', ['Rachel', 'Monica'])).toEqual([2, 1, -1, 2])
  })
})

describe('one spelling for texts', () => {
  const how = { lower: false, strip: false, replace: [] }

  it('joins signs that are written in two ways', () => {
    expect(normalizeText('e\u0301', { ...how, unicode: 'NFC' })).toBe('é')
    expect(normalizeText('ﬁne ½', { ...how, unicode: 'NFKC' })).toBe('fine 1⁄2')
  })

  it('replaces in order, literally or by a pattern, then makes letters small and takes spaces off', () => {
    const replace = [
      { find: '$1', with: '$2', regex: false },
      { find: '@\\w+', with: '@user', regex: true }
    ]
    expect(normalizeText('  Hi @Bob $1 ', { lower: true, strip: true, replace })).toBe('hi @user $2')
  })
})

describe('the graph of a conversation', () => {
  it('joins each turn with those within reach, itself among them', () => {
    const { from, to } = dialogueGraph(talk.slice(0, 3), { past: 1, future: 1, relations: [] })
    expect(from.map((i, e) => `${i}-${to[e] ?? ''}`)).toEqual([
      '0-0',
      '0-1',
      '1-0',
      '1-1',
      '1-2',
      '2-1',
      '2-2'
    ])
  })

  it('joins all turns where nothing limits it', () => {
    expect(dialogueGraph(talk, { past: -1, future: -1, relations: [] }).from).toHaveLength(16)
  })

  it('tells edges apart by time and by who speaks', () => {
    const { from, to, type, types } = dialogueGraph(talk, {
      past: -1,
      future: -1,
      relations: ['temporal', 'speaker']
    })
    const kind = (i: number, j: number): number | undefined =>
      type[from.findIndex((a, e) => a === i && to[e] === j)]
    expect(types).toBe(4)
    expect([kind(3, 0), kind(3, 1), kind(0, 3), kind(0, 1)]).toEqual([3, 2, 1, 0])
  })
})
