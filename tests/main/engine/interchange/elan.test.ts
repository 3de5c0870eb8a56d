import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { elan } from '../../../../src/main/engine/interchange/elan'
import { parseXml } from '../../../../src/main/engine/interchange/xml'
import { documents } from './documents'
import { again, isSentence, read, refused, story, textOf, write } from './reading'

const nasty = `<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT AUTHOR="Ada" DATE="2024-05-06T07:08:09+02:00" FORMAT="3.0" VERSION="3.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="http://www.mpi.nl/tools/elan/EAFv3.0.xsd">
  <LICENSE LICENSE_URL="https://example.org/l">text of it</LICENSE>
  <HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">
    <MEDIA_DESCRIPTOR MEDIA_URL="file:///C:/data/talk%20one.mp4" MIME_TYPE="video/mp4" RELATIVE_MEDIA_URL="./talk%20one.mp4" TIME_ORIGIN="1250"/>
    <MEDIA_DESCRIPTOR MEDIA_URL="file:///C:/data/talk.wav" MIME_TYPE="audio/x-wav" EXTRACTED_FROM="file:///C:/data/talk%20one.mp4"/>
    <LINKED_FILE_DESCRIPTOR LINK_URL="file:///C:/data/gsr.csv" MIME_TYPE="text/plain" TIME_ORIGIN="0"/>
    <PROPERTY NAME="lastUsedAnnotationId">99</PROPERTY>
  </HEADER>
  <TIME_ORDER>
    <TIME_SLOT TIME_SLOT_ID="ts1" TIME_VALUE="1000"/>
    <TIME_SLOT TIME_SLOT_ID="ts2"/>
    <TIME_SLOT TIME_SLOT_ID="ts3"/>
    <TIME_SLOT TIME_SLOT_ID="ts4" TIME_VALUE="4000"/>
    <TIME_SLOT TIME_SLOT_ID="ts5" TIME_VALUE="4000"/>
    <TIME_SLOT TIME_SLOT_ID="ts6" TIME_VALUE="5500"/>
  </TIME_ORDER>
  <TIER TIER_ID="words" LINGUISTIC_TYPE_REF="utt" PARTICIPANT="Anna" ANNOTATOR="R1" DEFAULT_LOCALE="en" LANG_REF="eng">
    <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a1" TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts4" EXT_REF="er1"><ANNOTATION_VALUE>one &lt;two&gt; &amp; "three"</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
    <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a2" TIME_SLOT_REF1="ts5" TIME_SLOT_REF2="ts6"><ANNOTATION_VALUE/></ALIGNABLE_ANNOTATION></ANNOTATION>
  </TIER>
  <TIER TIER_ID="parts" LINGUISTIC_TYPE_REF="sub" PARENT_REF="words">
    <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a3" TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts2"><ANNOTATION_VALUE>p1</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
    <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a4" TIME_SLOT_REF1="ts2" TIME_SLOT_REF2="ts3"><ANNOTATION_VALUE>p2</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
    <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a5" TIME_SLOT_REF1="ts3" TIME_SLOT_REF2="ts4"><ANNOTATION_VALUE>p3</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
  </TIER>
  <TIER TIER_ID="emotion" LINGUISTIC_TYPE_REF="emo" PARENT_REF="words">
    <ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a6" ANNOTATION_REF="a1" CVE_REF="c1"><ANNOTATION_VALUE>anger</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>
  </TIER>
  <TIER TIER_ID="morphs" LINGUISTIC_TYPE_REF="sym" PARENT_REF="words">
    <ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a8" ANNOTATION_REF="a2" PREVIOUS_ANNOTATION="a7"><ANNOTATION_VALUE>second</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>
    <ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a7" ANNOTATION_REF="a2"><ANNOTATION_VALUE>first</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>
  </TIER>
  <TIER TIER_ID="empty" LINGUISTIC_TYPE_REF="utt"/>
  <LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="utt" TIME_ALIGNABLE="true" GRAPHIC_REFERENCES="false"/>
  <LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="sub" TIME_ALIGNABLE="true" GRAPHIC_REFERENCES="false" CONSTRAINTS="Time_Subdivision"/>
  <LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="emo" TIME_ALIGNABLE="false" GRAPHIC_REFERENCES="false" CONSTRAINTS="Symbolic_Association" CONTROLLED_VOCABULARY_REF="Emotions"/>
  <LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="sym" TIME_ALIGNABLE="false" GRAPHIC_REFERENCES="true" CONSTRAINTS="Symbolic_Subdivision"/>
  <LOCALE LANGUAGE_CODE="en" COUNTRY_CODE="US"/>
  <LANGUAGE LANG_ID="eng" LANG_DEF="http://cdb.iso.org/lg/CDB-00138502-001" LANG_LABEL="English (eng)"/>
  <LANGUAGE LANG_ID="nld" LANG_LABEL="Dutch (nld)"/>
  <CONSTRAINT STEREOTYPE="Time_Subdivision" DESCRIPTION="x"/>
  <CONSTRAINT STEREOTYPE="Symbolic_Subdivision" DESCRIPTION="x"/>
  <CONSTRAINT STEREOTYPE="Symbolic_Association" DESCRIPTION="x"/>
  <CONTROLLED_VOCABULARY CV_ID="Emotions">
    <DESCRIPTION LANG_REF="eng">what is felt</DESCRIPTION>
    <CV_ENTRY_ML CVE_ID="c1" EXT_REF="er1"><CVE_VALUE LANG_REF="eng" DESCRIPTION="hot">anger</CVE_VALUE><CVE_VALUE LANG_REF="nld">woede</CVE_VALUE></CV_ENTRY_ML>
    <CV_ENTRY_ML CVE_ID="c2"><CVE_VALUE LANG_REF="eng">joy</CVE_VALUE></CV_ENTRY_ML>
  </CONTROLLED_VOCABULARY>
  <LEXICON_REF LEX_REF_ID="lr1" NAME="lex" TYPE="t" URL="u" LEXICON_ID="i" LEXICON_NAME="n"/>
  <REF_LINK_SET LINK_SET_ID="ls1" LINK_SET_NAME="causes">
    <CROSS_REF_LINK REF_LINK_ID="l1" REF1="a6" REF2="a2" DIRECTIONALITY="unidirectional" REF_TYPE="cause" REF_LINK_NAME="first">why</CROSS_REF_LINK>
    <GROUP_REF_LINK REF_LINK_ID="g1" REFS="a1 a2"/>
  </REF_LINK_SET>
  <EXTERNAL_REF EXT_REF_ID="er1" TYPE="iso12620" VALUE="http://example.org/1"/>
</ANNOTATION_DOCUMENT>`

