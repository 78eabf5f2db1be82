import { expect, test } from 'vitest'
import { addNewestDelivery } from '../../src/app/simulator-mode.ts'
import { openLedgerFile } from '../../src/storage/sqlite/open-ledger-file.ts'
import { aDestination, aDigest, day, libraryOf } from '../builders.ts'

const monday = aDigest('News')
const tuesday = { ...monday, date: day('2026-01-06') }
const withdrawn = { ...tuesday, withdrawn: 'Wrong.' }

function open() {
  const ledger = openLedgerFile(':memory:').ledger
  const owed = async (...digests: Parameters<typeof libraryOf>) => {
    await addNewestDelivery([aDestination()], libraryOf(...digests), ledger)
    return (await ledger.deliveriesTo('team', 9)).map(({ digest }) => digest)
  }
  return { ledger, owed }
}

test('in the simulator the newest digest that is not withdrawn is due', async () => {
  const { ledger, owed } = open()
  expect(await owed(monday, withdrawn)).toEqual(['main/2026-01-05'])
  expect(await owed(monday, tuesday)).toEqual(['main/2026-01-06', 'main/2026-01-05'])
  await ledger.close()
})

test('one that is withdrawn after it was posted lets no older one come', async () => {
  const { ledger, owed } = open()
  await owed(monday, tuesday)
  expect(await owed(monday, withdrawn)).toEqual(['main/2026-01-06'])
  await ledger.close()
})
