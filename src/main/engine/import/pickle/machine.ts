import { Unreadable } from '../../interchange/unreadable'
import { CUT_OFF, memoryBytes, partOf } from '../arrays/byte-source'
import type { ByteSource } from '../arrays/byte-source'
import { pickleCall, pickleState, textIn } from './call'
import { pickleGlobal, refused } from './globals'
import { PickleBytes, PickleDict, PickleGlobal, PickleList } from './objects'
import type { PickleValue } from './objects'
import { PickleReader } from './reader'
import { escapedText, latin1Text, quotedBytes } from './text'

/** Most values that a pickle may build: arrays count as one. */
const MOST_VALUES = 1_000_000
/** Bytes that may be copied beyond the size of the file. */
const SPARE_BYTES = 16 * 1024 * 1024
/** Longest text that is copied out of the file; longer ones are bytes of arrays. */
const LONGEST_TEXT = 64 * 1024 * 1024
/** Stretches up to this size are kept as text where they can be one. */
const SHORT = 4096

/**
 * Build what a pickle of protocol 0 to 5 holds: numbers, texts, lists, dicts and arrays of numpy. Objects are never made and
 * nothing is run; a pickle that asks for more is refused with the name of what it asks for.
 */
export function readPickle(source: ByteSource): PickleValue {
  const reader = new PickleReader(source)
  let stack: PickleValue[] = []
  const marks: PickleValue[][] = []
  const memo = new Map<number, PickleValue>()
  let built = 0

  // Texts that are remembered can be turned into bytes again and again; all copies together stay within the size of a file.
  let copied = 0
  const spend = (bytes: number): void => {
    copied += bytes
    if (copied > SPARE_BYTES + 4 * source.size)
      throw new Unreadable(
        'copies the same data over and over.',
        'Check where the file comes from.',
        'unsafe'
      )
  }

  const push = (value: PickleValue): void => {
    if (++built > MOST_VALUES)
      throw new Unreadable(
        `builds more than ${MOST_VALUES / 1e6} million values, which no recording needs.`,
        'Save its arrays as numpy arrays.',
        'too-large'
      )
    stack.push(value)
  }
  const pop = (): PickleValue => {
    const value = stack.pop()
    if (value === undefined) throw malformed(reader)
    return value
  }
  const top = (): PickleValue => {
    const value = stack.at(-1)
    if (value === undefined) throw malformed(reader)
    return value
  }
  const toMark = (): PickleValue[] => {
    const items = stack
    const below = marks.pop()
    if (!below) throw malformed(reader)
    stack = below
    return items
  }
  const remembered = (index: number): PickleValue => {
    const value = memo.get(index)
    if (value === undefined) throw malformed(reader)
    return value
  }
  const place = (length: number): ByteSource => {
    const { offset, length: size } = reader.skip(length)
    return partOf(source, offset, size)
  }
  /** Bytes of Python 2 are text or data; short ones are kept as text, both can be turned into the other. */
  const oldString = (bytes: ByteSource): PickleValue =>
    bytes.size <= SHORT ? latin1Text(bytes.read(0, bytes.size)) : new PickleBytes(bytes)
  const text = (length: number): string => {
    if (length > LONGEST_TEXT) throw new Unreadable('holds a text of more than 64 MB.', CUT_OFF, 'too-large')
    return new TextDecoder().decode(reader.take(length))
  }
  const append = (items: readonly PickleValue[]): void => {
    const list = top()
    if (!(list instanceof PickleList)) throw malformed(reader)
    for (const item of items) list.items.push(item)
  }
  const setItems = (items: readonly PickleValue[]): void => {
    const dict = top()
    if (!(dict instanceof PickleDict)) throw malformed(reader)
    for (let i = 0; i + 1 < items.length; i += 2)
      dict.entries.set(textIn(items[i]) ?? `(${i / 2})`, items[i + 1] ?? null)
  }

  for (;;) {
    const code = reader.byte()
    switch (String.fromCharCode(code)) {
      case '\x80': {
        const protocol = reader.byte()
        if (protocol > 5)
          throw new Unreadable(
            `is a pickle of protocol ${protocol}, which is not known.`,
            'Save it with protocol 5.'
          )
        break
      }
      case '\x95':
        reader.skip(8)
        break
      case '.':
        return pop()
      case '(':
        marks.push(stack)
        stack = []
        if (marks.length > MOST_VALUES) throw malformed(reader)
        break
      case '0':
        if (stack.length > 0) stack.pop()
        else toMark()
        break
      case '1':
        toMark()
        break
      case '2':
        push(top())
        break
      case 'N':
        push(null)
        break
      case '\x88':
        push(true)
        break
      case '\x89':
        push(false)
        break
      case 'I': {
        const line = reader.shortLine()
        push(line === '01' ? true : line === '00' ? false : numberFrom(line, reader))
        break
      }
      case 'L':
        push(numberFrom(reader.shortLine().replace(/L$/, ''), reader))
        break
      case 'F':
        push(floatFrom(reader.shortLine(), reader))
        break
      case 'J':
        push(reader.view(4).getInt32(0, true))
        break
      case 'K':
        push(reader.byte())
        break
      case 'M':
        push(reader.view(2).getUint16(0, true))
        break
      case 'G':
        push(reader.view(8).getFloat64(0, false))
        break
      case '\x8a':
        push(longFrom(reader.take(reader.byte())))
        break
      case '\x8b': {
        const length = reader.view(4).getInt32(0, true)
        if (length < 0 || length > 1024) throw malformed(reader)
        push(longFrom(reader.take(length)))
        break
      }
      case 'S': {
        const { offset, length } = reader.line()
        push(oldString(memoryBytes(quotedBytes(source.read(offset, length)))))
        break
      }
      case 'T':
        push(oldString(place(reader.view(4).getInt32(0, true))))
        break
      case 'U':
        push(oldString(place(reader.byte())))
        break
      case 'V': {
        const { offset, length } = reader.line()
        push(escapedText(source.read(offset, length)))
        break
      }
      case 'X':
        push(text(reader.view(4).getUint32(0, true)))
        break
      case '\x8c':
        push(text(reader.byte()))
        break
      case '\x8d':
        push(text(reader.length8()))
        break
      case 'B':
        push(new PickleBytes(place(reader.view(4).getUint32(0, true))))
        break
      case 'C':
        push(new PickleBytes(place(reader.byte())))
        break
      case '\x8e':
      case '\x96':
        push(new PickleBytes(place(reader.length8())))
        break
      case '\x97':
        throw new Unreadable(
          'keeps its arrays in another file (out-of-band buffers).',
          'Save it in one file.'
        )
      case '\x98':
        break
      case ']':
      case '\x8f':
        push(new PickleList([]))
        break
      case ')':
        push(new PickleList([]))
        break
      case '}':
        push(new PickleDict())
        break
      case 'a':
        append([pop()])
        break
      case 'e':
      case '\x90':
        append(toMark())
        break
      case 'l':
      case 't':
      case '\x91':
        push(new PickleList(toMark()))
        break
      case '\x85':
        push(new PickleList([pop()]))
        break
      case '\x86': {
        const second = pop()
        push(new PickleList([pop(), second]))
        break
      }
      case '\x87': {
        const third = pop()
        const second = pop()
        push(new PickleList([pop(), second, third]))
        break
      }
      case 'd': {
        const items = toMark()
        push(new PickleDict())
        setItems(items)
        break
      }
      case 's': {
        const value = pop()
        setItems([pop(), value])
        break
      }
      case 'u':
        setItems(toMark())
        break
      case 'p':
        memo.set(numberFrom(reader.shortLine(), reader), top())
        break
      case 'q':
        memo.set(reader.byte(), top())
        break
      case 'r':
        memo.set(reader.view(4).getUint32(0, true), top())
        break
      case '\x94':
        memo.set(memo.size, top())
        break
      case 'g':
        push(remembered(numberFrom(reader.shortLine(), reader)))
        break
      case 'h':
        push(remembered(reader.byte()))
        break
      case 'j':
        push(remembered(reader.view(4).getUint32(0, true)))
        break
      case 'c': {
        const module = reader.shortLine()
        push(pickleGlobal(module, reader.shortLine()))
        break
      }
      case '\x93': {
        const name = textIn(pop())
        push(pickleGlobal(textIn(pop()) ?? '', name ?? ''))
        break
      }
      case 'R': {
        const args = pop()
        push(pickleCall(pop(), args, spend))
        break
      }
      case 'b': {
        const state = pop()
        pickleState(top(), state, spend)
        break
      }
      case 'i':
        throw refused(`${reader.shortLine()}.${reader.shortLine()}`)
      case 'o':
      case '\x81':
      case '\x92': {
        const named = code === 0x6f ? toMark()[0] : stack.find((value) => value instanceof PickleGlobal)
        throw refused(named instanceof PickleGlobal ? `an object (${named.role})` : 'an object')
      }
      case 'P':
      case 'Q':
        throw refused('a reference to an object outside the file')
      case '\x82':
      case '\x83':
      case '\x84':
        throw refused('an object of a registered class')
      default:
        throw malformed(reader)
    }
  }
}

function numberFrom(line: string, reader: PickleReader): number {
  const value = Number(line)
  if (line.trim() === '' || Number.isNaN(value)) throw malformed(reader)
  return value
}

function floatFrom(line: string, reader: PickleReader): number {
  const named: Readonly<Record<string, number>> = { inf: Infinity, '-inf': -Infinity, nan: Number.NaN }
  return line in named ? (named[line] ?? Number.NaN) : numberFrom(line, reader)
}

/** A whole number, low byte first, the highest bit its sign; as the nearest double. */
function longFrom(bytes: Uint8Array): number {
  let value = 0
  for (let i = bytes.length - 1; i >= 0; i--) value = value * 256 + (bytes[i] ?? 0)
  return (bytes.at(-1) ?? 0) & 0x80 ? value - 256 ** bytes.length : value
}

const malformed = (reader: PickleReader): Unreadable =>
  new Unreadable(
    `is not a pickle, or a damaged one: it cannot be understood at byte ${reader.position}.`,
    CUT_OFF
  )
