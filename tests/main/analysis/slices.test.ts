import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CompareQuery, CrossCorpusQuery, SlicesQuery, WorstSlicesQuery } from '../../../src/shared/contract'
import { ItemSelection } from '../../../src/shared/contract/analysis'
import { atOnce } from '../../../src/shared/agreement/sliced'
import { columnOfOwners } from '../../../src/shared/analysis/facets/facet-column'
import { facetReport } from '../../../src/shared/analysis/slices/facet-report'
import { sliceMetric } from '../../../src/shared/analysis/slices/slice-metric'
import { writePyramid } from '../../../src/main/engine/media/write-pyramid'
import type { Project } from '../../../src/main/store'
import { seededRandom } from '../../../src/shared/metrics/base/seeded-random'
import { PyramidBuilder } from '../../../src/shared/signal/pyramid'
import { preset } from '../../shared/values/preset'
import { parseDelimited } from '../../shared/analysis/facets/parse-delimited'
import { edit, labelledProject, minuteOfVideo, newProject, value } from '../store/project-fixture'
import { analysisHere } from './analysis-here'

const second = 1_000_000
const pair = { referenceAuthorId: 'anna', candidateAuthorId: 'ben' }

/** Segments of one second each on a new track. */
function lane(
  project: Project,
  author: string,
  id: string,
  recordingId: string,
  labels: readonly (string | undefined)[],
  more: { readonly schemeId?: string; readonly person?: (i: number) => string | undefined } = {}
): void {
  edit(project, author, 'track-create', { id, recordingId, schemeId: more.schemeId ?? 'ekman7' })
  labels.forEach((label, i) => {
    const personId = more.person?.(i)
    if (label !== undefined)
      edit(project, author, 'segment-create', {
        ...{ id: `${id}${i}`, trackId: id, start: i * second, end: (i + 1) * second, label },
        ...(personId === undefined ? {} : { personId })
      })
  })
}

/** Two persons take turns; Anna is the reference, Ben is wrong at every turn of Pat's after the first, Cleo labels half. */
function dialogue(): Project {
  const { project, recordingId } = labelledProject()
  edit(project, 'anna', 'author-save', { id: 'cleo', name: 'Cleo' })
  const person = (id: string, sex: string, age: string): void =>
    void edit(project, 'anna', 'person-save', {
      id,
      name: id === 'p1' ? 'Pat' : 'Quin',
      details: {
        fields: [
          { name: 'sex', value: sex, consent: true },
          { name: 'age', value: age, consent: true }
        ]
      }
    })
  person('p1', 'female', '30')
  person('p2', 'male', '60')
  const speaker = (i: number): string => (i % 2 === 0 ? 'p1' : 'p2')
  const truth = ['anger', 'joy', 'anger', 'joy', 'fear', 'fear', 'fear', 'joy']
  const said = ['anger', 'joy', 'joy', 'joy', 'joy', 'fear', 'joy', 'joy']
  lane(project, 'anna', 'own', recordingId, truth, { person: speaker })
  lane(project, 'ben', 'theirs', recordingId, said, { person: speaker })
  lane(
    project,
    'cleo',
    'third',
    recordingId,
    truth.map((label, i) => (i < 4 ? label : undefined)),
    { person: speaker }
  )
  return project
}

const slicesOf = async (project: Project, more: object = {}) =>
  value(await analysisHere(project)['analysis.slices'](SlicesQuery.parse({ ...pair, ...more })))
const scores = ({ report }: Awaited<ReturnType<typeof slicesOf>>) =>
  Object.fromEntries(report.rows.map(({ name, n, score }) => [name, [n, score.value]]))

