import { removeDataDir } from '../../../src/database/embedded/cluster-folder.js';

/** Waits until the run of tests is over, however it ends, and removes what is left of its cluster. */
const [dataDir = ''] = process.argv.slice(2);
process.stdin.resume().once('end', () => void removeDataDir(dataDir));
