"""modbus-controller.py PORT VENDOR CODE REVISION PRODUCT MODEL: pymodbus as a controller with a hundred registers."""
import sys

from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.device import ModbusDeviceIdentification
from pymodbus.server import StartTcpServer

port, vendor, code, revision, product, model = sys.argv[1:]
identity = ModbusDeviceIdentification(
    info_name={
        "VendorName": vendor,
        "ProductCode": code,
        "MajorMinorRevision": revision,
        "ProductName": product,
        "ModelName": model,
    }
)
slave = ModbusSlaveContext(hr=ModbusSequentialDataBlock(0, [215] * 100), zero_mode=True)
context = ModbusServerContext(slaves=slave, single=True)
StartTcpServer(context=context, identity=identity, address=("0.0.0.0", int(port)))
