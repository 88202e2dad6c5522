import { createHash } from 'node:crypto';
import { existsSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { asEngineError, EngineError } from './engine-error.js';
import {
  canEnter,
  chooseServerUser,
  closedFolderOnTheWay,
  makeReachableFolder,
  type ServerUser,
} from './server-user.js';

/** Where the engine of one data folder lives. */
export interface EngineHome {
  /** The data folder that is really used: secrets and files belong here. */
  readonly dataDir: string;
  /** The engine's own part of it. */
  readonly home: string;
  readonly clusterDir: string;
  readonly user: ServerUser;
  /** The data live elsewhere than asked for. */
  readonly substituted: boolean;
}

interface HomePaths {
  readonly dataDir: string;
  readonly home: string;
  readonly clusterDir: string;
}

function homeIn(dataDir: string): HomePaths {
  const home = join(dataDir, 'postgres');
  return { dataDir, home, clusterDir: join(home, 'cluster') };
}

/** One name for one place: two processes that come by different links must find the same server. */
function withoutLinks(paths: HomePaths): HomePaths {
  const home = realpathSync(paths.home);
  return { dataDir: realpathSync(paths.dataDir), home, clusterDir: join(home, 'cluster') };
}

/** Two clones of the project never share data: the folder's name holds a hash of where the clone stands. */
export function substituteDataDir(dataDir: string, root: string): string {
  const path = resolve(dataDir);
  const place = existsSync(path) ? realpathSync(path) : path;
  const hash = createHash('sha256').update(place).digest('hex').slice(0, 12);
  return join(root, `${basename(dirname(place)) || 'millwright'}-${hash}`);
}

/**
 * Makes the folder that holds the cluster. Root gives the server to another user; when that user cannot come to the
 * data folder (a project under /root, say) a folder that survives a restart of the machine takes its place. Data that
 * were made before decide: they are never left behind in silence.
 */
export function prepareEngineHome(
  wantedDataDir: string,
  substituteRoot: string,
  log: (message: string) => void,
): EngineHome {
  const wanted = homeIn(resolve(wantedDataDir));
  const user = chooseServerUser(wanted.clusterDir);
  try {
    makeReachableFolder(wanted.home, user);
    const hasData = existsSync(wanted.clusterDir);
    const substitute = homeIn(substituteDataDir(wanted.dataDir, substituteRoot));
    if (user !== null && !hasData && existsSync(substitute.clusterDir)) {
      log(`The data of ${wanted.dataDir} are kept in ${substitute.dataDir}, as at an earlier start.`);
      return useSubstitute(wanted.dataDir, substitute);
    }
    if (canEnter(wanted.home, user)) return { ...withoutLinks(wanted), user, substituted: false };

    const closed = closedFolderOnTheWay(wanted.home, user) ?? wanted.home;
    if (hasData) {
      throw new EngineError(
        `The data in ${wanted.clusterDir} cannot be reached by the database's user (uid ${user?.uid}), because ${closed} is closed to it: open it with chmod o+x ${closed}.`,
      );
    }
    log(
      `The database's user cannot pass through ${closed}: the data are kept in ${substitute.dataDir} instead of ${wanted.dataDir}.`,
    );
    return useSubstitute(wanted.dataDir, substitute);
  } catch (error) {
    throw asEngineError(error, wanted.dataDir);
  }
}

function useSubstitute(wantedDataDir: string, substitute: HomePaths): EngineHome {
  const user = chooseServerUser(substitute.clusterDir);
  try {
    makeReachableFolder(substitute.home, user);
    writeFileSync(join(substitute.dataDir, 'belongs-to'), `${wantedDataDir}\n`);
  } catch (error) {
    throw asEngineError(error, substitute.dataDir);
  }
  if (!canEnter(substitute.home, user)) {
    throw new EngineError(
      `Neither ${wantedDataDir} nor ${substitute.dataDir} can be reached by the database's user (uid ${user?.uid}): set DATA_DIR to a folder that everybody may pass through.`,
    );
  }
  return { ...withoutLinks(substitute), user, substituted: true };
}
