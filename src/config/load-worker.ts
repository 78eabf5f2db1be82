// Loads configurations beside the main thread.
import { answerRequests } from '../lib/worker-thread.ts'
import { loadConfig } from './load.ts'

answerRequests((request: Parameters<typeof loadConfig>) => loadConfig(...request))
