from . import fynlo_service_request_screen
from . import fynlo_tracking_link
