/** Building: air, cold, a refrigerator for medicines and things that measure, and the station that looks after them. */
import type { Cast } from '../cast.ts';
import type { Scene } from '../scene.ts';
import { type BacnetDress, readBacnet, startBacnet } from '../software/bacnet.ts';
import { ask, startCoap } from '../software/coap.ts';
import { publish, startBroker, subscribe } from '../software/mosquitto.ts';
import { type Controller, operate, startController } from '../software/pymodbus.ts';
import { askAsBusybox } from '../software/udhcpc.ts';
import type { Stage } from '../stage.ts';

const FRIDGE = '10.20.0.130';

const hosts = {
  bms: {
    macs: ['10:65:30:20:00:90'],
    addresses: ['10.20.0.90'],
    class: 'unknown',
    type: 'unknown', // who only asks does not say what it is
    manufacturer: 'Dell',
    playedBy: '@bacnet-js/client, pymodbus, Mosquitto, libcoap',
  },
  airhandler: {
    macs: ['00:a0:03:20:00:91'],
    addresses: ['10.20.0.91'],
    class: 'building',
    type: 'building-controller',
    manufacturer: 'Siemens',
    model: 'PXC4.E16',
    serial: '210714C01234',
    software: 'FW=02.20.156.22',
    playedBy: '@bacnet-js/client',
  },
  chiller: {
    macs: ['00:80:f4:20:00:92'],
    addresses: ['10.20.0.92'],
    class: 'building',
    type: 'plc',
    manufacturer: 'Schneider Electric',
    model: 'TM221CE16T',
    software: 'V1.13.2',
    playedBy: 'pymodbus',
  },
  broker: {
    macs: ['3c:ec:ef:20:00:93'],
    addresses: ['10.20.0.93'],
    class: 'it',
    type: 'server',
    manufacturer: null, // its board's maker sells to many
    playedBy: 'Mosquitto',
  },
  fridge: {
    macs: ['24:0a:c4:20:00:94'],
    addresses: [],
    class: 'iot',
    type: 'iot-device',
    manufacturer: null, // its card's maker sells to many
    playedBy: 'Mosquitto, BusyBox udhcpc',
  },
  air: {
    macs: ['00:12:4b:20:00:95'],
    addresses: ['10.20.0.95'],
    class: 'unknown',
    type: 'unknown', // it measures, and nothing says what it is
    manufacturer: null, // its card's maker sells to many
    playedBy: 'libcoap',
  },
} as const satisfies Cast;

const airhandler: BacnetDress = {
  instance: 2_098_177,
  vendorId: 7,
  name: 'B1_AHU03',
  vendor: 'Siemens Switzerland Ltd',
  model: hosts.airhandler.model,
  firmware: hosts.airhandler.software,
  software: 'AHU03 V1.4',
  serial: hosts.airhandler.serial,
};

const chiller: Controller = {
  vendor: 'Schneider Electric',
  code: 'TM221CE16T',
  revision: hosts.chiller.software,
  product: 'Modicon M221',
  model: hosts.chiller.model,
};

async function prepare({ at, addresses }: Stage): Promise<void> {
  await addresses.reserve(hosts.fridge.macs[0], FRIDGE);
  await Promise.all([
    startBacnet(at('airhandler'), airhandler),
    startController(at('chiller'), chiller),
    startBroker(at('broker')),
    startCoap(at('air')),
  ]);
}

async function play({ truth, at }: Stage): Promise<void> {
  const [bms, broker, fridge, air] = [at('bms'), at('broker'), at('fridge'), at('air')];
  await readBacnet(truth, bms, at('airhandler'), airhandler);
  await operate(truth, bms, at('chiller'), chiller);
  await subscribe(truth, bms, broker, 'bms-alarms', 'ward3/fridge/#');
  await askAsBusybox(fridge, 'ESP_200094', FRIDGE);
  const thing = { id: 'fridge-ward3-200094', user: 'fridge', password: 'lab only, no secret' };
  await publish(truth, fridge, broker, thing, 'ward3/fridge/celsius', ['4.1', '4.3', '5.0', '4.6']);
  await ask(truth, bms, air, 'get', 'time');
  await ask(truth, bms, air, 'put', 'example_data', 'interval=30');
}

export const scene: Scene = {
  story: 'Air and cold are watched and set; a refrigerator reports, and is heard.',
  needs: ['it'],
  hosts,
  prepare,
  play,
};
