import type { AnnotationDocument } from './document'
import type { InterchangeFormat } from './format'
import { lossesOf, oneLoss, plain } from './losses'
import { readNova } from './nova-read'
import { isDiscrete, isFreeLabel, writeNova } from './nova-write'
import { oneText, spanTiersOf } from './tools'
import { gridLosses } from './traces'
import { attempt } from './unreadable'

/** Annotations of NOVA and SSI: `<name>.annotation` with its data in `<name>.annotation~`, ASCII or binary. */
export const nova: InterchangeFormat = {
  id: 'nova',
  name: 'NOVA / SSI annotation',
  extensions: ['annotation'],
  probe: ({ extension, head }) => extension === 'annotation' || /<annotation\s+ssi-v=/.test(head),
  read: (source) => attempt(source, (repairs) => readNova(source, repairs)),
  write: writeNova,
  losses
}

function losses(document: AnnotationDocument) {
  const tiers = document.recordings.flatMap(spanTiersOf)
  const free = tiers.filter((tier) => !isDiscrete(tier))
  const marks = free
    .flatMap(({ spans }) => spans)
    .filter((span) => !isFreeLabel(oneText(span, undefined))).length
  const unsure = tiers
    .flatMap(({ spans }) => spans)
    .filter(({ confidence }) => confidence === undefined).length
  const unlabelled = tiers
    .filter(isDiscrete)
    .flatMap(({ spans }) => spans)
    .filter(({ labels }) => labels.length === 0).length
  const comments = free.flatMap(({ spans }) => spans).filter(({ comment }) => comment).length
  const texts = (count: number): string => `${count} ${count === 1 ? 'segment' : 'segments'}`
  return [
    ...lossesOf(document, {
      ...plain,
      id: 'nova',
      name: 'a NOVA annotation',
      resolution: 1,
      moments: true,
      traces: true,
      landmarks: true,
      confidence: true,
      comments: true,
      persons: true,
      annotators: true,
      schemes: true
    }),
    ...(marks > 0
      ? [
          oneLoss(
            'semicolons',
            `Semicolons would become "；" and line breaks spaces in ${marks} text${marks === 1 ? '' : 's'}, because they part the columns and rows of a NOVA annotation.`
          )
        ]
      : []),
    ...(unsure > 0
      ? [
          oneLoss(
            'confidence-1',
            `${texts(unsure)} without confidence would get confidence 1, which NOVA always writes.`
          )
        ]
      : []),
    ...(unlabelled > 0
      ? [
          oneLoss(
            'unlabelled',
            `${texts(unlabelled)} without label would be left out: a NOVA annotation with labels has one for each.`
          )
        ]
      : []),
    ...(comments > 0
      ? [
          oneLoss(
            'free-comments',
            `Comments of ${texts(comments)} with free text would be left out: NOVA has no place for them.`
          )
        ]
      : []),
    ...gridLosses(document, 'a NOVA annotation')
  ]
}
