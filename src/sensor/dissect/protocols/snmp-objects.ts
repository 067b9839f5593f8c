/** The objects by which an SNMP agent describes the device it is in. The values of all others are not kept. */

/** What an agent says of its device. */
export interface SnmpDescription {
  readonly sysDescr?: string;
  readonly sysObjectId?: string;
  readonly sysName?: string;
  readonly deviceDescr?: string;
  readonly manufacturer?: string;
  readonly model?: string;
  readonly serial?: string;
  readonly firmware?: string;
  readonly software?: string;
}

/** By the object's identifier, without the instance that ends it. */
const OBJECTS: Readonly<Record<string, keyof SnmpDescription>> = {
  // SNMPv2-MIB (RFC 3418)
  '1.3.6.1.2.1.1.1': 'sysDescr',
  '1.3.6.1.2.1.1.2': 'sysObjectId',
  '1.3.6.1.2.1.1.5': 'sysName',
  // HOST-RESOURCES-MIB (RFC 2790): hrDeviceDescr
  '1.3.6.1.2.1.25.3.2.1.3': 'deviceDescr',
  // ENTITY-MIB (RFC 6933): entPhysicalFirmwareRev, SoftwareRev, SerialNum, MfgName, ModelName
  '1.3.6.1.2.1.47.1.1.1.1.9': 'firmware',
  '1.3.6.1.2.1.47.1.1.1.1.10': 'software',
  '1.3.6.1.2.1.47.1.1.1.1.11': 'serial',
  '1.3.6.1.2.1.47.1.1.1.1.12': 'manufacturer',
  '1.3.6.1.2.1.47.1.1.1.1.13': 'model',
  // Printer-MIB (RFC 3805): prtGeneralSerialNumber
  '1.3.6.1.2.1.43.5.1.1.17': 'serial',
};
/** Only the first instance of an object in a table is the device itself, or as good as. */
const INSTANCE = /\.[01]$/;

/** What the object with this identifier describes, or undefined. */
export const describedBy = (oid: string): keyof SnmpDescription | undefined =>
  INSTANCE.test(oid) ? OBJECTS[oid.replace(INSTANCE, '')] : undefined;
