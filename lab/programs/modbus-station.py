"""modbus-station.py ADDRESS PORT: pymodbus as the station that asks a controller what it is, reads it and sets it."""
import sys

from pymodbus.client import ModbusTcpClient
from pymodbus.mei_message import ReadDeviceInformationRequest

address, port = sys.argv[1:]
client = ModbusTcpClient(address, port=int(port))
if not client.connect():
    sys.exit("no connection")
try:
    for answer in (
        client.execute(ReadDeviceInformationRequest(read_code=0x02, unit=1)),
        client.read_holding_registers(0, 4, slave=1),
        client.write_register(2, 220, slave=1),
    ):
        if answer.isError():
            sys.exit(str(answer))
finally:
    client.close()
