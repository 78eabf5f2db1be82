import { backupCommand } from './backup.ts'
import { candidatesCommand } from './candidates.ts'
import { checkCommand } from './check.ts'
import { completionCommand } from './completion.ts'
import { doctorCommand } from './doctor.ts'
import { exportCommand } from './export.ts'
import { importCommand } from './import.ts'
import { initCommand } from './init.ts'
import { inviteCommand } from './invite.ts'
import { planCommand } from './plan.ts'
import { postCommand } from './post.ts'
import { previewCommand } from './preview.ts'
import { resolveCommand } from './resolve.ts'
import { restoreCommand } from './restore.ts'
import { startCommand } from './start.ts'
import { statusCommand } from './status.ts'

/** All commands, in the order of `--help`. */
export const commands = [
  startCommand,
  initCommand,
  checkCommand,
  doctorCommand,
  importCommand,
  candidatesCommand,
  previewCommand,
  planCommand,
  postCommand,
  statusCommand,
  resolveCommand,
  backupCommand,
  restoreCommand,
  exportCommand,
  inviteCommand,
  completionCommand,
]
