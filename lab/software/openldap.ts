/** OpenLDAP: a directory, and programs that log in to it readably and look somebody up. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from '../host.ts';
import { plays, type Truth } from '../truth.ts';

const PORT = 389;
const SUFFIX = 'dc=hospital,dc=example';
const ADMIN = `cn=admin,${SUFFIX}`;
const PASSWORD = 'lab only, no secret';

export async function startDirectory(host: Host): Promise<void> {
  const folder = join(host.folder, 'ldap');
  mkdirSync(folder, { recursive: true });
  const configuration = host.write(
    'slapd.conf',
    `include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile ${host.folder}/slapd.pid
database mdb
suffix "${SUFFIX}"
rootdn "${ADMIN}"
rootpw "${PASSWORD}"
directory ${folder}
`,
  );
  const entries = host.write(
    'entries.ldif',
    `dn: ${SUFFIX}
objectClass: dcObject
objectClass: organization
dc: hospital
o: Hartley Hospital

dn: ou=wards,${SUFFIX}
objectClass: organizationalUnit
ou: wards
`,
  );
  await host.run(['slapadd', '-f', configuration, '-l', entries]);
  host.start(['slapd', '-f', configuration, '-h', `ldap://0.0.0.0:${PORT}`, '-d', '0']);
  await host.listening(PORT);
  plays(host.truth, 'ldap-server');
}

export async function searchDirectory(truth: Truth, client: Host, server: Host): Promise<void> {
  const login = ['-x', '-H', `ldap://${server.address}`, '-D', ADMIN, '-w', PASSWORD];
  await client.run(['ldapsearch', ...login, '-b', SUFFIX, '(ou=wards)']);
  plays(client.truth, 'ldap-client');
  truth.flow(client.name, server.name, PORT, 'tcp', 'ldap', {
    data: [{ category: 'credential', items: 1, patients: 0 }],
    actions: ['bindRequest', 'searchRequest', 'unbindRequest'].map((verb) => ({ verb, count: 1 })),
  });
}
