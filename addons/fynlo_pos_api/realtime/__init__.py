from . import handshake
from . import installing
