from . import orders
from . import payments
