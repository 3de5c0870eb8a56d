import type { ReactNode } from 'react'
import { partsOf, renameAttribute, withType } from '../../../shared/scheme/attribute-edits'
import {
  attributeTypes,
  attributeUnits,
  type AttributeType,
  type EditableAttribute
} from '../../../shared/scheme/editable-scheme'
import { idFrom } from '../../../shared/scheme/id-from'
import { changeAttribute } from '../../../shared/scheme/label-edits'
import { Select } from '../../ui/select'
import { TextInput } from '../../ui/text-field'
import { DimsSection } from './dims-section'
import type { EditorDesk } from './editor-desk'
import { Captioned, usedText } from './fields'
import { LabelsSection } from './labels-section'
import { LevelsSection } from './levels-section'
import {
  AxesSection,
  ClueSection,
  ComponentsSection,
  RelationSection,
  VocabularySection
} from './other-sections'
import { TimingSection } from './timing-section'

interface AttributeFormProps {
  readonly desk: EditorDesk
  readonly attribute: EditableAttribute
  /** The attribute goes by another id from now on. */
  readonly onRenamed: (id: string) => void
}

/** One attribute of a scheme: what it asks for, about what, and the parts that its type has. */
export function AttributeForm({ desk, attribute, onRenamed }: AttributeFormProps): ReactNode {
  const parts = partsOf[attribute.type]
  const uses = desk.usesOf(attribute.id, 'attribute', attribute.id)
  return (
    <div className="scheme-form">
      <div className="scheme-fields" data-head>
        <Captioned title="What is asked">
          <TextInput
            aria-label="Name of the attribute"
            data-size="small"
            value={attribute.name ?? ''}
            placeholder={attribute.id}
            onChange={(event) => rename(desk, attribute, event.target.value, onRenamed)}
          />
        </Captioned>
        <Captioned title={uses > 0 ? `Type, ${usedText(uses) ?? ''}` : 'Type'}>
          <Select
            label="Type of the attribute"
            size="small"
            value={attribute.type}
            options={Object.entries(attributeTypes).map(([id, title]) => ({ id, title }))}
            onChange={(id) => {
              const type = typeOf(id)
              if (type)
                desk.change((scheme) =>
                  changeAttribute(scheme, attribute.id, (before) => withType(before, type, scheme))
                )
            }}
          />
        </Captioned>
        <Captioned title="About each">
          <Select
            label="What one answer is about"
            size="small"
            value={attribute.unit}
            options={attributeUnits.map((id) => ({ id, title: id.replace('-', ' ') }))}
            onChange={(id) => desk.patch(attribute.id, { unit: attributeUnits.find((unit) => unit === id) })}
          />
        </Captioned>
      </div>
      {parts.includes('labels') && <LabelsSection key={attribute.id} desk={desk} attribute={attribute} />}
      {parts.includes('axes') && <AxesSection desk={desk} attribute={attribute} />}
      {parts.includes('dims') && <DimsSection desk={desk} attribute={attribute} />}
      {parts.includes('levels') && <LevelsSection desk={desk} attribute={attribute} />}
      {parts.includes('components') && <ComponentsSection desk={desk} attribute={attribute} />}
      {parts.includes('vocabulary') && <VocabularySection desk={desk} attribute={attribute} />}
      {parts.includes('clueTags') && <ClueSection desk={desk} attribute={attribute} />}
      {parts.includes('relation') && <RelationSection desk={desk} attribute={attribute} />}
      <TimingSection key={`${attribute.id}/time`} desk={desk} attribute={attribute} />
    </div>
  )
}

const typeOf = (id: string): AttributeType | undefined =>
  (Object.keys(attributeTypes) as AttributeType[]).find((type) => type === id)

/** A name; the id of an attribute that the scheme did not come with follows it. */
function rename(
  desk: EditorDesk,
  attribute: EditableAttribute,
  name: string,
  onRenamed: (id: string) => void
): void {
  desk.patch(attribute.id, { name: name === '' ? undefined : name })
  if (desk.isKnown(attribute.id) || name.trim() === '') return
  const others = desk.scheme.attributes.filter(({ id }) => id !== attribute.id).map(({ id }) => id)
  const id = idFrom(name, others, 'attribute')
  desk.change((scheme) => renameAttribute(scheme, attribute.id, id))
  onRenamed(id)
}
