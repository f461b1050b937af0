from . import fynlo_api_key_making
from . import fynlo_api_key_shown
from . import fynlo_availability_countdown
from . import fynlo_business_day
from . import fynlo_pairing
from . import fynlo_dashboard_screen
from . import fynlo_restaurant_settings
