import { describe, expect, test } from 'vitest'
import { annotationLosses } from '../../../../src/main/engine/export/annotation-formats'
import { indexDataset } from '../../../../src/main/engine/export/dataset-index'
import type { AnnotationDocument } from '../../../../src/main/engine/interchange/document'
import { datasetOf, only, projectWith, put, read, written } from './through-project'

/** An ELAN file with everything the app shows no place for. */
const eaf = `<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT AUTHOR="Kim &amp; Söhne" DATE="2020-05-06T07:08:09+02:00" FORMAT="3.0" VERSION="3.0">
  <LICENSE LICENSE_URL="https://example.org/l">by hand</LICENSE>
  <HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">
    <MEDIA_DESCRIPTOR MEDIA_URL="file:///d/Talk%20one.mp4" MIME_TYPE="video/mp4" RELATIVE_MEDIA_URL="./Talk%20one.mp4"/>
    <MEDIA_DESCRIPTOR EXTRACTED_FROM="file:///d/Talk%20one.mp4" MEDIA_URL="file:///d/side.mpg" MIME_TYPE="video/mpeg" TIME_ORIGIN="120"/>
    <LINKED_FILE_DESCRIPTOR LINK_URL="file:///d/eda.csv" MIME_TYPE="text/plain"/>
    <PROPERTY NAME="URN">urn:nl-mpi-tools-elan-eaf:1234</PROPERTY>
    <PROPERTY NAME="lastUsedAnnotationId">9</PROPERTY>
  </HEADER>
  <TIME_ORDER>
    <TIME_SLOT TIME_SLOT_ID="ts1" TIME_VALUE="0"/>
    <TIME_SLOT TIME_SLOT_ID="ts2" TIME_VALUE="1000"/>
    <TIME_SLOT TIME_SLOT_ID="ts3"/>
    <TIME_SLOT TIME_SLOT_ID="ts4" TIME_VALUE="3000"/>
    <TIME_SLOT TIME_SLOT_ID="ts5" TIME_VALUE="5000"/>
  </TIME_ORDER>
  <TIER ANNOTATOR="" DEFAULT_LOCALE="en" LANG_REF="nld" LINGUISTIC_TYPE_REF="emo" PARTICIPANT="Anna" TIER_ID="emotion">
    <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a1" CVE_REF="cv1" EXT_REF="er1" TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts2"><ANNOTATION_VALUE>boos</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
    <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a2" CVE_REF="cv2" TIME_SLOT_REF1="ts2" TIME_SLOT_REF2="ts4"><ANNOTATION_VALUE>blij (oud)</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
  </TIER>
  <TIER LINGUISTIC_TYPE_REF="words" TIER_ID="words">
    <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a3" TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts4"><ANNOTATION_VALUE>zeg, hoe gaat het</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
    <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a4" TIME_SLOT_REF1="ts4" TIME_SLOT_REF2="ts5"><ANNOTATION_VALUE>goed</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
  </TIER>
  <TIER LINGUISTIC_TYPE_REF="parts" PARENT_REF="words" TIER_ID="parts">
    <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a5" TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts3"><ANNOTATION_VALUE>zeg, nu eens even</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
    <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a6" TIME_SLOT_REF1="ts3" TIME_SLOT_REF2="ts4"><ANNOTATION_VALUE>hoe gaat het dan</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
  </TIER>
  <TIER LINGUISTIC_TYPE_REF="tokens" PARENT_REF="words" TIER_ID="tokens">
    <ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a7" ANNOTATION_REF="a3"><ANNOTATION_VALUE>eerste lange woord</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>
    <ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a8" ANNOTATION_REF="a3" PREVIOUS_ANNOTATION="a7"><ANNOTATION_VALUE>tweede lange woord</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>
  </TIER>
  <TIER LINGUISTIC_TYPE_REF="note" PARENT_REF="emotion" TIER_ID="note">
    <ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a9" ANNOTATION_REF="a1"><ANNOTATION_VALUE>what is this, then</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>
  </TIER>
  <TIER LINGUISTIC_TYPE_REF="words" ANNOTATOR="nobody yet" TIER_ID="empty"/>
  <LINGUISTIC_TYPE CONTROLLED_VOCABULARY_REF="emoties" GRAPHIC_REFERENCES="true" LINGUISTIC_TYPE_ID="emo" TIME_ALIGNABLE="true" EXT_REF="er1"/>
  <LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="words" TIME_ALIGNABLE="true"/>
  <LINGUISTIC_TYPE CONSTRAINTS="Time_Subdivision" GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="parts" TIME_ALIGNABLE="true"/>
  <LINGUISTIC_TYPE CONSTRAINTS="Symbolic_Subdivision" GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="tokens" TIME_ALIGNABLE="false"/>
  <LINGUISTIC_TYPE CONSTRAINTS="Symbolic_Association" GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="note" TIME_ALIGNABLE="false"/>
  <LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="unused" TIME_ALIGNABLE="true"/>
  <LOCALE COUNTRY_CODE="US" LANGUAGE_CODE="en"/>
  <LANGUAGE LANG_DEF="http://cdb.iso.org/lg/CDB-00138580-001" LANG_ID="nld" LANG_LABEL="Dutch (nld)"/>
  <CONSTRAINT DESCRIPTION="x" STEREOTYPE="Time_Subdivision"/>
  <CONTROLLED_VOCABULARY CV_ID="emoties" EXT_REF="er1"><DESCRIPTION LANG_REF="nld">gevoelens</DESCRIPTION>
    <CV_ENTRY_ML CVE_ID="cv1" EXT_REF="er1"><CVE_VALUE LANG_REF="nld" DESCRIPTION="kwaad">boos</CVE_VALUE></CV_ENTRY_ML>
    <CV_ENTRY_ML CVE_ID="cv2"><CVE_VALUE LANG_REF="nld">blij</CVE_VALUE></CV_ENTRY_ML>
    <CV_ENTRY_ML CVE_ID="cv3"><CVE_VALUE LANG_REF="nld">nooit gebruikt</CVE_VALUE></CV_ENTRY_ML>
  </CONTROLLED_VOCABULARY>
  <LEXICON_REF LEX_REF_ID="lr1" NAME="n" TYPE="t" URL="u" LEXICON_ID="i" LEXICON_NAME="l"/>
  <REF_LINK_SET LINK_SET_ID="rls1" LINK_SET_NAME="Oorzaken" CV_REF="emoties">
    <CROSS_REF_LINK REF_LINK_ID="rl1" REF1="a1" REF2="a3" DIRECTIONALITY="unidirectional" REF_TYPE="cause" LANG_REF="nld">omdat</CROSS_REF_LINK>
    <CROSS_REF_LINK REF_LINK_ID="rl2" REF1="a2" REF2="rl1" DIRECTIONALITY="bidirectional"/>
    <GROUP_REF_LINK REF_LINK_ID="rl3" REFS="a1 a2"/>
  </REF_LINK_SET>
  <EXTERNAL_REF EXT_REF_ID="er1" TYPE="iso12620" VALUE="http://x"/>
</ANNOTATION_DOCUMENT>`

