import { ipcRenderer } from 'electron'

/** Hand the engine's port to the page; this window has no other door. */
ipcRenderer.on('decoder:port', (event) => window.postMessage('decoder:port', '*', [...event.ports]))
