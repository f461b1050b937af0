from . import fynlo_kitchen_pairing
from . import fynlo_kitchen_settings
