from . import service
from . import runner
from . import outbox
