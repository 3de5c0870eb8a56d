import { Download } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { SchemeRow } from '../../../shared/domain/rows'
import type { EditableScheme } from '../../../shared/scheme/editable-scheme'
import { nextVersion } from '../../../shared/scheme/next-version'
import { schemeFaults } from '../../../shared/scheme/scheme-faults'
import { saveScheme } from '../../session/row-edits'
import { toast } from '../../session/toasts'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { AttributeForm } from './attribute-form'
import { useEditorDesk, type EditorDesk } from './editor-desk'
import { EditorNav, GENERAL, MAPS, MORE, partOfFault, RULES, VERSIONS } from './editor-nav'
import { GeneralForm } from './general-form'
import { MapsForm } from './maps-form'
import { MoreForm } from './more-form'
import { Preview } from './preview'
import { RulesForm } from './rules-form'
import { exportScheme } from './scheme-files'
import { Unpaired } from './unpaired'
import { VersionsView } from './versions-view'

interface SchemeEditorProps {
  readonly scheme: EditableScheme
  /** The scheme as the project has it; absent for a new one. */
  readonly stored: SchemeRow | undefined
  /** Schemes that tables can lead to: those of the project, then presets. */
  readonly targets: readonly SchemeRow[]
  readonly inProject: ReadonlySet<string>
  /** Labels of others that have no counterpart here, told by a comparison. */
  readonly missing?: readonly string[] | undefined
  readonly onBack: () => void
  readonly onClose: () => void
}

/** One scheme: its parts on the left, the chosen one in the middle, how it is labelled on the right. */
export function SchemeEditor({
  scheme: first,
  stored,
  targets,
  inProject,
  missing = [],
  onBack,
  onClose
}: SchemeEditorProps): ReactNode {
  const desk = useEditorDesk(first, stored)
  const { scheme } = desk
  const [part, setPart] = useState(() => mainPart(first))
  const faults = schemeFaults(scheme)
  const taken =
    !stored && inProject.has(scheme.id)
      ? {
          sentence: `The project has a scheme “${scheme.id}” already; give this one another id.`,
          part: 'scheme'
        }
      : undefined
  const fault = taken ?? faults[0]
  const save = async (): Promise<void> => {
    const done = await saveScheme({ ...scheme, name: scheme.name.trim() })
    if (!done) return
    toast(stored ? `${scheme.name} is saved as its next version.` : `${scheme.name} is in the project now.`, {
      tone: 'good'
    })
    onClose()
  }
  return (
    <Dialog
      title={stored ? `Edit ${stored.name}` : 'New scheme'}
      widthPx={1120}
      onClose={onClose}
      head={
        <Button size="small" tone="quiet" onClick={() => exportScheme(scheme)}>
          <Download size={13} /> Export JSON
        </Button>
      }
      foot={
        <>
          <Button tone="quiet" onClick={onBack}>
            All schemes
          </Button>
          <span className="grow scheme-fault" role="status">
            {fault && (
              <button type="button" title="Show the place" onClick={() => setPart(partOfFault(fault))}>
                {fault.sentence}
                {faults.length > 1 && ` And ${faults.length - 1} more.`}
              </button>
            )}
          </span>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" disabled={fault !== undefined} onClick={() => void save()}>
            {stored ? `Save version ${nextVersion(stored.version)}` : 'Save'}
          </Button>
        </>
      }
    >
      {missing.length > 0 && <Unpaired scheme={scheme} missing={missing} />}
      <div className="scheme-desk">
        <EditorNav desk={desk} part={part} faults={taken ? [taken, ...faults] : faults} onPart={setPart} />
        <div className="scheme-middle">{partOf(part, { desk, stored, targets, inProject, setPart })}</div>
        <Preview desk={desk} attributeId={attributeShown(scheme, part)} />
      </div>
    </Dialog>
  )
}

interface PartProps {
  readonly desk: EditorDesk
  readonly stored: SchemeRow | undefined
  readonly targets: readonly SchemeRow[]
  readonly inProject: ReadonlySet<string>
  readonly setPart: (part: string) => void
}

function partOf(part: string, { desk, stored, targets, inProject, setPart }: PartProps): ReactNode {
  switch (part) {
    case GENERAL:
      return <GeneralForm desk={desk} isStored={stored !== undefined} />
    case RULES:
      return <RulesForm desk={desk} />
    case MAPS:
      return <MapsForm desk={desk} targets={targets} inProject={inProject} />
    case MORE:
      return <MoreForm desk={desk} targets={targets} />
    case VERSIONS:
      return (
        <VersionsView
          schemeId={stored?.id}
          current={stored?.version}
          onTake={(scheme) => {
            desk.change(() => scheme)
            setPart(mainPart(scheme))
          }}
        />
      )
    default: {
      const attribute = desk.scheme.attributes.find(({ id }) => id === part) ?? desk.scheme.attributes[0]
      return attribute && <AttributeForm desk={desk} attribute={attribute} onRenamed={setPart} />
    }
  }
}

/** The attribute that a scheme is mostly about: the first with labels. */
const mainPart = ({ attributes }: EditableScheme): string =>
  (attributes.find(({ labels = [] }) => labels.length > 0) ?? attributes[0])?.id ?? GENERAL

const attributeShown = (scheme: EditableScheme, part: string): string =>
  scheme.attributes.some(({ id }) => id === part) ? part : mainPart(scheme)
