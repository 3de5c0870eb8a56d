/** One annotation of an annotator file (annot(5) of the WFDB manual). */
export interface WfdbAnnotation {
  /** Sample number at the time resolution of the file. */
  readonly sample: number
  /** Mnemonic: N, V, +, … */
  readonly symbol: string
  readonly subtype: number
  readonly channel: number
  readonly number: number
  readonly aux: string
}

export interface WfdbAnnotations {
  readonly annotations: readonly WfdbAnnotation[]
  /** Time resolution of the file, where it tells its own. */
  readonly rateHz?: number
  /** What symbols mean, those that the file defines itself included. */
  readonly meanings: Readonly<Record<string, string>>
  /** The end mark is missing: the file may be cut off. */
  readonly cutOff: boolean
}

/** Mnemonics and meanings by code (ecgcodes.h of the WFDB library). Codes 1 to 13 and some others are beats. */
const CODES: Readonly<Record<number, readonly [symbol: string, meaning: string, beat?: true]>> = {
  0: [' ', 'Not a QRS'],
  1: ['N', 'Normal beat', true],
  2: ['L', 'Left bundle branch block beat', true],
  3: ['R', 'Right bundle branch block beat', true],
  4: ['a', 'Aberrated atrial premature beat', true],
  5: ['V', 'Premature ventricular contraction', true],
  6: ['F', 'Fusion of ventricular and normal beat', true],
  7: ['J', 'Nodal (junctional) premature beat', true],
  8: ['A', 'Atrial premature beat', true],
  9: ['S', 'Premature or ectopic supraventricular beat', true],
  10: ['E', 'Ventricular escape beat', true],
  11: ['j', 'Nodal (junctional) escape beat', true],
  12: ['/', 'Paced beat', true],
  13: ['Q', 'Unclassifiable beat', true],
  14: ['~', 'Change of signal quality'],
  16: ['|', 'Isolated artefact'],
  18: ['s', 'Change of the ST segment'],
  19: ['T', 'Change of the T wave'],
  20: ['*', 'Systole'],
  21: ['D', 'Diastole'],
  22: ['"', 'Note'],
  23: ['=', 'Measurement'],
  24: ['p', 'Peak of the P wave'],
  25: ['B', 'Bundle branch block beat (unspecified)', true],
  26: ['^', 'Pacemaker spike'],
  27: ['t', 'Peak of the T wave'],
  28: ['+', 'Change of rhythm'],
  29: ['u', 'Peak of the U wave'],
  30: ['?', 'Beat not classified while learning', true],
  31: ['!', 'Ventricular flutter wave'],
  32: ['[', 'Start of ventricular flutter or fibrillation'],
  33: [']', 'End of ventricular flutter or fibrillation'],
  34: ['e', 'Atrial escape beat', true],
  35: ['n', 'Supraventricular escape beat', true],
  36: ['@', 'Link to external data'],
  37: ['x', 'P wave that is not conducted (blocked atrial premature beat)'],
  38: ['f', 'Fusion of paced and normal beat', true],
  39: ['(', 'Onset of a wave'],
  40: [')', 'End of a wave'],
  41: ['r', 'R-on-T premature ventricular contraction', true]
}

/** Pseudo-annotations that change what comes, or belong to the one before. */
const [SKIP, NUM, SUB, CHN, AUX] = [59, 60, 61, 62, 63]
const NOTE = 22

/** Whether a symbol stands for a heart beat. */
export const isBeat = (symbol: string): boolean =>
  Object.values(CODES).some(([known, , beat]) => known === symbol && beat === true)

/** Read an annotator file in MIT format; undefined when it is none. */
export function wfdbAnnotations(bytes: Uint8Array): WfdbAnnotations | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const words = Math.floor(bytes.length / 2)
  const found: {
    sample: number
    code: number
    subtype: number
    channel: number
    number: number
    aux: string
  }[] = []
  let at = 0
  let sample = 0
  let [channel, number] = [0, 0]
  let cutOff = true
  while (at < words) {
    const word = view.getUint16(2 * at, true)
    at++
    const code = word >> 10
    const value = word & 1023
    if (word === 0) {
      cutOff = false
      break
    }
    const last = found.at(-1)
    if (code === SKIP) {
      if (at + 2 > words) break
      // The high half comes first.
      sample += (view.getInt16(2 * at, true) << 16) | view.getUint16(2 * at + 2, true)
      at += 2
    } else if (code === NUM) {
      number = signed(value)
      if (last) last.number = number
    } else if (code === SUB) {
      if (last) last.subtype = signed(value)
    } else if (code === CHN) {
      channel = value & 255
      if (last) last.channel = channel
    } else if (code === AUX) {
      if (2 * at + value > bytes.length) break
      if (last) last.aux = new TextDecoder().decode(bytes.subarray(2 * at, 2 * at + value))
      at += Math.ceil(value / 2)
    } else if (code > 49) return undefined
    else {
      sample += value
      if (sample < 0) return undefined
      found.push({ sample, code, subtype: 0, channel, number, aux: '' })
    }
  }
  if (found.length === 0 && cutOff) return undefined
  return withMeanings(found, cutOff)
}

const signed = (value: number): number => ((value & 255) << 24) >> 24

/** Notes at sample 0 may tell the file's own time resolution and its own types. */
function withMeanings(
  found: readonly {
    readonly sample: number
    readonly code: number
    readonly subtype: number
    readonly channel: number
    readonly number: number
    readonly aux: string
  }[],
  cutOff: boolean
): WfdbAnnotations {
  const own = new Map<number, readonly [string, string]>()
  let rateHz: number | undefined
  let defining = false
  const annotations: WfdbAnnotation[] = []
  for (const { code, ...one } of found) {
    const aux = one.aux.replace(/\0+$/, '')
    if (code === NOTE && one.sample === 0 && aux.startsWith('## ')) {
      const rate = /^## time resolution:\s*([\d.]+)/.exec(aux)
      if (rate) rateHz = Number(rate[1]) || undefined
      if (aux.startsWith('## annotation type definitions')) defining = true
      if (aux.startsWith('## end of definitions')) defining = false
      continue
    }
    if (defining && code === NOTE && one.sample === 0) {
      const [, number, symbol, meaning] = /^(\d+)\s+(\S+)\s*(.*)$/.exec(aux) ?? []
      if (symbol !== undefined) own.set(Number(number), [symbol, meaning ?? ''])
      continue
    }
    annotations.push({ ...one, aux, symbol: own.get(code)?.[0] ?? CODES[code]?.[0] ?? String(code) })
  }
  return {
    annotations,
    ...(rateHz === undefined ? {} : { rateHz }),
    meanings: Object.fromEntries(
      [...Object.values(CODES), ...own.values()].map(([symbol, meaning]) => [symbol, meaning])
    ),
    cutOff
  }
}
