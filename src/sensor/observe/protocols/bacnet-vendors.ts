/** Makers by their BACnet vendor identifier: those that hospitals' buildings are full of. @see ASHRAE's register of BACnet vendor IDs */
export const BACNET_VENDORS: ReadonlyMap<number, string> = new Map([
  [2, 'Trane'],
  [3, 'Daikin Applied'],
  [5, 'Johnson Controls'],
  [7, 'Siemens'],
  [8, 'Delta Controls'],
  [10, 'Schneider Electric'],
  [16, 'Carrier'],
  [17, 'Honeywell'],
  [18, 'Alerton'],
  [24, 'Automated Logic'],
  [35, 'Reliable Controls'],
  [36, 'Tridium'],
  [364, 'Distech Controls'],
]);
