/** `bacnet-station.ts ADDRESS INSTANCE BROADCAST PROPERTY…`: @bacnet-js/client as the station that asks a controller who it is. */
import bacnet from '@bacnet-js/client';

const [address = '', instance = '', broadcast = '', ...properties] = process.argv.slice(2);
const { default: Client, ObjectType } = bacnet;
const client = new Client({ broadcastAddress: broadcast, reuseAddr: true, apduTimeout: 20_000 });

const found = new Promise<void>((resolve) => {
  client.on('iAm', ({ payload }) => {
    if (payload.deviceId === Number(instance)) resolve();
  });
});
client.on('listening', () => client.whoIs());
await found;
for (const property of properties) {
  const object = { type: ObjectType.DEVICE, instance: Number(instance) };
  await client.readProperty({ address }, object, Number(property));
}
client.close();
