import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import type { Problem, Result } from '../../../shared/domain/problem'
import { bytesAt } from './bytes-at'
import { edfHeaderBytes, parseEdfHeader } from './edf-header'
import type { EdfHeader } from './edf-header'
import { signalsOf } from './edf-layout'
import type { ProbedFile } from './format'
import { failed, fileProblem } from './format'

/** A file that can be read: its header, the whole records that are there, and what is odd about it. */
export interface EdfContent {
  readonly handle: FileHandle
  readonly header: EdfHeader
  readonly records: number
  readonly warnings: readonly Problem[]
}

const AGAIN = 'Export it as EDF again from the recording software.'

/** Open an EDF or BDF file by its header, use it, close it. Anything that cannot be read is told with file, place and remedy. */
export async function withEdf<T>(
  file: ProbedFile,
  use: (content: EdfContent) => Promise<Result<T>>
): Promise<Result<T>> {
  const handle = await open(file.path, 'r')
  try {
    const content = await readContent(handle, file)
    return content.ok ? await use(content.value) : content
  } finally {
    await handle.close()
  }
}

async function readContent(handle: FileHandle, file: ProbedFile): Promise<Result<EdfContent>> {
  const length = edfHeaderBytes(file.head)
  if (length === undefined)
    return failed(file, 'damaged', 'is not an EDF file: its header does not begin as one.', AGAIN)
  if (file.sizeBytes < length)
    return failed(
      file,
      'cut-off',
      `ends inside its header: ${file.sizeBytes} of ${length} bytes are there.`,
      'Copy the file again.'
    )
  const header = parseEdfHeader(await bytesAt(handle, 0, length))
  if (typeof header === 'string') return failed(file, 'damaged', `cannot be read as EDF: ${header}.`, AGAIN)
  const present =
    header.recordBytes === 0 ? 0 : Math.floor((file.sizeBytes - header.headerBytes) / header.recordBytes)
  if (present === 0) return failed(file, 'empty', 'has an EDF header but no data.', AGAIN)
  return { ok: true, value: { handle, header, records: present, warnings: oddities(file, header, present) } }
}

/** What the user should know of a file that is read nevertheless. */
function oddities(file: ProbedFile, header: EdfHeader, present: number): readonly Problem[] {
  const warn = (code: string, what: string, hint: string): Problem =>
    fileProblem(file, code, what, hint, 'warning')
  const odd: Problem[] = []
  const told = header.records
  if (told > present)
    odd.push(
      warn(
        'cut-off',
        `ends ${seconds((told - present) * header.recordSeconds)} earlier than its header says.`,
        'What is there can be used. Copy the file again to get the rest.'
      )
    )
  // -1 is what a recorder writes while it records, and leaves when it is not ended properly.
  if (told >= 0 && told < present)
    odd.push(
      warn(
        'longer',
        `holds ${seconds((present - told) * header.recordSeconds)} more than its header says.`,
        'All of it is shown. If its end looks wrong, export the file again from the recording software.'
      )
    )
  if (header.recordSeconds === 0 && signalsOf(header).length > 0)
    odd.push(
      warn(
        'no-rate',
        `says that its records last 0 s, so its ${signalsOf(header).length} signals have no rate and cannot be shown.`,
        'Its annotations were taken. Export it again with the duration of a record to see its signals.'
      )
    )
  return odd
}

const seconds = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} s`
