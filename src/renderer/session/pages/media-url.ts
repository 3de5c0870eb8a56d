/** Address of a file's bytes. */
export const mediaUrl = (fileId: string): string => `lab://media/${encodeURIComponent(fileId)}`
