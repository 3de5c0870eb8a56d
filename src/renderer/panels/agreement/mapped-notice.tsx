import type { ReactNode } from 'react'
import type { AgreementAnswer } from '../../../shared/contract'
import { mappingNames } from '../../session/common-targets'
import { useProject } from '../../session/project'
import { plural } from '../../ui/format'
import { MappingNotice } from '../../ui/mapping-notice'
import { choose } from './choice'

/** Which mapping tables made the labels comparable, what they lost, and what was said besides; nothing where none did. */
export function MappedNotice({
  report: { mapping, unmapped },
  label
}: {
  report: Pick<AgreementAnswer, 'mapping' | 'unmapped'>
  label: (id: string) => string
}): ReactNode {
  const index = useProject((state) => state.index)
  if (!mapping) return null
  const said = unmapped.filter((each) => mapping.notShared.includes(each.label))
  return (
    <MappingNotice
      mapping={mapping}
      names={mappingNames(index)}
      others={
        said.length === 0
          ? undefined
          : `Said nevertheless: ${said.map((each) => `${label(each.label)} (${plural(each.segments, 'segment')})`).join(', ')}.`
      }
      onStop={() => choose({ mapTo: undefined })}
    />
  )
}
