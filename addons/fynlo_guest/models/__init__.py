from . import fynlo_service_request
from . import pos_order
