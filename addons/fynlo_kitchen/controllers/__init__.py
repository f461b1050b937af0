from . import kitchen
from . import sending
