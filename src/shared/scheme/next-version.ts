/** The version that follows: 1 -> 2, 1.4 -> 1.5, draft -> draft.1 */
export function nextVersion(version: string): string {
  const match = /^(.*?)(\d+)$/.exec(version)
  return match ? `${match[1] ?? ''}${Number(match[2]) + 1}` : `${version}.1`
}
