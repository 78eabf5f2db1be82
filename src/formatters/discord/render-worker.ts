// Renders long digests beside the main thread.
import { answerRequests } from '../../lib/worker-thread.ts'
import { renderDiscord } from './render.ts'

answerRequests((given: Parameters<typeof renderDiscord>) => renderDiscord(...given))
