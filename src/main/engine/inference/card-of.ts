import type { Manifest } from './manifest'

/** A model card for a model that came without one: what its manifest says of itself, and what it does not say. */
export function cardOf({ name, describes = {} }: Manifest): string {
  const { intendedUse, limits, population, trainedOn, languages, license, citation } = describes
  const parts: readonly (readonly [title: string, text: string | undefined])[] = [
    ['Intended use', intendedUse],
    ['Limits', limits],
    ['Population', population],
    ['Trained on', trainedOn?.join(', ')],
    ['Languages', languages?.join(', ')],
    ['Licence', license],
    ['Citation', citation]
  ]
  const said = parts.filter(([, text]) => text !== undefined && text !== '')
  const unsaid = parts.slice(0, 4).filter(([, text]) => text === undefined || text === '')
  return [
    `# ${name}`,
    'This model came without a model card. What stands here is what its manifest says.',
    ...said.map(([title, text]) => `## ${title}\n\n${text ?? ''}`),
    ...(unsaid.length > 0
      ? [
          `## Not told\n\n${unsaid.map(([title]) => title.toLowerCase()).join(', ')}. Find out before you rely on it.`
        ]
      : [])
  ].join('\n\n')
}
