/** Network: who may join and log in, what telephones fetch, what machines report, and a tunnel to a service centre outside. */
import { DOMAIN } from '../hartley.ts';
import { somePatients } from '../patients.ts';
import type { Cast } from '../cast.ts';
import type { Scene } from '../scene.ts';
import { askByDhcpv6, startDhcpv6 } from '../software/dhcpv6.ts';
import { announceNetwork, joinIpv6 } from '../software/ipv6.ts';
import { logInMachine, startKerberos } from '../software/kerberos.ts';
import { announceToNeighbours } from '../software/lldpd.ts';
import { searchDirectory, startDirectory } from '../software/openldap.ts';
import { askToJoin, startRadius } from '../software/radius.ts';
import { audit, report, startCollector } from '../software/rsyslog.ts';
import { fetchByTftp, startTftp } from '../software/tftp.ts';
import { fetchByIpv6 } from '../software/web-clients.ts';
import { tunnel } from '../software/wireguard.ts';
import { announceComputer, type Computer, lookForComputer } from '../software/wsdd.ts';
import type { Stage } from '../stage.ts';

const PHONE_NAME = 'SEP148473200071';
const MACHINE = 'DESK12';
const COMPUTER: Computer = { name: MACHINE, workgroup: 'HARTLEY' };
const JOINING = '84:69:93:20:00:70';

const hosts = {
  directory: {
    macs: ['10:65:30:20:00:03'],
    addresses: ['10.20.0.3'],
    class: 'it',
    type: 'server',
    manufacturer: 'Dell',
    playedBy: 'OpenLDAP slapd, MIT krb5kdc, FreeRADIUS',
  },
  loghost: {
    macs: ['3c:ec:ef:20:00:04'],
    addresses: ['10.20.0.4'],
    class: 'it',
    type: 'server',
    manufacturer: null, // its board's maker sells to many
    playedBy: 'rsyslog',
  },
  accesspoint: {
    macs: ['14:84:73:20:00:06'],
    addresses: ['10.20.0.6'],
    class: 'network',
    type: 'access-point',
    manufacturer: 'Cisco',
    software: '17.9.4.27',
    playedBy: 'lldpd, FreeRADIUS radclient, logger',
  },
  phone: {
    macs: ['14:84:73:20:00:71'],
    addresses: [],
    class: 'it',
    type: 'phone',
    manufacturer: 'Cisco',
    model: '7841',
    software: 'sip78xx.12-8-1-0001-455',
    playedBy: 'lldpd, tftp-hpa, ISC dhclient',
    lease: {
      address: '10.20.0.121',
      dress: {
        hostname: PHONE_NAME,
        vendorClass: 'Cisco Systems, Inc. IP Phone CP-7841',
        asksFor: ['subnet-mask', 'tftp-server-name', 'domain-name-servers', 'domain-name', 'routers'],
      },
    },
  },
  desk: {
    macs: ['84:69:93:20:00:72'],
    addresses: ['10.20.0.72'],
    class: 'it',
    type: 'workstation',
    manufacturer: 'HP',
    playedBy: 'wsdd, MIT kinit, OpenLDAP ldapsearch, curl, logger, ISC dhclient',
  },
  tunnel: {
    macs: ['3c:ec:ef:20:00:05'],
    addresses: ['10.20.0.5'],
    class: 'unknown',
    type: 'unknown', // that somebody has a tunnel does not say what it is
    manufacturer: null,
    playedBy: 'wireguard-go',
  },
  vendor: {
    macs: [],
    addresses: ['192.0.2.30'],
    class: 'unknown',
    type: 'unknown',
    manufacturer: null,
    playedBy: 'wireguard-go',
  },
} as const satisfies Cast;

async function prepare({ at }: Stage): Promise<void> {
  await Promise.all([
    startDirectory(at('directory')),
    startKerberos(at('directory'), [MACHINE]),
    startRadius(at('directory'), ['tablet-0099']),
    startCollector(at('loghost')),
    startTftp(at('core'), {
      [`${PHONE_NAME}.cnf.xml`]: '<device><loadInformation>sip78xx</loadInformation></device>\n',
    }),
    announceNetwork(at('router')),
  ]);
  announceToNeighbours(at('accesspoint'), {
    name: 'AP-WARD3-02',
    description: 'Cisco AP Software, ap1g6-k9w8 Version: 17.9.4.27',
    capability: 'wlan',
    medClass: 4,
  });
  announceToNeighbours(at('phone'), {
    name: PHONE_NAME,
    description: 'Cisco IP Phone 7841, V3, sip78xx.12-8-1-0001-455',
    capability: 'telephone',
    medClass: 3,
  });
}

async function play({ truth, at }: Stage): Promise<void> {
  const [directory, desk, accesspoint, loghost] = [at('directory'), at('desk'), at('accesspoint'), at('loghost')];
  await announceComputer(desk, COMPUTER);
  await lookForComputer(at('ward'), desk, COMPUTER);
  const portal = await joinIpv6(at('portal'));
  await joinIpv6(desk);
  const names = await startDhcpv6(at('core'));
  await askByDhcpv6(desk, MACHINE);
  await desk.run(['ping', '-6', '-c', '1', '-W', '10', names]);
  await fetchByIpv6(truth, desk, at('portal'), `portal.${DOMAIN}`, portal);
  await logInMachine(truth, desk, directory, MACHINE);
  await searchDirectory(truth, desk, directory);
  await fetchByTftp(truth, at('phone'), at('core'), `${PHONE_NAME}.cnf.xml`);
  await askToJoin(truth, accesspoint, directory, 'tablet-0099', {
    nas: 'AP-WARD3-02',
    network: 'HARTLEY-CLINICAL',
    station: JOINING,
    bssid: hosts.accesspoint.macs[0],
  });
  await report(truth, accesspoint, loghost, 'capwap', `Station ${JOINING} associated`);
  const [patient] = somePatients(34, 1);
  if (patient === undefined) throw new Error('no patient');
  await audit(truth, desk, loghost, 'viewer', { id: 'DESK12', site: 'Hartley', title: 'DESK12' }, patient);
  await tunnel(truth, at('tunnel'), at('vendor'));
}

export const scene: Scene = {
  story: 'Machines join, log in and report; a telephone fetches its configuration; a maker looks in through a tunnel.',
  needs: ['it'],
  hosts,
  prepare,
  play,
};
