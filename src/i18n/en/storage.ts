import { advise } from '../../domain/failure-reason.ts'

const untilWritable =
  'Until then nothing is posted, because what cannot be written down might be posted twice; the bot goes on by itself.'

const untilReachable = 'Until then nothing is posted; the bot tries again by itself.'

/** Why the ledger cannot be used. */
export const enStorageFailures = {
  'ledger-locked': (file: string) =>
    advise(`${file} is locked by another process`, `close whatever has it open for writing. ${untilWritable}`),
  'ledger-read-only': (file: string) =>
    advise(`${file} cannot be written`, `make it, and its folder, writable for the bot’s user. ${untilWritable}`),
  'ledger-disk-broken': (file: string) =>
    advise(
      `The disk with ${file} does not work as it should`,
      `see what the system says of it, and whether \`ulimit -f\` limits the size of files. ${untilWritable}`,
    ),
  'ledger-disk-full': (file: string) => advise(`The disk with ${file} is full`, `make some room. ${untilWritable}`),
  'ledger-not-opened': (file: string) =>
    advise(
      `${file} cannot be opened`,
      `make it, and its folder, readable and writable for the bot’s user. ${untilWritable}`,
    ),
  'ledger-files-used-up': (file: string) =>
    advise(
      `${file} cannot be opened, because the bot has too many files open`,
      `raise the limit of its user, with LimitNOFILE of systemd or \`ulimit -n\`. ${untilWritable}`,
    ),
  'ledger-folder': (file: string) =>
    advise(`${file} is a folder, and has to be a file`, `move the folder away. ${untilWritable}`),
  'ledger-damaged': (file: string, command: string) =>
    advise(
      `${file} is damaged`,
      `stop the bot and put back a backup (${command}). Without one, move the file away: the bot then starts with an ` +
        'empty one, and looks in the channels before it posts anything.',
    ),
  'ledger-newer': (file: string, version: string, known: string) =>
    advise(
      `${file} was written by a newer Morning Post (its tables are version ${version}, this one knows ${known})`,
      'install that version again, or restore the copy from before its upgrade, morning-post.schema-VERSION.TIME.sqlite in the same folder.',
    ),
  'ledger-unknown': (file: string, detail: string) =>
    advise(`${file} cannot be used (${detail})`, 'restore it, or move it away to start without what it remembers.'),
  'ledger-of-older-bot': (file: string) =>
    advise(
      `The running bot is of an older version than this command, which would change the tables of ${file} under it`,
      'restart the bot with this version first.',
    ),
  'ledger-without-copy': (file: string, folder: string, detail: string) =>
    advise(
      `The tables of ${file} have to be brought up to date, and the backup that comes first cannot be written to ${folder} (${detail})`,
      'make room there, and make it writable for the bot’s user. Until then nothing is posted.',
    ),
  'ledger-replaced': (file: string) =>
    advise(
      `${file} was replaced by another file while the bot was running`,
      'start the bot again to go on with that one. Until then nothing is posted.',
    ),
  'ledger-deleted': (file: string) =>
    advise(
      `${file} was deleted while the bot was running, and cannot be put back`,
      'start the bot again. Until then nothing is posted.',
    ),
  'lock-taken': (folder: string, owner: string) =>
    advise(
      `The lock of the data folder ${folder} was deleted, and another Morning Post (process ${owner}) has taken the folder. Two would post twice, so this one posts nothing more`,
      'stop one of them, and start the other again.',
    ),
  'data-folder-not-made': (folder: string, code: string) =>
    advise(
      `The data folder ${folder} cannot be made (${code})`,
      'make its disk writable, or name another folder with MORNING_POST_DATA.',
    ),

  'database-unreachable': (where: string, detail: string) =>
    advise(
      `The ${where} cannot be reached (${detail})`,
      `check DATABASE_URL, that PostgreSQL is running there, and that nothing between blocks it. ${untilReachable}`,
    ),
  'database-host-unknown': (where: string, detail: string) =>
    advise(
      `The host of the ${where} is unknown (${detail})`,
      `correct DATABASE_URL, or check the name service. ${untilReachable}`,
    ),
  'database-slow': (where: string, detail: string) =>
    advise(`The ${where} does not answer in time (${detail})`, `check its load and the network. ${untilReachable}`),
  'database-restarting': (where: string, detail: string) =>
    advise(`The ${where} is starting or stopping (${detail})`, `wait, or see its log. ${untilReachable}`),
  'database-ends-idle': (where: string, detail: string) =>
    advise(
      `The ${where} ended a connection that was idle for a moment (${detail})`,
      `raise idle_session_timeout of the user to minutes, or set it to 0. ${untilReachable}`,
    ),
  'database-login-refused': (where: string, detail: string) =>
    advise(
      `The ${where} does not accept the login (${detail})`,
      `correct the user and the password in DATABASE_URL (with %25 for a percent sign), or allow them in pg_hba.conf. ${untilReachable}`,
    ),
  'database-missing': (where: string, detail: string) =>
    advise(
      `The ${where} does not exist (${detail})`,
      `create it with CREATE DATABASE, or correct DATABASE_URL. ${untilReachable}`,
    ),
  'database-no-rights': (where: string, detail: string) =>
    advise(
      `The user may not use the ${where} (${detail})`,
      `make that user the owner of the database and of its tables. ${untilReachable}`,
    ),
  'database-no-schema': (where: string, detail: string) =>
    advise(
      `The ${where} has no schema for the tables (${detail})`,
      `let the search_path of the user name a schema that exists and belongs to it. ${untilReachable}`,
    ),
  'database-no-tables': (where: string, detail: string) =>
    advise(
      `The tables of the ledger are not found in the ${where} (${detail})`,
      `let the search_path of the user name the schema that has them. If they were deleted, start the bot again. ${untilReachable}`,
    ),
  'database-read-only': (where: string, detail: string) =>
    advise(
      `The ${where} cannot be written (${detail})`,
      `it is a replica, or set to read-only. Name the primary server in DATABASE_URL. ${untilReachable}`,
    ),
  'database-older-machines': (where: string, count: string) =>
    advise(
      `This version changes the tables of the ${where}, which running machines of an older version use (${count})`,
      'stop all of them first.',
    ),
  'database-disk-full': (where: string, detail: string) =>
    advise(`The disk of the ${where} is full (${detail})`, `make some room on the server. ${untilReachable}`),
  'database-connections-used-up': (where: string, detail: string) =>
    advise(
      `The ${where} has no connection left (${detail})`,
      `close others, raise max_connections, or put a pooler before it. ${untilReachable}`,
    ),
  'database-overloaded': (where: string, detail: string) =>
    advise(
      `The server of the ${where} lacks resources (${detail})`,
      `give it more memory, or see its log. ${untilReachable}`,
    ),
  'database-busy': (where: string, detail: string) =>
    advise(
      `A statement was cancelled by the ${where} (${detail})`,
      `look for long locks, and for a low statement_timeout of the user. ${untilReachable}`,
    ),
  'database-broken': (where: string, detail: string) =>
    advise(
      `The ${where} reports damaged data or a broken disk (${detail})`,
      `see the log of the server, and restore a backup if it says so. ${untilReachable}`,
    ),
  'database-without-tls': (where: string, detail: string) =>
    advise(
      `The ${where} offers no encryption (${detail})`,
      `switch it on there, or write sslmode=disable in DATABASE_URL on a private network. ${untilReachable}`,
    ),
  'database-wants-tls': (where: string, detail: string) =>
    advise(
      `The ${where} refuses a connection without encryption (${detail})`,
      `write sslmode=require or verify-full in DATABASE_URL. ${untilReachable}`,
    ),
  'database-certificate-name': (where: string, detail: string) =>
    advise(
      `The certificate of the ${where} is that of another name (${detail})`,
      `name the server in DATABASE_URL as its certificate does. ${untilReachable}`,
    ),
  'database-certificate-time': (where: string, detail: string) =>
    advise(
      `The certificate of the ${where} is not valid now (${detail})`,
      `renew it on the server, or correct the clock of this machine. ${untilReachable}`,
    ),
  'database-certificate': (where: string, detail: string) =>
    advise(
      `The certificate of the ${where} is not trusted (${detail})`,
      `name its authority with sslrootcert in DATABASE_URL. ${untilReachable}`,
    ),
  'database-newer': (where: string, version: string, known: string) =>
    advise(
      `The ${where} was written by a newer Morning Post (its tables are version ${version}, this one knows ${known})`,
      'update this one. An older version cannot use it.',
    ),
  'database-without-transactions': (where: string, detail: string) =>
    advise(
      `The ${where} is behind a pooler that allows no transactions (${detail})`,
      'set its pool mode to session or transaction.',
    ),
  'database-old-server': (where: string, version: string) =>
    advise(`The ${where} runs PostgreSQL ${version}, and Morning Post needs 15 or newer`, 'update the server.'),
  'database-encoding': (where: string, encoding: string) =>
    advise(
      `The ${where} has the encoding ${encoding}, which cannot hold every character`,
      "make a database with CREATE DATABASE morning_post ENCODING 'UTF8' TEMPLATE template0.",
    ),
}
