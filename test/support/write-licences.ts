import { readFileSync, writeFileSync } from 'node:fs';
import { licencesOf, licencesPage, type LockedPackage } from './licences.js';

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, LockedPackage>;
};
writeFileSync('docs/licences.md', licencesPage(licencesOf(packages)));
