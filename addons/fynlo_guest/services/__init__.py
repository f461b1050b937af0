from . import event_feed
from . import outbox
from . import service_request_records
from . import service_requests
from . import tracking
from . import tracking_pages