describe('slices of a project', () => {
  test('by person, by registry field and by both joined', async () => {
    const project = dialogue()
    expect(scores(await slicesOf(project, { facet: 'person' }))).toEqual({ Pat: [4, 0.25], Quin: [4, 1] })
    expect(scores(await slicesOf(project, { facet: 'person.field:sex' }))).toEqual({
      female: [4, 0.25],
      male: [4, 1]
    })
    const joined = await slicesOf(project, { facet: 'person.field:sex', and: 'label' })
    expect(scores(joined)).toMatchObject({ 'female · Anger': [2, 0.5], 'male · Fear': [1, 1] })
    expect(joined.parts[0]).toEqual([
      { facet: 'person.field:sex', value: 'female' },
      { facet: 'label', value: 'Anger' }
    ])
  })

  test('by emotion shift, place in the dialogue and length', async () => {
    const project = dialogue()
    // Pat: anger, anger, fear, fear; Quin: joy, joy, fear, joy. Ben is right at Pat's first turn and all of Quin's.
    expect(scores(await slicesOf(project, { facet: 'self' }))).toEqual({
      changed: [3, 2 / 3],
      unchanged: [3, 1 / 3]
    })
    expect(scores(await slicesOf(project, { facet: 'other' }))).toMatchObject({ same: [2, 0.5] })
    const before = await slicesOf(project, { facet: 'before', edges: { before: [2, 4] } })
    expect(scores(before)).toEqual({ 'below 2': [2, 1], '2 to 4': [2, 0.5], '4 and more': [4, 0.5] })
    expect(scores(await slicesOf(project, { facet: 'duration' }))).toEqual({ all: [8, 5 / 8] })
  })

  test('a third person’s labels on the same items are the human ceiling', async () => {
    const answer = await slicesOf(dialogue(), { facet: 'person' })
    expect(answer.ceilingAuthorIds).toEqual(['cleo'])
    expect(answer.report.rows.map(({ ceiling }) => [ceiling?.value, ceiling?.n])).toEqual([
      [1, 2],
      [1, 2]
    ])
  })

  test('another author’s label at that moment is a fact, too; what they leave open is counted', async () => {
    const answer = await slicesOf(dialogue(), { facet: 'said:cleo:ekman7:emotion' })
    expect(scores(answer)).toEqual({ Anger: [2, 0.5], Happiness: [2, 1] })
    expect(answer.report.leftOut).toEqual([
      { reason: 'Cleo says nothing there.', count: 4, unit: 'segments' }
    ])
  })

  test('consent that is withdrawn hides the field from slices and from the search at once (REG-2)', async () => {
    const project = dialogue()
    const handlers = analysisHere(project)
    const ask = async () => {
      const found = value(await handlers['analysis.slices'](SlicesQuery.parse({ ...pair, facet: 'label' })))
      return found.facets.map(({ id }) => id)
    }
    expect(await ask()).toContain('person.field:sex')
    for (const id of ['p1', 'p2'])
      edit(project, 'anna', 'person-save', {
        id,
        details: {
          fields: [
            { name: 'sex', consent: false },
            { name: 'age', consent: true }
          ]
        }
      })
    expect(await ask()).not.toContain('person.field:sex')
    expect(await ask()).toContain('person.field:age')
    const gone = await handlers['analysis.slices'](SlicesQuery.parse({ ...pair, facet: 'person.field:sex' }))
    expect(gone).toMatchObject({ ok: false, error: { code: 'unknown-facet' } })
    const worst = value(await handlers['analysis.worstSlices'](WorstSlicesQuery.parse({ ...pair, least: 2 })))
    expect(worst.searched).not.toContain('person.field:sex')
    const items = value(
      await handlers['analysis.items']({
        ...CompareQuery.parse(pair),
        selection: ItemSelection.parse({ facets: [{ facet: 'person.field:sex', value: 'female' }] })
      })
    )
    expect(items.total).toBe(0)
  })

  test('how far the sound lies above its quiet is read from the overview of its waveform', async () => {
    const project = dialogue()
    const sound = project.all('stream').find(({ kind }) => kind === 'audio')
    // Eight seconds: noise of -60 dB between turns, tones of -20 dB in the first half of every even turn.
    const rateHz = 16_000
    const builder = new PyramidBuilder(256)
    builder.push(
      Float32Array.from({ length: 8 * rateHz }, (_, i) => {
        const time = i / rateHz
        const loud = Math.floor(time) % 2 === 0 && time % 1 < 0.5
        return (loud ? 0.1 : 0.001) * Math.sin(i * 0.7)
      })
    )
    const part = { label: 'Sound', unit: '', rateHz, startUs: 0, pyramid: builder.finish() }
    await writePyramid(join(project.folder, 'cache/x/peaks-0.afp'), [part])
    project.addCache(sound?.id ?? '', { peaks: 'cache/x/peaks-0.afp' })
    const answer = await slicesOf(project, {
      facet: 'sound-over-quiet',
      edges: { 'sound-over-quiet': [10, 36, 38] }
    })
    // Half of the power of a tone of 40 dB: 37 dB. Pat speaks in the even turns.
    expect(scores(answer)).toEqual({ 'below 10 dB': [4, 1], '36 to 38 dB': [4, 0.25] })
  })

  test('the moments of a slice are those that its row counts', async () => {
    const project = dialogue()
    const items = value(
      await analysisHere(project)['analysis.items']({
        ...CompareQuery.parse(pair),
        selection: ItemSelection.parse({
          only: 'errors',
          facets: [
            { facet: 'person.field:sex', value: 'female' },
            { facet: 'before', from: 4 }
          ]
        })
      })
    )
    expect(items.items.map(({ referenceSegmentId }) => referenceSegmentId)).toEqual(['own4', 'own6'])
  })

  test('the search names the slice, counts its tests, and a corrected label changes the numbers', async () => {
    const project = dialogue()
    const handlers = analysisHere(project)
    const ask = async () =>
      value(await handlers['analysis.worstSlices'](WorstSlicesQuery.parse({ ...pair, least: 3, joined: 1 })))
    const before = await ask()
    const slice = before.slices.find(({ name }) => name === 'Sex: female')
    expect(slice).toMatchObject({ n: 4, right: 1, rest: 1 })
    // Cleo labelled two of Pat's turns, both as Anna.
    expect(slice?.ceiling).toEqual({ value: 1, n: 2 })
    edit(project, 'anna', 'segment-set', { ids: ['own4'], patch: { label: 'joy' } })
    expect((await ask()).slices.find(({ name }) => name === 'Sex: female')).toMatchObject({ n: 4, right: 2 })
  })

  test('in comparisons by time groups weigh by their seconds, and the search asks for segments', async () => {
    const project = dialogue()
    const answer = await slicesOf(project, { facet: 'person', mode: 'seconds' })
    expect(scores(answer)).toEqual({ Pat: [4, 0.25], Quin: [4, 1] })
    expect(answer.report.unit).toBe('s')
    expect(answer.noCeiling).toContain('By time')
    const search = await analysisHere(project)['analysis.worstSlices'](
      WorstSlicesQuery.parse({ ...pair, mode: 'seconds' })
    )
    expect(search).toMatchObject({ ok: false, error: { code: 'by-time' } })
  })
})

