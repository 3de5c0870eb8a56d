import contents from '../../../../resources/handbook/README.md?raw'
import { chapterOf, inOrderOf } from './handbook-text'

const texts = import.meta.glob<string>('../../../../resources/handbook/[0-9]*.md', {
  query: '?raw',
  import: 'default',
  eager: true
})
const pictures = import.meta.glob<string>('../../../../resources/pictures/*.png', {
  query: '?url',
  import: 'default',
  eager: true
})

const nameOf = (path: string): string => path.split('/').at(-1) ?? path

/** All chapters, in the order of the table of contents. */
export const chapters = inOrderOf(
  contents,
  Object.entries(texts).map(([path, text]) => chapterOf(nameOf(path), text))
)

const urls = new Map(Object.entries(pictures).map(([path, url]) => [nameOf(path), url]))

/** Address of a picture, in the light theme of its light copy where there is one; undefined when there is none. */
export function pictureUrl(target: string, light: boolean): string | undefined {
  const name = nameOf(target)
  return (light ? urls.get(name.replace('-dark.', '-light.')) : undefined) ?? urls.get(name)
}
