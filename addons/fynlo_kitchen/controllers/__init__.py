from . import kitchen
from . import pages
from . import sending
