/** MIT Kerberos: a key distribution centre, and machines that log in to it. */
import type { Host } from '../host.ts';
import { plays, tells, type Truth } from '../truth.ts';

const PORT = 88;
const REALM = 'HOSPITAL.EXAMPLE';
const PASSWORD = 'lab only, no secret';

/** Knows the machine accounts of `machines`. */
export async function startKerberos(host: Host, machines: readonly string[]): Promise<void> {
  const { folder } = host;
  const kdc = host.write(
    'kdc.conf',
    `[kdcdefaults]
  kdc_listen = ${host.address}:${PORT}
  kdc_tcp_listen = ${host.address}:${PORT}
[realms]
  ${REALM} = {
    database_name = ${folder}/principal
    key_stash_file = ${folder}/stash
    acl_file = ${folder}/kadm5.acl
  }
`,
  );
  const env = { KRB5_CONFIG: configure(host, host), KRB5_KDC_PROFILE: kdc };
  await host.run(['kdb5_util', 'create', '-s', '-r', REALM, '-P', PASSWORD], { env });
  for (const machine of machines) {
    const add = `addprinc -pw "${PASSWORD}" ${machine}$@${REALM}`;
    await host.run(['kadmin.local', '-r', REALM, '-q', add], { env });
  }
  host.start(['krb5kdc', '-n', '-r', REALM, '-P', `${folder}/kdc.pid`], env);
  await host.listening(PORT, 'udp');
  plays(host.truth, 'kerberos-server');
}

/** A machine logs in under its own account. */
export async function logInMachine(truth: Truth, client: Host, server: Host, machine: string): Promise<void> {
  const env = { KRB5_CONFIG: configure(client, server), KRB5CCNAME: `FILE:${client.folder}/tickets` };
  await client.run(['kinit', `${machine}$@${REALM}`], { env, input: `${PASSWORD}\n` });
  tells(client.truth, 'kerberos', { 'kerberos-realm': REALM, 'kerberos-machine': machine });
  plays(client.truth, 'kerberos-client');
  truth.flow(client.name, server.name, PORT, 'udp', 'kerberos');
}

function configure(host: Host, server: Host): string {
  return host.write(
    'krb5.conf',
    `[libdefaults]
  default_realm = ${REALM}
  dns_lookup_kdc = false
  dns_canonicalize_hostname = false
  udp_preference_limit = 1400
[realms]
  ${REALM} = {
    kdc = ${server.address}:${PORT}
  }
`,
  );
}
