import { dialog } from 'electron'
import type { BrowserWindow } from 'electron'
import { join } from 'node:path'
import type { GrantedPaths } from './granted-paths'

/** The system's file dialogs. What the user chooses is granted for this session. */
export interface Dialogs {
  newProject(name: string): Promise<string | undefined>
  openProject(): Promise<string | undefined>
  importFiles(into?: string, kind?: 'documents'): Promise<readonly string[]>
  exportFolder(): Promise<string | undefined>
  relink(name: string): Promise<string | undefined>
  saveMontage(name: string): Promise<string | undefined>
  openMontage(): Promise<string | undefined>
  openModel(): Promise<readonly string[]>
  openOnnx(): Promise<string | undefined>
  openTokenizer(): Promise<string | undefined>
  openAnswers(): Promise<string | undefined>
  savePrompts(format: 'jsonl' | 'csv'): Promise<string | undefined>
}

/** Extensions offered first when importing; "All files" is always there. */
const MEDIA =
  'mp4 m4v mov mkv webm avi wmv mpg mpeg flv ts mts 3gp wav flac mp3 m4a aac ogg oga opus aiff aif wma'.split(
    ' '
  )
const SIGNALS = 'edf bdf csv tsv txt rec vhdr ahdr set xdf xdfz hea zip asc gz xml'.split(' ')
const TEXTS = 'srt vtt'.split(' ')
const PICTURES = 'png jpg jpeg webp gif bmp avif'.split(' ')
const ANSWERS = [
  { name: 'Answers', extensions: ['csv', 'tsv', 'jsonl', 'ndjson', 'json', 'txt'] },
  { name: 'All files', extensions: ['*'] }
]
const MONTAGES = [{ name: 'Montage', extensions: ['json'] }]
const ONNX = [
  { name: 'ONNX', extensions: ['onnx'] },
  { name: 'All files', extensions: ['*'] }
]
const TOKENIZERS = [{ name: 'tokenizer.json', extensions: ['json'] }]
const DOCUMENTS = 'txt md markdown'.split(' ')

/** Dialogs that belong to the given window. */
export function dialogs(
  window: () => BrowserWindow | undefined,
  granted: GrantedPaths,
  startFolder: string
): Dialogs {
  const open = async (options: Electron.OpenDialogOptions): Promise<readonly string[]> => {
    const parent = window()
    const answer = parent
      ? await dialog.showOpenDialog(parent, options)
      : await dialog.showOpenDialog(options)
    if (answer.canceled) return []
    for (const path of answer.filePaths) granted.grant(path)
    return answer.filePaths
  }
  const save = async (options: Electron.SaveDialogOptions): Promise<string | undefined> => {
    const parent = window()
    const answer = parent
      ? await dialog.showSaveDialog(parent, options)
      : await dialog.showSaveDialog(options)
    if (answer.canceled || !answer.filePath) return undefined
    granted.grant(answer.filePath)
    return answer.filePath
  }
  return {
    newProject: (name) =>
      save({
        title: 'Where to keep the new project',
        buttonLabel: 'Create',
        defaultPath: join(startFolder, name)
      }),
    async openProject() {
      const [folder] = await open({
        title: 'Open a project folder',
        properties: ['openDirectory'],
        defaultPath: startFolder
      })
      return folder
    },
    importFiles: (into, kind) =>
      open({
        title:
          kind === 'documents'
            ? 'Import documents'
            : into === undefined
              ? 'Import recordings'
              : `Add files to ${into}`,
        buttonLabel: into === undefined ? 'Import' : 'Add',
        properties: ['openFile', 'multiSelections'],
        filters: [
          ...(kind === 'documents'
            ? [{ name: 'Documents', extensions: DOCUMENTS }]
            : [
                { name: 'Recordings', extensions: [...MEDIA, ...SIGNALS, ...TEXTS, ...PICTURES, 'md'] },
                { name: 'Pictures', extensions: PICTURES }
              ]),
          { name: 'All files', extensions: ['*'] }
        ]
      }),
    async exportFolder() {
      const [folder] = await open({
        title: 'Folder for the exported dataset',
        buttonLabel: 'Choose',
        properties: ['openDirectory', 'createDirectory']
      })
      return folder
    },
    async relink(name) {
      const [file] = await open({
        title: `Where is ${name}?`,
        buttonLabel: 'Use this file',
        properties: ['openFile']
      })
      return file
    },
    saveMontage: (name) =>
      save({
        title: 'Save the montage',
        defaultPath: `${name.replace(/[^\p{L}\p{N} _-]+/gu, '-')}.montage.json`,
        filters: MONTAGES
      }),
    async openMontage() {
      const [file] = await open({ title: 'Load a montage', properties: ['openFile'], filters: MONTAGES })
      return file
    },
    openModel: () =>
      open({
        title: 'Folder of a model',
        buttonLabel: 'Add',
        properties: ['openDirectory', 'multiSelections']
      }),
    async openOnnx() {
      const [file] = await open({ title: 'ONNX file', properties: ['openFile'], filters: ONNX })
      return file
    },
    async openTokenizer() {
      const [file] = await open({ title: 'tokenizer.json', properties: ['openFile'], filters: TOKENIZERS })
      return file
    },
    async openAnswers() {
      const [file] = await open({ title: 'Answers of a model', properties: ['openFile'], filters: ANSWERS })
      return file
    },
    savePrompts: (format) =>
      save({
        title: 'Write prompts',
        defaultPath: `prompts.${format}`,
        filters: [{ name: format === 'csv' ? 'CSV' : 'JSON lines', extensions: [format] }]
      })
  }
}
