from . import test_accounts
from . import test_company
from . import test_menu
from . import test_set_menus
from . import test_team
from . import test_tills
from . import test_update
