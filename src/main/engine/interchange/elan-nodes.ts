import { Unreadable } from './unreadable'
import type { XmlNode } from './xml'

/** Child elements of that name. */
export const children = (node: XmlNode, name: string): readonly XmlNode[] =>
  node.children.filter((one) => one.name === name)

/** First child of that name. */
export const child = (node: XmlNode, name: string): XmlNode | undefined =>
  node.children.find((one) => one.name === name)

/** An attribute that must be there. */
export const attribute = (node: XmlNode, name: string): string => {
  const value = node.attributes[name]
  if (value === undefined)
    throw new Unreadable(
      `has a <${node.name}> without ${name} at line ${node.line}.`,
      'Open it in ELAN and save it again.'
    )
  return value
}

/** Annotations of a tier, alignable and referring ones, in the order of the file. */
export const annotationsOf = (tier: XmlNode): readonly XmlNode[] =>
  children(tier, 'ANNOTATION').flatMap((annotation) => annotation.children)
