from . import tracking
from . import tracking_page
from . import service_requests