/** Without what exporting renews: its date. */
const facts = ({ createdAt: _, ...document }: AnnotationDocument) => ({
  ...document,
  extra: { ...document.extra, root: undefined }
})

describe('what a file says and the app shows no place for', () => {
  test('an ELAN file that went through a project says everything that it said before', async () => {
    const project = await projectWith(put('Talk one.eaf', eaf))
    const out = only(project, 'elan')
    const [before, after] = [read('elan', eaf), read('elan', out)]
    expect(facts(after)).toEqual(facts(before))
    expect(out).toContain('AUTHOR="Kim &amp; Söhne"')
    expect(out).toContain('<PROPERTY NAME="lastUsedAnnotationId">9</PROPERTY>')
    const losses = annotationLosses(indexDataset(datasetOf(project)), ['elan', 'textgrid'])
    expect(losses.map(({ format, problems }) => [format, problems.map(({ code }) => code)])).toEqual([
      ['elan', []],
      [
        'textgrid',
        expect.arrayContaining([
          'loss.schemes',
          'loss.links',
          'loss.hierarchy',
          'loss.annotators',
          'loss.extra-elan'
        ])
      ]
    ])
  })

  test('its links and tiers below tiers are links and tracks below tracks here', async () => {
    const project = await projectWith(put('Talk one.eaf', eaf))
    const [recording] = project.all('recording')
    const tracks = project.all('track')
    const named = (name: string) => tracks.find((track) => track.name === name)
    expect(
      tracks.map(({ name, parentId }) => [name, tracks.find(({ id }) => id === parentId)?.name])
    ).toEqual(
      [
        ['words', undefined],
        ['emotion (Anna)', undefined],
        ['parts', 'words'],
        ['tokens', 'words'],
        ['note', 'emotion (Anna)']
      ].sort(
        (a, b) =>
          tracks.findIndex(({ name }) => name === a[0]) - tracks.findIndex(({ name }) => name === b[0])
      )
    )
    // Words below words are layers, so that a conversation is not told twice.
    expect(tracks.flatMap(({ name, layer }) => (layer === undefined ? [] : [[name, layer]]))).toEqual([
      ['parts', 'parts'],
      ['tokens', 'tokens'],
      ['note', 'note']
    ])
    const tokens = project.segmentsOfTrack(named('tokens')?.id ?? '')
    const [first] = project.segmentsOfTrack(named('words')?.id ?? '')
    expect(tokens.map(({ parentId }) => parentId)).toEqual([first?.id, first?.id])
    const links = project.relationsOfRecording(recording?.id ?? '')
    expect(links).toMatchObject([{ kind: 'cause', comment: 'omdat', toId: first?.id }])
  })

  test('a changed label, a moved segment and a new one are written as they are now, the rest as it was', async () => {
    const project = await projectWith(put('Talk one.eaf', eaf))
    const track = project.all('track').find(({ name }) => name === 'emotion (Anna)')
    const [, second] = project.segmentsOfTrack(track?.id ?? '')
    if (!track || !second) throw new Error('nothing was imported')
    const done = project.apply(track.authorId, [
      { id: 'segment-set', input: { ids: [second.id], patch: { label: 'boos' } } },
      { id: 'segment-create', input: { trackId: track.id, start: 3_500_000, end: 4_500_000, label: 'blij' } }
    ])
    if (!done.ok) throw new Error(done.error.message)
    const after = read('elan', only(project, 'elan'))
    const [emotion] = after.recordings[0]?.tiers ?? []
    if (emotion?.kind !== 'spans') throw new Error('no tier')
    expect(emotion.spans.map(({ id, labels, text }) => [id, labels, text])).toEqual([
      ['a1', ['cv1'], undefined],
      ['a2', ['cv1'], undefined],
      [expect.any(String), ['cv2'], undefined]
    ])
    expect(emotion.spans[1]?.extra).not.toHaveProperty('value')
  })

  test('where persons are called by codes nothing of the file that may name them is written', async () => {
    const project = await projectWith(put('Talk one.eaf', eaf))
    const [text] = [...written(project, 'elan', 'codes').values()]
    expect(text).not.toMatch(/Anna|Söhne|urn:nl/)
    expect(read('elan', text ?? '').recordings[0]?.tiers.length).toBeGreaterThan(3)
  })
})
