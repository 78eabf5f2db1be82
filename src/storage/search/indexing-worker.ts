// Cuts long digests into words beside the main thread.
import { answerRequests } from '../../lib/worker-thread.ts'
import { entriesOf } from './entries.ts'

answerRequests(entriesOf)
