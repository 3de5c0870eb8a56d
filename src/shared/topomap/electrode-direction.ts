import type { Direction } from './point'

/** Rows of the 10-05 system by the angle of their outermost electrode (column 7 or 8) from the front around the ring, degrees. */
const ROWS: Readonly<Record<string, number>> = {
  AFp: 27,
  AF: 36,
  AFF: 45,
  F: 54,
  FFC: 63,
  FFT: 63,
  FC: 72,
  FT: 72,
  FCC: 81,
  FTT: 81,
  C: 90,
  T: 90,
  CCP: 99,
  TTP: 99,
  CP: 108,
  TP: 108,
  CPP: 117,
  TPP: 117,
  P: 126,
  PPO: 135,
  PO: 144,
  POO: 153
}

/** Rows that are circles of latitude: degrees above the equator, and whether they lie in front. */
const CIRCLES: Readonly<Record<string, { readonly latitude: number; readonly front: boolean }>> = {
  N: { latitude: 0, front: true },
  NFp: { latitude: 9, front: true },
  Fp: { latitude: 18, front: true },
  O: { latitude: 18, front: false },
  OI: { latitude: 9, front: false },
  I: { latitude: 0, front: false }
}

/** Latitude of the ring through Fpz, T7, Oz and T8: a tenth of the half circle from nasion to inion. */
const RING = 18

/** Electrodes beside the system. CB1 and CB2 of the 62-channel caps lie below PO7 and PO8; their place is taken as that of POO9h and POO10h. */
const OTHERS: Readonly<Record<string, Direction>> = {
  LPA: { x: -1, y: 0, z: 0 },
  RPA: { x: 1, y: 0, z: 0 },
  CB1: onSphere(-153, 9),
  CB2: onSphere(153, 9)
}

/**
 * Direction of an electrode of the 10-20, 10-10 and 10-05 systems on a sphere, by construction: the midline and the ring in
 * tenths of the half circle, every other row in eighths of the circle through its two ends and its middle (Oostenveld & Praamstra 2001, Clinical Neurophysiology 112, 713-719).
 * @param name as the system writes it (Fp1, POz, FFC5h); undefined for a name it does not have
 */
export function electrodeDirection(name: string): Direction | undefined {
  const other = OTHERS[name]
  if (other) return other
  const match = /^([A-Za-z]*?)(z|\d{1,2}h?)$/.exec(name)
  const [, row = '', place = ''] = match ?? []
  const column = columnOf(place)
  if (!match || !column) return undefined
  const circle = CIRCLES[row]
  // The front and back rows run along the ring: two electrodes and a half place a side.
  if (circle) {
    const azimuth = column.index * 18
    if (column.index > 1) return undefined
    return onSphere(column.side * (circle.front ? azimuth : 180 - azimuth), circle.latitude)
  }
  const azimuth = ROWS[row]
  if (azimuth === undefined || !fits(row, column.index)) return undefined
  if (column.index > 4) return onSphere(column.side * azimuth, RING - 18 * (column.index - 4))
  return onArc(azimuth, (column.side * column.index) / 4)
}

/** z is 0; 1, 3, 5, 7, 9 are 1 to 5 places to the left, 2 to 10 to the right; `h` is half a place nearer to the middle. */
function columnOf(place: string): { readonly side: number; readonly index: number } | undefined {
  if (place === 'z') return { side: 1, index: 0 }
  const number = Number.parseInt(place, 10)
  if (!(number >= 1 && number <= 10)) return undefined
  return { side: number % 2 === 1 ? -1 : 1, index: Math.ceil(number / 2) - (place.endsWith('h') ? 0.5 : 0) }
}

/** Central rows change their name at the sides: C3 but T7, FC5 but FT7. */
function fits(row: string, index: number): boolean {
  if (/T/.test(row)) return index > 3
  return /C/.test(row) ? index <= 3 : true
}

/** The point a share of the way (-1 left end, 0 midline, 1 right end) along the circle through the ends of a row on the ring and its middle. */
function onArc(azimuth: number, share: number): Direction {
  const middle = onSphere(0, azimuth < 90 ? azimuth : 180 - azimuth)
  const top: Direction = azimuth < 90 ? middle : { ...middle, y: -middle.y }
  const end = onSphere(azimuth, RING)
  // By symmetry the circle's centre lies above the middle plane x = 0 on the line from the midpoint of the ends to the top.
  const foot = { y: end.y, z: end.z }
  const height = Math.hypot(top.y - foot.y, top.z - foot.z)
  const radius = (height * height + end.x * end.x) / (2 * height)
  const full = Math.atan2(end.x, radius - height)
  const angle = full * share
  const rise = radius * Math.cos(angle) - (radius - height)
  return {
    x: radius * Math.sin(angle),
    y: foot.y + ((top.y - foot.y) * rise) / height,
    z: foot.z + ((top.z - foot.z) * rise) / height
  }
}

/** @param azimuth degrees from the front to the right @param latitude degrees above the equator */
function onSphere(azimuth: number, latitude: number): Direction {
  const [a, l] = [(azimuth * Math.PI) / 180, (latitude * Math.PI) / 180]
  return { x: Math.sin(a) * Math.cos(l), y: Math.cos(a) * Math.cos(l), z: Math.sin(l) }
}