test('a synthetic run over a real project: speakers of 59 and more below 5 dB come first (SLI-3)', async () => {
  const project = newProject()
  const level = { id: 'snr', name: 'SNR', range: [-20, 60] }
  const meter = { id: 'level', type: 'trace', unit: 'frame', hz: 1, dims: [level] }
  for (const document of [
    preset('ekman7').document,
    { schema: 'affectory.labels/1', id: 'snr', name: 'SNR', attributes: [meter] }
  ])
    edit(project, 'anna', 'scheme-save', { document })
  const draw = seededRandom(8)
  const met = { inside: 0 }
  for (let speaker = 0; speaker < 60; speaker++) {
    const name = `S${speaker}`
    edit(project, 'anna', 'person-save', {
      name,
      details: { fields: [{ name: 'age', value: String(21 + speaker), consent: true }] }
    })
    // Seven items at each of six levels of noise, in turn.
    const snr = Float64Array.from({ length: 42 }, (_, i) => -5 + 5 * (i % 6))
    const joy = Array.from(snr, () => draw() % 1000 < 500)
    // Half of the slice is wrong, about a tenth elsewhere.
    const wrong = Array.from(snr, (level) =>
      speaker >= 38 && level < 5 ? met.inside++ % 4 < 2 : draw() % 1000 < 100
    )
    const track = (authorName: string, labels: readonly string[]) => ({
      ...{ name: authorName, authorName, person: name, schemeId: 'ekman7', attributeId: 'emotion' },
      kind: 'segments' as const,
      segments: labels.map((label, i) => ({
        start: i * second,
        end: (i + 1) * second,
        label,
        flagged: false
      }))
    })
    value(
      project.commitImported({
        ...minuteOfVideo(`${name}.mp4`),
        tracks: [
          track(
            'Gold',
            joy.map((is) => (is ? 'joy' : 'anger'))
          ),
          track(
            'Run',
            joy.map((is, i) => (is !== wrong[i] ? 'joy' : 'anger'))
          )
        ],
        traces: [
          {
            ...{ name: 'SNR', authorName: 'Meter', schemeId: 'snr', attributeId: 'level' },
            trace: { mode: 'unbounded', rateHz: 1, dims: ['snr'] },
            takes: [{ start: (second / 2) as never, rateHz: 1, dims: ['snr'], samples: snr }]
          }
        ]
      } as never)
    )
  }
  const author = (name: string): string => project.all('author').find((one) => one.name === name)?.id ?? ''
  const found = value(
    await analysisHere(project)['analysis.worstSlices'](
      WorstSlicesQuery.parse({
        referenceAuthorId: author('Gold'),
        candidateAuthorId: author('Run'),
        least: 30
      })
    )
  )
  const [first] = found.slices
  expect(first?.parts.map(({ facet }) => facet).sort()).toEqual(['person.field:age', 'trace:snr:level:snr'])
  const bound = (facet: string) => first?.parts.find((part) => part.facet === facet)
  expect(bound('person.field:age')).toEqual({ facet: 'person.field:age', from: 59 })
  expect(bound('trace:snr:level:snr')).toEqual({ facet: 'trace:snr:level:snr', to: 5 })
})

