/** `bacnet-controller.ts DESCRIPTION`: @bacnet-js/client as a controller that answers who it is. DESCRIPTION is JSON. */
import bacnet from '@bacnet-js/client';

interface Controller {
  readonly instance: number;
  readonly vendorId: number;
  /** By number of the property of the device object. */
  readonly properties: Readonly<Record<string, string>>;
  readonly broadcast: string;
}

const { instance, vendorId, properties, broadcast }: Controller = JSON.parse(process.argv[2] ?? '{}');
const { ApplicationTag, ConfirmedServiceChoice, default: Client, ErrorClass, ErrorCode, Segmentation } = bacnet;
const client = new Client({ broadcastAddress: broadcast, reuseAddr: true });

client.on('whoIs', () => client.iAmResponse({ address: broadcast }, instance, Segmentation.NO_SEGMENTATION, vendorId));
client.on('readProperty', ({ header, invokeId, payload: { objectId, property } }) => {
  const [receiver, invoked] = [header?.sender ?? {}, invokeId ?? 0];
  const value = properties[String(property.id)];
  if (value === undefined) {
    const asked = ConfirmedServiceChoice.READ_PROPERTY;
    return client.errorResponse(receiver, asked, invoked, ErrorClass.PROPERTY, ErrorCode.UNKNOWN_PROPERTY);
  }
  const text = { type: ApplicationTag.CHARACTER_STRING, value };
  client.readPropertyResponse(receiver, invoked, objectId, property, text);
});
