import { enAlerts } from './alerts.ts'
import { enChat } from './chat.ts'
import { enChecks } from './checks.ts'
import { enCommands } from './commands.ts'
import { enDelays } from './delays.ts'
import { enDrafts } from './drafts.ts'
import { enFailures } from './failures.ts'
import { enFirstDigest } from './first-digest.ts'
import { enInstallations } from './installations.ts'
import { enLabels } from './posts.ts'
import { enProblems } from './problems.ts'
import { enReview } from './review.ts'
import { enStates } from './states.ts'
import { enStatus } from './status.ts'
import { enSuggest } from './suggest.ts'

/** English: the reference that every other language is checked against. */
export const en = {
  labels: enLabels,
  ...enChat,
  ...enCommands,
  ...enAlerts,
  ...enDelays,
  ...enStates,
  ...enFailures,
  ...enReview,
  ...enProblems,
  ...enDrafts,
  ...enChecks,
  ...enFirstDigest,
  ...enStatus,
  suggest: enSuggest,
  installations: enInstallations,
}

/** Every word that readers and operators see in chat, in one language. */
export type Messages = typeof en
