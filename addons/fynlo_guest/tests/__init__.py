from . import test_domain
from . import test_hearing
from . import test_joined
from . import test_pages
from . import test_service_requests
from . import test_tracking
from . import test_tracking_link
from . import test_words
