from . import fynlo_versioned
from . import fynlo_event
from . import fynlo_idempotency
from . import ir_http
from . import pos_order
from . import pos_session
from . import pos_config
from . import pos_order_line
