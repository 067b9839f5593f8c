/**
 * Who serves, when nobody saw who opened: a guess from port numbers.
 *
 * @see IANA Service Name and Transport Protocol Port Number Registry
 */

/** Ports of services above the system ports (0 to 1023), as hospitals run them. */
const SERVICES: ReadonlySet<number> = new Set([
  1194, 1433, 1521, 1812, 1813, 1883, 1900, 2049, 2222, 2404, 2575, 2761, 2762, 3268, 3306, 3389, 3702, 4789, 4840,
  5000, 5001, 5060, 5061, 5222, 5353, 5355, 5432, 5555, 5672, 5683, 5684, 5900, 5985, 5986, 6379, 6661, 8000, 8042,
  8080, 8081, 8088, 8443, 8883, 8888, 9000, 9090, 9100, 9200, 10050, 11112, 11211, 20000, 27017, 44818, 47808, 51820,
]);

export function isServicePort(port: number): boolean {
  return (port > 0 && port < 1024) || SERVICES.has(port);
}

/** Whether the sender of a packet is more likely the one who serves; false when the ports do not tell. */
export function sendsFromService(srcPort: number, dstPort: number): boolean {
  return isServicePort(srcPort) && !isServicePort(dstPort);
}
