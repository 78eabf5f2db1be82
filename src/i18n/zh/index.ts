import type { Messages } from '../en/index.ts'
import { zhAlerts } from './alerts.ts'
import { zhChat } from './chat.ts'
import { zhChecks } from './checks.ts'
import { zhCommands } from './commands.ts'
import { zhDelays } from './delays.ts'
import { zhDrafts } from './drafts.ts'
import { zhFailures } from './failures.ts'
import { zhFirstDigest } from './first-digest.ts'
import { zhInstallations } from './installations.ts'
import { zhLabels } from './posts.ts'
import { zhProblems } from './problems.ts'
import { zhReview } from './review.ts'
import { zhStates } from './states.ts'
import { zhStatus } from './status.ts'
import { zhSuggest } from './suggest.ts'

export const zh: Messages = {
  labels: zhLabels,
  ...zhChat,
  ...zhCommands,
  ...zhAlerts,
  ...zhDelays,
  ...zhStates,
  ...zhFailures,
  ...zhReview,
  ...zhProblems,
  ...zhDrafts,
  ...zhChecks,
  ...zhFirstDigest,
  ...zhStatus,
  suggest: zhSuggest,
  installations: zhInstallations,
}
