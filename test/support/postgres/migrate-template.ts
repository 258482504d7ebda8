import { prepareDatabase } from '../../../src/database/prepare-database.js';

/** Brings the template to the newest schema as the server does at its start, and lets the login role act in it. */
export async function migrateTemplate(ownerUrl: string, applicationUrl: string): Promise<void> {
  await prepareDatabase(ownerUrl, applicationUrl);
}
