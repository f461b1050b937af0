from . import http
from . import models
from . import realtime
from . import services
from . import wizards
from . import controllers
