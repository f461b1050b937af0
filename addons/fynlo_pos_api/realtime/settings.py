"""Which dispatch the process has: the shared one, or Odoo's own alone."""

import os

# `stock` leaves Odoo's dispatch as it is: to compare, or if the shared one should fail.
VARIABLE = "FYNLO_BUS_DISPATCH"
IS_SHARED = os.environ.get(VARIABLE, "shared") != "stock"
