/** A server of one's own, as DATABASE_URL names one: the distribution's PostgreSQL, which can be stopped and started. */
import { mkdirSync } from 'node:fs';
import { vi } from 'vitest';
import { accountFor } from '../../../src/platform/store/embedded/account.ts';
import { makeCluster, makeFolders } from '../../../src/platform/store/embedded/cluster.ts';
import { layoutOf, urlOf } from '../../../src/platform/store/embedded/layout.ts';
import { startPostmaster, stopPostmaster } from '../../../src/platform/store/embedded/postmaster.ts';
import { findPrograms } from '../../../src/platform/store/embedded/programs.ts';
import { temporary } from './opened.ts';

/** Where Debian 12 has it. */
const DEBIAN = '/usr/lib/postgresql/15/bin';

export class OwnServer {
  readonly #place = temporary();
  readonly #layout = layoutOf(this.#place.folder);

  /** Of its maintenance database. */
  get url(): string {
    return urlOf(this.#layout, 'postgres');
  }

  async make(): Promise<void> {
    vi.stubEnv('PG_BIN_DIR', DEBIAN);
    mkdirSync(this.#place.folder, { mode: 0o711 });
    const account = accountFor(this.#layout);
    makeFolders(this.#layout, account);
    await makeCluster(this.#layout, findPrograms(this.#layout, account, null), account, ['--no-sync']);
    vi.unstubAllEnvs();
    await this.start();
  }

  async start(): Promise<void> {
    vi.stubEnv('PG_BIN_DIR', DEBIAN);
    const account = accountFor(this.#layout);
    const settings = { fsync: 'off', max_connections: '200' };
    await startPostmaster(this.#layout, () => findPrograms(this.#layout, account, null), account, settings);
    vi.unstubAllEnvs();
  }

  async stop(): Promise<void> {
    await stopPostmaster(this.#layout);
  }

  async remove(): Promise<void> {
    await this.#place.remove();
  }
}
