/**
 * What kind of message MSH-9 says that it is, in the standard's words alone.
 *
 * A header whose fields have slipped could have anything there, a patient's name too: what is no message type that exists
 * is `other`.
 *
 * @see HL7 v2.9 tables 0076 (message types) and 0003 (trigger events); section 2.11 (local ones begin with Z)
 */

const CODES: ReadonlySet<string> = new Set(
  [
    'ACK ADR ADT ARD BAR BPS BRP BRT BTS CCF CCI CCM CCQ CCR CCU CQU CRM CSU DBC DBU DEL DEO DER DFT DOC DPR DRC DRG DSR',
    'EAC EAN EAR EDR EHC EQQ ERP ESR ESU INR INU IPC IPR LRR LSR LSU MCF MDM MFD MFK MFN MFQ MFR NMD NMQ NMR NUR OMB OMD',
    'OMG OMI OML OMN OMP OMQ OMS OPL OPR OPU ORA ORB ORD ORF ORG ORI ORL ORM ORN ORP ORR ORS ORU ORX OSM OSQ OSR OSU OUL',
    'PEX PGL PIN PMU PPG PPP PPR PPT PPV PRR PTR QBP QCK QCN QRY QSB QSX QVR RAR RAS RCI RCL RDE RDO RDR RDS RDY REF RER',
    'RGR RGV ROR RPA RPI RPL RPR RQA RQC RQI RQP RRA RRD RRE RRG RRI RRO RSP RTB SCN SDN SDR SIU SLN SLR SMD SPQ SQM SQR',
    'SRM SRR SSR SSU STC STI SUR TBR TCR TCU UDM VQQ VTQ VXQ VXR VXU VXX',
  ].flatMap((line) => line.split(' ')),
);
const LOCAL = /^Z[A-Z0-9]{2}$/;
const TRIGGER = /^([A-Z]\d\d|PC[0-9A-L]|Z[A-Z0-9]{2})$/;

/** Such as `ADT^A01`, or `ACK` where no event is named; empty when the field is. */
export function messageType(field: string, component: string): string {
  // Some write the name of the structure, `ORU_R01`, where the code belongs.
  const [code = '', trigger = ''] = field
    .split(component, 2)
    .flatMap((word) => word.trim().toUpperCase().split('_', 2));
  if (code === '' && trigger === '') return '';
  if (!CODES.has(code) && !LOCAL.test(code)) return 'other';
  return TRIGGER.test(trigger) ? `${code}^${trigger}` : code;
}
