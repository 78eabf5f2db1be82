// Renders long digests beside the main thread.
import { answerRequests } from '../../lib/worker-thread.ts'
import { renderSlack } from './render.ts'

answerRequests((given: Parameters<typeof renderSlack>) => renderSlack(...given))
