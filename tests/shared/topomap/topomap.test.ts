import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { electrodeDirection } from '@shared/topomap/electrode-direction'
import { electrodeGrid, gridCell, gridElectrodes } from '@shared/topomap/electrode-grid'
import { electrodeName, electrodeNames } from '@shared/topomap/electrode-name'
import { projectElectrode } from '@shared/topomap/project-electrode'
import { topomap, usualSpacing } from '@shared/topomap/topomap'
import { triangulate } from '@shared/topomap/triangulate'
import { expectClose, hasSignals, named, oracle, signalsFolder } from '../signal/signals-folder'

const montage = (file: string) =>
  readFileSync(join(signalsFolder, 'montage', file), 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split('\t').map((cell) => cell.trim()))

describe.skipIf(!hasSignals)(named('the scalp map is that of MNE'), () => {
  const want = oracle('topomap_oracle.json')
  const points = (want.pos2d_topomap ?? []).map(([x, y]: [number, number]) => ({ x, y }))
  const expected: number[] = (want.interp?.Z ?? []).flat()

  test('positions on the map', () => {
    const projected = want.pos3d_m.map(([x, y, z]: [number, number, number]) => projectElectrode({ x, y, z }))
    for (const [i, { x, y }] of projected.entries()) expectClose([x, y], want.pos2d_topomap[i], 1e-12)
  })

  test('interpolated values, with the distance of electrodes that Qhull gives', () => {
    // MNE takes the median of two of the three sides of each triangle, and which two depends on the order in which Qhull
    // names the corners. python3: np.median of them for scipy.spatial.Delaunay(pos2d_topomap) is this number.
    const map = topomap(points, { size: 16, headRadius: 0.095, spacing: 0.04478845106501286 })
    expect(map.reach).toBeCloseTo(want.interp.extent[1], 12)
    expectClose(map.paint(want.interp.values), expected, 18e-6)
  })

  test('interpolated values by the rule of this app differ at the border only, by less than a thousandth of the range', () => {
    const map = topomap(points, { size: 16, headRadius: 0.095 })
    expect(usualSpacing(points)).toBeCloseTo(0.0446478, 6)
    expectClose(map.paint(want.interp.values), expected, 0.018)
  })

  test('every electrode of the 10-05 system lies where it should on the sphere', () => {
    const wrong = montage('spherical_1005.tsv').flatMap(([name = '', ...xyz]) => {
      if (name === 'NAS') return []
      const direction = electrodeDirection(name)
      if (!direction) return [`${name} is unknown`]
      const off = [direction.x, direction.y, direction.z].map((value, i) => Math.abs(value - Number(xyz[i])))
      return Math.max(...off) > 1e-4 ? [`${name} is ${off.join(' ')} off`] : []
    })
    expect(wrong).toEqual([])
  })

  test.each([32, 64])('BioSemi places of the %i cap are its sites in order', (count) => {
    const sites = montage(`biosemi${count}.txt`)
      .slice(0, count)
      .map(([name]) => name)
    const labels = Array.from({ length: count }, (_, i) => `${i < 32 ? 'A' : 'B'}${(i % 32) + 1}`)
    expect(electrodeNames([...labels, 'Status'])).toEqual([...sites, undefined])
  })
})

describe('electrodes', () => {
  test('the corners of the system', () => {
    expect(electrodeDirection('Cz')).toMatchObject({ x: 0, z: 1 })
    const { x, y, z } = electrodeDirection('T8') ?? { x: 0, y: 0, z: 0 }
    expectClose([x, y, z], [Math.cos(Math.PI / 10), 0, Math.sin(Math.PI / 10)], 1e-12)
    for (const name of ['X1', 'F11', 'C7', 'T3', 'FC7', 'Fp3', '', 'z'])
      expect(electrodeDirection(name)).toBeUndefined()
  })

  test.each([
    ['EEG FP1-REF', 'Fp1'],
    ['Fc5.', 'FC5'],
    ['T3', 'T7'],
    ['EEG T5-LE', 'P7'],
    ['fpz', 'Fpz'],
    ['OZ', 'Oz'],
    ['M2', 'TP10'],
    ['A1', 'LPA'],
    ['FFC5h', 'FFC5h'],
    ['CB1', 'CB1']
  ])('%s is %s', (label, name) => {
    expect(electrodeName(label)).toBe(name)
  })

  test.each(['EOG1', 'ECG', 'Status', 'Fp1-F7', 'GSR', 'resp', 'A3', ''])('%s is none', (label) => {
    expect(electrodeName(label)).toBeUndefined()
  })
})