describe('models across corpora', () => {
  test('three corpora and three models make nine cells, each with n, map and UAR; an incompatible one is blank (SLI-4)', async () => {
    const project = newProject()
    edit(project, 'anna', 'author-save', { id: 'anna', name: 'Anna' })
    for (const id of ['iemocap6', 'meld7', 'russell4q'])
      edit(project, 'anna', 'scheme-save', { document: preset(id).document })
    const corpora = [
      { group: 'IEMOCAP', schemeId: 'iemocap6', labels: ['hap', 'ang', 'fru', 'sad', 'neu', 'exc'] },
      { group: 'MELD', schemeId: 'meld7', labels: ['joy', 'anger', 'anger', 'sadness', 'neutral', 'fear'] },
      { group: 'EMOPIA', schemeId: 'russell4q', labels: ['Q1', 'Q2', 'Q3', 'Q4', 'Q1', 'Q2'] }
    ]
    const models = [
      { id: 'm-iemocap', schemeId: 'iemocap6', labels: ['hap', 'ang', 'ang', 'sad', 'sad', 'exc'] },
      { id: 'm-meld', schemeId: 'meld7', labels: ['joy', 'anger', 'sadness', 'sadness', 'neutral', 'fear'] },
      { id: 'm-emopia', schemeId: 'russell4q', labels: ['Q1', 'Q2', 'Q3', 'Q3', 'Q1', 'Q2'] }
    ]
    for (const { id } of models) edit(project, 'anna', 'author-save', { id, name: id })
    for (const { group, schemeId, labels } of corpora) {
      const { recordingId } = value(project.commitImported(minuteOfVideo(`${group}.mp4`)))
      edit(project, 'anna', 'recording-set', { id: recordingId, patch: { group } })
      lane(project, 'anna', `gold-${group}`, recordingId, labels, { schemeId })
      for (const model of models)
        lane(project, model.id, `${model.id}-${group}`, recordingId, model.labels, {
          schemeId: model.schemeId
        })
    }
    const answer = value(
      await analysisHere(project)['analysis.crossCorpus'](
        CrossCorpusQuery.parse({
          referenceAuthorId: 'anna',
          candidateIds: models.map(({ id }) => id),
          by: 'group'
        })
      )
    )
    expect(answer.corpora.map(({ name }) => name)).toEqual(['EMOPIA', 'IEMOCAP', 'MELD'])
    expect(answer.cells.map((line) => line.length)).toEqual([3, 3, 3])
    const cell = (corpus: number, model: string) => answer.cells[corpus]?.[answer.candidateIds.indexOf(model)]
    // Same labels, by hand: hap 1/1, ang 1/1, fru 0/1, sad 1/1, neu 0/1, exc 1/1.
    expect(cell(1, 'm-iemocap')).toMatchObject({ n: 6, uar: { value: 4 / 6 } })
    expect(cell(1, 'm-iemocap')?.map).toBeUndefined()
    // Through iemocap6 -> meld7: joy 1/2 (hap is joy; exc is joy, said fear: no shared class, left out) -> joy 1/1, anger (ang, fru) 1/2, sadness 1/1, neutral 1/1.
    expect(cell(1, 'm-meld')).toMatchObject({
      n: 5,
      map: { schemeId: 'meld7', attributeId: 'emotion' },
      uar: { value: (1 + 1 / 2 + 1 + 1) / 4 }
    })
    // Q1 1/1 twice, Q2 2/2, Q3 1/1, Q4 0/1.
    expect(cell(0, 'm-emopia')).toMatchObject({ n: 6, uar: { value: 3 / 4 } })
    for (const [corpus, model] of [
      [0, 'm-iemocap'],
      [0, 'm-meld'],
      [1, 'm-emopia'],
      [2, 'm-emopia']
    ] as const)
      expect(cell(corpus, model)).toMatchObject({
        uar: { value: null },
        blank: expect.stringContaining('table')
      })
  })
})