describe('ELAN files', () => {
  test('times without a value lie between their neighbours, referring annotations take the time of what they refer to', () => {
    const { document, repairs } = read(elan, 'talk.eaf', nasty)
    expect(repairs).toEqual([])
    expect(story(document)).toEqual([
      'words 1000000-4000000 one <two> & "three"',
      'words 4000000-5500000',
      'parts 1000000-2000000 p1',
      'parts 2000000-3000000 p2',
      'parts 3000000-4000000 p3',
      'emotion 1000000-4000000 [anger]',
      'morphs 4750000-5500000 second',
      'morphs 4000000-4750000 first'
    ])
    expect(document.recordings[0]?.name).toBe('talk%20one')
    expect(document.recordings[0]?.media[0]?.offset).toBe(1_250_000)
    expect(document.recordings[0]?.tiers[0]).toMatchObject({ person: 'Anna', annotator: 'R1' })
    expect(document.recordings[0]?.links[0]).toMatchObject({
      from: 'a6',
      to: 'a2',
      type: 'cause',
      direction: 'forward',
      text: 'why'
    })
  })

  test('times of other tiers between slots without a value do not disturb them', () => {
    const mixed = nasty.replace(
      '<TIME_SLOT TIME_SLOT_ID="ts2"/>',
      '<TIME_SLOT TIME_SLOT_ID="ts8" TIME_VALUE="3900"/><TIME_SLOT TIME_SLOT_ID="ts2"/>'
    )
    expect(story(read(elan, 'talk.eaf', mixed).document)).toEqual(
      story(read(elan, 'talk.eaf', nasty).document)
    )
  })

  test('nothing that ELAN wrote is lost when the file is read and written', () => {
    const once = read(elan, 'talk.eaf', nasty).document
    const text = textOf(write(elan, once)[0])
    const twice = read(elan, 'talk.eaf', text).document
    expect(twice).toEqual(once)
    for (const kept of [
      'TIME_SLOT_ID="ts2"/>',
      'LICENSE_URL="https://example.org/l">text of it<',
      'RELATIVE_MEDIA_URL="./talk%20one.mp4"',
      'EXTRACTED_FROM=',
      '<LINKED_FILE_DESCRIPTOR LINK_URL="file:///C:/data/gsr.csv"',
      '<PROPERTY NAME="lastUsedAnnotationId">99<',
      'DEFAULT_LOCALE="en"',
      'EXT_REF="er1"',
      'CVE_REF="c1"',
      '<CVE_VALUE LANG_REF="nld">woede<',
      '<DESCRIPTION LANG_REF="eng">what is felt<',
      '<LEXICON_REF ',
      '<GROUP_REF_LINK REF_LINK_ID="g1" REFS="a1 a2"/>',
      'REF_LINK_NAME="first"',
      'PREVIOUS_ANNOTATION="a7"',
      '<EXTERNAL_REF ',
      '<LOCALE '
    ])
      expect(text).toContain(kept)
    expect(text.match(/<TIME_SLOT /g)).toHaveLength(6)
  })

  test('what was moved gets times of its own, what was not keeps its shared slot', () => {
    const { document } = read(elan, 'talk.eaf', nasty)
    const moved = {
      ...document,
      recordings: document.recordings.map((recording) => ({
        ...recording,
        tiers: recording.tiers.map((tier) =>
          tier.kind === 'spans' && tier.name === 'parts'
            ? {
                ...tier,
                spans: tier.spans.map((span) =>
                  span.id === 'a3' ? { ...span, end: 1_500_000 as typeof span.end } : span
                )
              }
            : tier
        )
      }))
    }
    expect(story(again(elan, moved))[2]).toBe('parts 1000000-1500000 p1')
    expect(story(again(elan, moved))[3]).toMatch(/^parts \d+-3000000 p2$/)
  })

  test('labels, words, intensity, confidence and comments come back within a millisecond', () => {
    fc.assert(
      fc.property(
        documents({
          resolution: 1000,
          labels: 'one',
          text: 'also',
          facts: true,
          person: true,
          annotator: true,
          scheme: true
        }),
        (document) => {
          const back = again(elan, document)
          expect(story(back)).toEqual(story(document))
          expect(
            back.recordings[0]?.tiers.map(({ name, person, annotator }) => ({ name, person, annotator }))
          ).toEqual(
            document.recordings[0]?.tiers.map(({ name, person, annotator }) => ({ name, person, annotator }))
          )
          expect(elan.losses?.(document)).toEqual([])
        }
      ),
      { numRuns: 60 }
    )
  })

  test('times, overlaps and moments that ELAN cannot hold are told before they are changed; several labels are held', () => {
    fc.assert(
      fc.property(
        documents({ resolution: 1, overlap: true, moments: true, labels: 'several', text: 'also' }),
        (document) => {
          const back = again(elan, document)
          const spans = back.recordings.flatMap(({ tiers }) =>
            tiers.flatMap((tier) => (tier.kind === 'spans' ? [tier.spans] : []))
          )
          for (const tier of spans)
            for (const [i, span] of tier.entries()) {
              expect(span.end - span.start).toBeGreaterThanOrEqual(1000)
              expect(span.start % 1000).toBe(0)
              expect(span.start).toBeGreaterThanOrEqual(tier[i - 1]?.end ?? 0)
            }
          const codes = elan.losses?.(document).map(({ code }) => code) ?? []
          const given =
            document.recordings[0]?.tiers.flatMap((tier) => (tier.kind === 'spans' ? tier.spans : [])) ?? []
          expect(codes.includes('loss.times')).toBe(
            given.some(({ start, end }) => start % 1000 !== 0 || end % 1000 !== 0)
          )
          expect(codes).not.toContain('loss.several-labels')
          const several = (all: readonly { readonly labels: readonly string[] }[]): readonly string[] =>
            all.flatMap(({ labels }) => (labels.length > 1 ? [labels.join()] : [])).toSorted()
          expect(several(spans.flat())).toEqual(several(given))
        }
      ),
      { numRuns: 40 }
    )
  })

  test('every written file has ids that are names, unique, and in the order of the schema', () => {
    fc.assert(
      fc.property(
        documents({ resolution: 1000, labels: 'one', text: 'also', facts: true, scheme: true }),
        (document) => {
          const odd = {
            ...document,
            recordings: document.recordings.map((recording) => ({
              ...recording,
              tiers: recording.tiers.map((tier) =>
                tier.kind === 'spans'
                  ? {
                      ...tier,
                      spans: tier.spans.map((span, i) => ({ ...span, id: i % 2 ? `7 ${span.id}` : 'ts1' }))
                    }
                  : tier
              )
            }))
          }
          const root = parseXml(textOf(write(elan, odd)[0]))
          const order = root.children.map(({ name }) => name)
          const places = [
            'HEADER',
            'TIME_ORDER',
            'TIER',
            'LINGUISTIC_TYPE',
            'LANGUAGE',
            'CONSTRAINT',
            'CONTROLLED_VOCABULARY'
          ]
          expect(order.map((name) => places.indexOf(name))).toEqual(
            order.map((name) => places.indexOf(name)).sort((a, b) => a - b)
          )
          const ids = root.children.flatMap((node) => [
            ...(node.name === 'TIER'
              ? node.children.map((one) => one.children[0]?.attributes['ANNOTATION_ID'])
              : []),
            ...(node.name === 'TIME_ORDER' ? node.children.map((one) => one.attributes['TIME_SLOT_ID']) : [])
          ])
          expect(new Set(ids).size).toBe(ids.length)
          for (const id of ids) expect(id).toMatch(/^[A-Za-z_][\w.-]*$/)
          const languages = root.children
            .filter(({ name }) => name === 'LANGUAGE')
            .map(({ attributes }) => attributes['LANG_ID'])
          expect(languages).toContain('und')
        }
      ),
      { numRuns: 20 }
    )
  })

  test('vocabularies from before 2.8 and times in frames are understood', () => {
    const old = nasty
      .replace('TIME_UNITS="milliseconds"', 'TIME_UNITS="PAL-frames"')
      .replace(
        /<CV_ENTRY_ML CVE_ID="c1"[\s\S]*?<\/CV_ENTRY_ML>/,
        '<CV_ENTRY DESCRIPTION="hot">anger</CV_ENTRY>'
      )
      .replace(' CVE_REF="c1"', '')
    const { document } = read(elan, 'old.eaf', old)
    expect(document.schemes[0]?.labels[0]).toMatchObject({ name: 'anger', definition: 'hot' })
    expect(story(document)).toContain('emotion 40000000-160000000 [anger]')
    const described = old
      .replace(
        '<CONTROLLED_VOCABULARY CV_ID="Emotions">',
        '<CONTROLLED_VOCABULARY CV_ID="Emotions" DESCRIPTION="felt">'
      )
      .replace(/<DESCRIPTION LANG_REF="eng">.*<\/DESCRIPTION>/, '')
    expect(textOf(write(elan, read(elan, 'old.eaf', described).document)[0])).toMatch(
      /<CONTROLLED_VOCABULARY CV_ID="Emotions">\s*<DESCRIPTION LANG_REF="und">felt</
    )
  })

  test.each([
    ['cut off', nasty.slice(0, 3000)],
    ['another kind of XML', '<TEI/>'],
    ['no XML', 'hello'],
    ['an entity bomb', `<!DOCTYPE a [<!ENTITY b "${'x'.repeat(99)}">]>${nasty}`],
    [
      'an entity that names a file',
      nasty.replace('<?xml version="1.0" encoding="UTF-8"?>', '<!DOCTYPE a SYSTEM "file:///etc/passwd">')
    ],
    ['deep nesting', '<ANNOTATION_DOCUMENT>'.repeat(100_000)],
    ['a circle', nasty.replace('ANNOTATION_REF="a1"', 'ANNOTATION_REF="a6"')],
    ['a missing slot', nasty.replace('TIME_SLOT_REF1="ts5"', 'TIME_SLOT_REF1="ts77"')],
    ['a missing parent', nasty.replace('ANNOTATION_REF="a1"', 'ANNOTATION_REF="a99"')],
    ['a time that is none', nasty.replace('TIME_VALUE="1000"', 'TIME_VALUE="soon"')],
    ['a bare ampersand', nasty.replace('&amp;', '&')],
    ['nothing', '']
  ])('%s is refused with a sentence', (_, content) => {
    const started = performance.now()
    const problem = refused(elan, 'bad.eaf', content)
    expect(isSentence(problem, 'bad.eaf')).toBe(true)
    expect(performance.now() - started).toBeLessThan(1000)
  })

  test('any cut or changed byte ends in a reading or a sentence, never in a crash', () => {
    const bytes = new TextEncoder().encode(nasty)
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), fc.boolean(), (at, value, cut) => {
        const changed = cut ? bytes.slice(0, at) : bytes.slice()
        if (!cut) changed[at] = value
        const result = elan.read({ name: 'bad.eaf', bytes: changed })
        if (result.ok) elan.write?.(result.value.document, 'x')
        else expect(isSentence(result.error, 'bad.eaf')).toBe(true)
      }),
      { numRuns: 300 }
    )
  })

  test('100,000 annotations under one parent are read in a few seconds', () => {
    const children = Array.from(
      { length: 100_000 },
      (_, i) =>
        `<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="x${i}" ANNOTATION_REF="a2"${i ? ` PREVIOUS_ANNOTATION="x${i - 1}"` : ''}><ANNOTATION_VALUE>v</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>`
    )
    const started = performance.now()
    read(
      elan,
      'many.eaf',
      nasty.replace(
        '<TIER TIER_ID="empty" LINGUISTIC_TYPE_REF="utt"/>',
        `<TIER TIER_ID="empty" LINGUISTIC_TYPE_REF="sym" PARENT_REF="words">${children.join('')}</TIER>`
      )
    )
    expect(performance.now() - started).toBeLessThan(8000)
  })
})