describe('a map', () => {
  const names = 'Fp1 Fpz Fp2 F7 F3 Fz F4 F8 T7 C3 Cz C4 T8 P7 P3 Pz P4 P8 O1 Oz O2'.split(' ')
  const points = names.map((name) => projectElectrode(electrodeDirection(name) ?? { x: 0, y: 0, z: 1 }))
  const map = topomap(points, { size: 33 })

  test('of a symmetric cap gives a constant where all values are equal, everywhere', () => {
    expectClose(map.paint(names.map(() => 5)), new Array(33 * 33).fill(5), 1e-9)
  })

  test('has the value of an electrode at its place', () => {
    const values = names.map((_, i) => Math.sin(i * 2))
    expect(map.paint(values)[16 * 33 + 16]).toBeCloseTo(values[names.indexOf('Cz')] ?? NaN, 9)
  })

  test('refuses three electrodes and two at one place, by name', () => {
    expect(() => topomap(points.slice(0, 3), { size: 8 })).toThrow(/at least four/)
    expect(() => topomap([...points, points[3] ?? { x: 0, y: 0 }], { size: 8 })).toThrow(/electrode 22 lies/)
  })

  test('triangles cover the hull of the points once', () => {
    const area = triangulate(points).reduce((sum, [a, b, c]) => {
      const [p, q, r] = [points[a], points[b], points[c]]
      if (!p || !q || !r) return NaN
      return sum + ((q.x - p.x) * (r.y - p.y) - (r.x - p.x) * (q.y - p.y)) / 2
    }, 0)
    const hull = 'Fp1 F7 T7 P7 O1 Oz O2 P8 T8 F8 Fp2 Fpz'
      .split(' ')
      .map((name) => points[names.indexOf(name)])
    const outline = hull.reduce((sum, p, i) => {
      const q = hull[(i + 1) % hull.length]
      return sum + ((p?.x ?? NaN) * (q?.y ?? NaN) - (q?.x ?? NaN) * (p?.y ?? NaN)) / 2
    }, 0)
    expect(area).toBeCloseTo(outline, 6)
  })
})

describe('the 9 x 9 grid', () => {
  test('FPZ is in row 0, CZ in row 4, OZ in row 8, all in column 4', () => {
    expect([gridCell('FPZ'), gridCell('CZ'), gridCell('OZ')]).toEqual([
      { row: 0, column: 4 },
      { row: 4, column: 4 },
      { row: 8, column: 4 }
    ])
    expect(gridElectrodes).toHaveLength(62)
  })

  test('19 cells have the fill value', () => {
    const grid = electrodeGrid(
      gridElectrodes.map((name) => name.toUpperCase()),
      gridElectrodes.map((_, i) => i + 1),
      -7
    )
    if (!grid.ok) throw new Error(grid.message)
    expect([...grid.cells].filter((value) => value === -7)).toHaveLength(19)
    expect(grid.cells[4 * 9 + 4]).toBe(gridElectrodes.indexOf('Cz') + 1)
  })

  test('a file without CB1 is refused with its name', () => {
    const labels = gridElectrodes.filter((name) => name !== 'CB1')
    expect(
      electrodeGrid(
        labels,
        labels.map(() => 0)
      )
    ).toMatchObject({
      ok: false,
      missing: ['CB1'],
      message: expect.stringContaining('CB1')
    })
  })

  test('interpolated where that is chosen, CB1 has a value like those around it and is named', () => {
    const labels = gridElectrodes.filter((name) => name !== 'CB1')
    const height = (name: string) => 10 + 5 * (electrodeDirection(name)?.z ?? NaN)
    const grid = electrodeGrid(labels, labels.map(height), 0, 'interpolate')
    if (!grid.ok) throw new Error(grid.message)
    expect(grid.interpolated).toEqual(['CB1'])
    expect(grid.cells[8 * 9 + 2]).toBeCloseTo(height('CB1'), 0)
    expect(electrodeGrid(['Cz', 'Fz'], [1, 2], 0, 'interpolate').ok).toBe(false)
  })
})
