from . import fynlo_tracking_link
