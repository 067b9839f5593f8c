/** Asks one SNMP agent, and nothing but reads: tables are walked with GETBULK, in bounds, and every answer must lead forward. */
import { isIPv6 } from 'node:net';
import {
  AuthProtocols,
  createSession,
  createV3Session,
  isVarbindError,
  PrivProtocols,
  SecurityLevel,
  type Session,
  type User,
  type Varbind,
  Version2c,
} from 'net-snmp';
import { AppError } from '../lib/errors.ts';
import type { Credentials } from './credentials.ts';
import { MAX_POLL, MAX_TABLE_ROWS, PATIENCE, REPETITIONS, RETRIES } from './limits.ts';

export interface Agent {
  readonly address: string;
  readonly port: number;
  readonly credentials: Credentials;
}

/** One row of a walked column. */
export interface Row {
  /** What stands behind the column's object identifier. */
  readonly index: readonly number[];
  readonly value: Varbind['value'];
}

export class SnmpSession {
  readonly #session: Session;
  readonly #agent: Agent;
  readonly #deadline: number;

  /**
   * `deadline`: in milliseconds since 1970, after which no further question is asked. `vlan`: of a switch that shows each VLAN's
   * table as an agent of its own.
   */
  constructor(agent: Agent, deadline: number, vlan?: number) {
    const { address, port, credentials } = agent;
    this.#agent = agent;
    this.#deadline = deadline;
    const transport = isIPv6(address) ? ('udp6' as const) : ('udp4' as const);
    const options = { port, transport, timeout: PATIENCE, retries: RETRIES, backoff: 1, idBitsSize: 32 };
    if (credentials.version === '2c') {
      const community = vlan === undefined ? credentials.community : `${credentials.community}@${vlan}`;
      this.#session = createSession(address, community, { ...options, version: Version2c });
    } else {
      const context = vlan === undefined ? '' : `vlan-${vlan}`;
      this.#session = createV3Session(address, userOf(credentials), { ...options, context });
    }
    // A socket that fails lets the questions under way run out of time, which is told.
    this.#session.on('error', () => undefined);
  }

  /** The values of single objects; undefined for those that it does not have. */
  async get(...oids: string[]): Promise<Varbind['value'][]> {
    const varbinds = await this.#ask<Varbind[]>((done) => this.#session.get(oids, done));
    return varbinds.map((varbind) => (isVarbindError(varbind) ? undefined : varbind.value));
  }

  /** One column of a table. @throws AppError `unavailable` when the agent does not answer, or not as one should */
  async walk(column: string): Promise<Row[]> {
    const prefix = `${column}.`;
    const rows: Row[] = [];
    let at = column;
    // Each answer is behind the last, and there may be so many of them.
    for (;;) {
      const from = at;
      const answers = await this.#ask<(Varbind | Varbind[])[]>((done) =>
        this.#session.getBulk([from], 0, REPETITIONS, done),
      );
      const varbinds = answers.flat();
      if (varbinds.length === 0) return rows;
      for (const varbind of varbinds) {
        if (isVarbindError(varbind) || !varbind.oid.startsWith(prefix)) return rows;
        rows.push({ index: varbind.oid.slice(prefix.length).split('.').map(Number), value: varbind.value });
        at = varbind.oid;
      }
      if (rows.length > MAX_TABLE_ROWS) {
        throw new AppError('unavailable', `${this.#agent.address} has a table of more than ${MAX_TABLE_ROWS} rows.`);
      }
    }
  }

  close(): void {
    this.#session.close();
  }

  async #ask<T>(ask: (done: (error: Error | null, answer?: T) => void) => void): Promise<T> {
    if (Date.now() > this.#deadline) {
      const words = `${this.#agent.address} takes longer than ${MAX_POLL / 1000} s to tell all: it is asked again later.`;
      throw new AppError('unavailable', words);
    }
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    ask((error, answer) => {
      if (error !== null || answer === undefined) reject(inWords(error, this.#agent));
      else resolve(answer);
    });
    return promise;
  }
}

const AUTH = {
  sha: AuthProtocols.sha,
  sha224: AuthProtocols.sha224,
  sha256: AuthProtocols.sha256,
  sha384: AuthProtocols.sha384,
  sha512: AuthProtocols.sha512,
};
const PRIVACY = { aes: PrivProtocols.aes, aes256b: PrivProtocols.aes256b, aes256r: PrivProtocols.aes256r };

function userOf(it: Extract<Credentials, { version: '3' }>): User {
  const { user, level, auth, authKey = '', privacy, privacyKey = '' } = it;
  const authentication = level === 'noAuthNoPriv' ? {} : { authProtocol: AUTH[auth], authKey };
  const encryption = level === 'authPriv' ? { privProtocol: PRIVACY[privacy], privKey: privacyKey } : {};
  return { name: user, level: SecurityLevel[level], ...authentication, ...encryption };
}

/** What to look at, by what the library says happened. It never quotes what was sent. */
function inWords(error: Error | null, { address, port, credentials }: Agent): AppError {
  const message = error?.message ?? '';
  const options = error === null ? {} : { cause: error };
  const say = (words: string): AppError => new AppError('unavailable', words, options);
  const where = port === 161 ? address : `${address} port ${port}`;
  if (error?.name === 'RequestTimedOutError') {
    const secret = credentials.version === '2c' ? 'community' : 'pass phrase of privacy';
    return say(
      `${where} does not answer. Is SNMP on there, may this machine ask it, and is the ${secret} right? A switch is silent to a wrong one.`,
    );
  }
  if (/unknown user/i.test(message)) return say(`${where} does not know the user: check its name.`);
  if (/digest|auth/i.test(message))
    return say(`${where} refuses the user: check the pass phrase and kind of authentication.`);
  if (/decrypt/i.test(message))
    return say(`${where} cannot read what we send: check the pass phrase and kind of privacy.`);
  if (/security level/i.test(message)) return say(`${where} does not allow this level of security for the user.`);
  if (/time window/i.test(message))
    return say(`${where} has a clock that runs wild: SNMPv3 needs one that goes evenly.`);
  if (/EHOSTUNREACH|ENETUNREACH|EACCES|EPERM/.test(message))
    return say(`${where} cannot be reached from this machine.`);
  return say(`${where} answers in a way that SNMP does not foresee (${message.slice(0, 200)}).`);
}
