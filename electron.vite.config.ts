import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

const root = import.meta.dirname
const alias = { '@shared': resolve(root, 'src/shared') }

/** Native modules stay outside the bundle; everything else is bundled, so that start-up reads few files. */
const native = ['electron', 'better-sqlite3', 'onnxruntime-node', 'onnxruntime-common']

/** Entry points, less those whose file does not exist. */
function entries(table: Record<string, string>): Record<string, string> {
  const present = Object.entries(table).map(([name, file]) => [name, resolve(root, file)] as const)
  return Object.fromEntries(present.filter(([, file]) => existsSync(file)))
}

const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' lab: data: blob:",
  "media-src 'self' lab: blob:",
  "connect-src 'self' lab:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'"
].join('; ')

/** Every built page gets the content security policy; the development server needs inline scripts and goes without. */
const contentSecurityPolicy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml(html) {
    if (html.includes('Content-Security-Policy')) return html
    const attrs = { 'http-equiv': 'Content-Security-Policy', content: policy }
    return { html, tags: [{ tag: 'meta', attrs, injectTo: 'head-prepend' }] }
  }
}

export default defineConfig({
  main: {
    resolve: { alias },
    build: {
      externalizeDeps: false,
      rollupOptions: {
        external: native,
        input: entries({
          index: 'src/main/index.ts',
          'engine-host': 'src/main/engine/host.ts',
          // Pages of signals are made in a thread of main, and a thread is a file.
          'signal-thread': 'src/main/signals/signal-thread.ts',
          // So are answers about labels.
          'analysis-thread': 'src/main/analysis/analysis-thread.ts',
          // Models run in a thread of the engine, and a thread is a file.
          'session-thread': 'src/main/engine/inference/session-thread.ts'
        })
      }
    }
  },
  preload: {
    resolve: { alias },
    build: {
      // A sandboxed preload script can load no second file, so each is one CommonJS file.
      externalizeDeps: false,
      isolatedEntries: true,
      rollupOptions: {
        external: ['electron'],
        input: entries({ index: 'src/preload/index.ts', decoder: 'src/preload/decoder.ts' }),
        output: { format: 'cjs', entryFileNames: '[name].cjs' }
      }
    }
  },
  renderer: {
    resolve: { alias },
    plugins: [react(), contentSecurityPolicy],
    build: {
      // Half the bytes to parse before the first picture.
      minify: true,
      rollupOptions: {
        input: entries({
          index: 'src/renderer/index.html',
          decoder: 'src/renderer/decoder.html',
          studio: 'src/renderer/studio.html'
        })
      }
    }
  }
})
