/** Members that said nothing where a segment of a fusion is, by name; none for other segments. */
export function missingMembers({
  extra
}: {
  readonly extra?: Readonly<Record<string, unknown>> | undefined
}): readonly string[] {
  const told = extra?.['fusion']
  if (typeof told !== 'object' || told === null || !('missing' in told)) return []
  return Array.isArray(told.missing) ? told.missing.map(String) : []
}
