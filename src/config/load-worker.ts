// Loads a configuration beside the main thread.
import { parentPort, workerData } from 'node:worker_threads'
import { type LoadOptions, loadConfig } from './load.ts'

const { file, options } = workerData as { readonly file: string; readonly options: LoadOptions }
parentPort?.postMessage(loadConfig(file, options))
