from . import orders
from . import payments
from . import payment_reports
from . import sessions
from . import health
from . import metrics