const crema = resolve(
  process.env['AFFECTORY_DATA'] ?? resolve(import.meta.dirname, '../../../../shared/data'),
  'votes/crema-d'
)
const answers = [
  ['A', 'ANG', 'anger'],
  ['D', 'DIS', 'disgust'],
  ['F', 'FEA', 'fear'],
  ['H', 'HAP', 'joy'],
  ['N', 'NEU', 'neutral'],
  ['S', 'SAD', 'sadness']
] as const

describe.skipIf(!existsSync(crema))(
  'the votes of CREMA-D by sex of actor (SLI-1); skipped without the shared data',
  () => {
    const read = (name: string) => parseDelimited(readFileSync(resolve(crema, name), 'utf8'))
    const demographics = existsSync(crema) ? read('VideoDemographics.csv') : []
    const votes = existsSync(crema) ? read('tabulatedVotes.csv') : []

    test('91 actors, 43 women and 48 men, recognise by voice, face and both as published', () => {
      expect(demographics).toHaveLength(91)
      const place = new Map(demographics.map((row, at) => [row['ActorID'], at]))
      const sexes = demographics.map((row) => row['Sex'])
      expect(sexes.filter((sex) => sex === 'Female')).toHaveLength(43)
      const published = { '1': [0.4239, 0.3787], '2': [0.6042, 0.5477], '3': [0.6615, 0.6033] }
      for (const [modality, expected] of Object.entries(published)) {
        const [actor, reference, candidate]: [number[], number[], number[]] = [[], [], []]
        for (const row of votes) {
          if (!row['']?.startsWith(modality)) continue
          const name = row['fileName'] ?? ''
          const intended = answers.findIndex(([, code]) => code === name.slice(9, 12))
          answers.forEach(([letter], answer) => {
            for (let vote = 0; vote < Number(row[letter]); vote++) {
              actor.push(place.get(name.slice(0, 4)) ?? -1)
              reference.push(intended)
              candidate.push(answer)
            }
          })
        }
        const cluster = Int32Array.from(actor)
        const labels = answers.map(([, , label]) => label)
        const metric = sliceMetric('accuracy', labels)
        if (!metric) throw new Error('there is no accuracy')
        const column = columnOfOwners({ id: 'sex', name: 'Sex' }, cluster, sexes, {
          noOwner: '',
          noValue: ''
        })
        const report = atOnce(
          facetReport({
            items: { labels, reference: Int32Array.from(reference), candidate: Int32Array.from(candidate) },
            ...{ column, cluster, metric, noun: 'persons', replicates: 200 }
          })
        )
        expect(report.rows.map(({ name, clusters }) => [name, clusters])).toEqual([
          ['Female', 43],
          ['Male', 48]
        ])
        report.rows.forEach(({ score }, i) =>
          expect(Math.abs((score.value ?? NaN) - (expected[i] ?? NaN))).toBeLessThan(1e-4)
        )
      }
    })

    test('a project of its voice votes gives the same, with a gap whose interval is by actors', async () => {
      const project = newProject()
      edit(project, 'anna', 'scheme-save', { document: preset('ekman7').document })
      for (const row of demographics)
        edit(project, 'anna', 'person-save', {
          name: row['ActorID'] ?? '',
          details: { fields: [{ name: 'sex', value: row['Sex'] ?? '', consent: true }] }
        })
      for (const { ActorID: actor = '' } of demographics) {
        const pairs = votes
          .filter((row) => row['']?.startsWith('1') && row['fileName']?.startsWith(actor))
          .flatMap((row) => {
            const intended = answers.find(([, code]) => code === row['fileName']?.slice(9, 12))?.[2]
            return answers.flatMap(([letter, , said]) =>
              Array.from({ length: Number(row[letter]) }, () => [intended, said] as const)
            )
          })
        const track = (authorName: string, side: 0 | 1) => ({
          ...{ name: authorName, authorName, person: actor, schemeId: 'ekman7', attributeId: 'emotion' },
          kind: 'segments' as const,
          segments: pairs.map((both, i) => ({
            ...{ start: i * second, end: (i + 1) * second, flagged: false },
            label: both[side]
          }))
        })
        value(
          project.commitImported({
            ...minuteOfVideo(`${actor}.mp4`),
            durationSeconds: pairs.length,
            tracks: [track('Intended', 0), track('Listeners', 1)]
          } as never)
        )
      }
      const author = (name: string): string =>
        project.all('author').find((one) => one.name === name)?.id ?? ''
      const answer = value(
        await analysisHere(project)['analysis.slices'](
          SlicesQuery.parse({
            ...{ referenceAuthorId: author('Intended'), candidateAuthorId: author('Listeners') },
            facet: 'person.field:sex'
          })
        )
      )
      expect(answer.report.rows.map(({ name, clusters }) => [name, clusters])).toEqual([
        ['Female', 43],
        ['Male', 48]
      ])
      const [female, male] = answer.report.rows.map(({ score }) => score.value ?? NaN)
      expect(Math.abs((female ?? NaN) - 0.4239)).toBeLessThan(1e-4)
      expect(Math.abs((male ?? NaN) - 0.3787)).toBeLessThan(1e-4)
      const gap = answer.report.gaps.find(({ id }) => id === 'gap')
      expect(gap).toMatchObject({ lowest: 'Male', highest: 'Female' })
      expect(gap?.cell.value).toBeCloseTo((female ?? NaN) - (male ?? NaN), 12)
      expect(gap?.cell.interval?.method).toContain('91 persons')
    }, 60_000)
  }
)
